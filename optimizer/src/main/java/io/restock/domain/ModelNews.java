package io.restock.domain;

/**
 * What has happened to a model of demand. What counts for a forecast are the news from before it
 * was issued, so that a replay makes the same forecasts with the same models.
 *
 * @param version version of the model
 * @param folder folder of the model, the same on every machine; empty where it is not needed
 * @param change what has happened to it
 * @param reason why; empty where nobody said so
 * @param comparedWith version of the model it was compared with; empty where with none
 * @param days days on which they were compared
 * @param rows series and days on which they were compared
 * @param pinball mean pinball loss of the model there, units; NaN where it was not compared
 * @param comparedPinball mean pinball loss of the other there, units; NaN as {@code pinball}
 * @param holdOutWape WAPE of its training's hold-out; NaN where unknown
 * @param holdOutPinball pinball loss of its training's hold-out; NaN where unknown
 * @param timeMillis event time, milliseconds since the epoch; it counts for forecasts issued after
 */
public record ModelNews(
        String version,
        String folder,
        ModelChange change,
        String reason,
        String comparedWith,
        int days,
        long rows,
        double pinball,
        double comparedPinball,
        double holdOutWape,
        double holdOutPinball,
        long timeMillis) {

    /** News of a model that was compared with none. */
    public static ModelNews of(
            String version, String folder, ModelChange change, String reason, long timeMillis) {
        return new ModelNews(
                version,
                folder,
                change,
                reason,
                "",
                0,
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                timeMillis);
    }

    /** The same with the measures of the model's training. */
    public ModelNews withHoldOut(double wape, double pinballLoss) {
        return new ModelNews(
                version,
                folder,
                change,
                reason,
                comparedWith,
                days,
                rows,
                pinball,
                comparedPinball,
                wape,
                pinballLoss,
                timeMillis);
    }
}

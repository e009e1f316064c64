package io.restock.operators.forecast.life;

/**
 * What a location has seen of a model beside the champion on one day. Losses are whole millionths
 * of a unit, so that sums do not depend on the order in which they are made.
 *
 * @param model the model
 * @param against version of the champion
 * @param epochDay local day of the actuals
 * @param timeMillis event time at which they became known
 * @param rows series that both forecast
 * @param loss pinball loss of the model, the rows together, millionths of a unit
 * @param championLoss pinball loss of the champion, as {@code loss}
 * @param trouble why the model cannot be used; empty where it can
 */
public record ModelEvidence(
        ModelInUse model,
        String against,
        int epochDay,
        long timeMillis,
        long rows,
        long loss,
        long championLoss,
        String trouble) {
    private static final double MILLIONTHS = 1e6;

    /** That a model cannot be used. */
    public static ModelEvidence of(ShadowForecast broken, int epochDay, long timeMillis) {
        return new ModelEvidence(
                broken.model(), broken.against(), epochDay, timeMillis, 0, 0, 0, broken.trouble());
    }

    /** One series. */
    public static ModelEvidence of(
            ShadowForecast forecast,
            int epochDay,
            long timeMillis,
            double loss,
            double championLoss) {
        return new ModelEvidence(
                forecast.model(),
                forecast.against(),
                epochDay,
                timeMillis,
                1,
                millionths(loss),
                millionths(championLoss),
                "");
    }

    /** Both together, of one trial and day. */
    public ModelEvidence plus(ModelEvidence other) {
        return new ModelEvidence(
                model,
                against,
                epochDay,
                timeMillis,
                rows + other.rows,
                loss + other.loss,
                championLoss + other.championLoss,
                trouble);
    }

    /** The trial that it is of: this model, in this role since then, against this champion. */
    public String trial() {
        return trial(model, against);
    }

    static String trial(ModelInUse model, String against) {
        return String.join(
                "|",
                model.role().name(),
                model.version(),
                Long.toString(model.sinceMillis()),
                against);
    }

    /** Whole millionths of a unit. */
    public static long millionths(double units) {
        return Math.round(units * MILLIONTHS);
    }

    /** Units of so many millionths. */
    public static double units(long millionths) {
        return millionths / MILLIONTHS;
    }
}

package io.restock.operators.forecast.fusion;

/**
 * What a location lost in a kind of series on one day with the forecasts that were sent. Whole
 * millionths of a unit, so that sums do not depend on the order in which they are made.
 *
 * @param segment kind of the series
 * @param epochDay local day of the actuals
 * @param timeMillis event time at which they became known
 * @param rows series
 * @param loss pinball loss, the rows together, millionths of a unit
 * @param level what was sold or was to be expected, whichever is more, the rows together,
 *     millionths of a unit
 */
public record SegmentLoss(
        Segment segment, int epochDay, long timeMillis, long rows, long loss, long level) {
    private static final double MILLIONTHS = 1e6;

    /** One series. */
    static SegmentLoss of(
            Segment segment, int epochDay, long timeMillis, double loss, double level) {
        return new SegmentLoss(
                segment,
                epochDay,
                timeMillis,
                1,
                Math.round(loss * MILLIONTHS),
                Math.round(level * MILLIONTHS));
    }

    SegmentLoss plus(SegmentLoss other) {
        return new SegmentLoss(
                segment,
                epochDay,
                timeMillis,
                rows + other.rows,
                loss + other.loss,
                level + other.level);
    }
}

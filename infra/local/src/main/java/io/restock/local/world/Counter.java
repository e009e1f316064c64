package io.restock.local.world;

/** A store's counter: what customers want meets what is in stock, hour by hour. */
final class Counter {
    /** Customers of an hour find what is left of the goods that came before the store opened. */
    static final int DELIVERY_HOUR = 5;

    private Counter() {}

    /**
     * Sells an item for a day.
     *
     * @param wanted what customers want
     * @param baseUnit units of one base unit
     * @param room gives what is sold
     * @param emptyOvernight whether there was no stock before the day's delivery
     */
    static SeriesOutcome sell(
            SeriesDay wanted, double baseUnit, StockRoom room, boolean emptyOvernight) {
        float[] sold = new float[24];
        long unmet = 0;
        int out = 0;
        for (int hour = 0; hour < 24; hour++) {
            long units = Math.round(wanted.hourly()[hour] / baseUnit);
            long taken = room.take(wanted.location(), wanted.item(), units);
            sold[hour] = (float) (taken * baseUnit);
            unmet += units - taken;
            boolean empty =
                    hour < DELIVERY_HOUR
                            ? emptyOvernight
                            : room.onHand(wanted.location(), wanted.item()) == 0;
            out |= empty ? 1 << hour : 0;
        }
        return outcome(wanted, baseUnit, room, sold, unmet, out);
    }

    /**
     * Takes a day's recorded sales out of a simulated stock. What is published stays as recorded;
     * what the stock did not cover is counted as unmet.
     */
    static SeriesOutcome sellAsRecorded(SeriesDay wanted, double baseUnit, StockRoom room) {
        long units = Math.round(wanted.units() / baseUnit);
        long taken = room.take(wanted.location(), wanted.item(), units);
        return outcome(
                wanted, baseUnit, room, wanted.hourly(), units - taken, wanted.stockOutHours());
    }

    private static SeriesOutcome outcome(
            SeriesDay wanted,
            double baseUnit,
            StockRoom room,
            float[] sold,
            long unmet,
            int stockOutHours) {
        return new SeriesOutcome(
                wanted.location(),
                wanted.item(),
                sold,
                wanted.units(),
                Units.of(unmet, baseUnit),
                Units.of(room.onHand(wanted.location(), wanted.item()), baseUnit),
                stockOutHours);
    }
}

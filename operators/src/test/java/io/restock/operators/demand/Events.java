package io.restock.operators.demand;

import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;

/** Sales and stock reports of one series, in words. */
final class Events {
    static final int MONDAY = 20_000;
    static final int TUESDAY = MONDAY + 1;
    static final int WEDNESDAY = MONDAY + 2;
    static final int BERLIN = 3600;
    static final int BERLIN_SUMMER = 7200;
    static final int NEW_YORK = -5 * 3600;
    static final String STORE = "store-1";
    static final String ITEM = "milk";

    private Events() {}

    static Sale sale(String id, int day, int hour, double units) {
        return sale(id, day, hour, BERLIN, units);
    }

    static Sale sale(String id, int day, int hour, int offset, double units) {
        return new Sale(id, STORE, ITEM, at(day, hour, offset), offset, units, "");
    }

    static Sale correction(String id, String of, int day, int hour, double units) {
        return new Sale(id, STORE, ITEM, at(day, hour, BERLIN), BERLIN, units, of);
    }

    static StockLevel stock(String id, int day, double onHand, int stockOutHours) {
        return new StockLevel(
                id, STORE, ITEM, day, at(day + 1, 0, BERLIN), BERLIN, onHand, stockOutHours);
    }

    /** The moment of a local hour. */
    static long at(int day, int hour, int offset) {
        return day * LocalDays.MILLIS + hour * 3_600_000L - offset * 1000L;
    }
}

package io.restock.operators.demand;

import java.util.Arrays;

/** One local day of a {@link DemandLedger}: its sales by id, its stock report, its offset. */
final class LedgerDay {
    final int day;
    int revision = -1;
    int offset;
    long latest = Long.MIN_VALUE;
    int stockOutHours = -1;
    double onHand = Double.NaN;
    long stockMillis = Long.MIN_VALUE;
    long stockId;
    int sales;
    long[] ids;
    double[] units;

    LedgerDay(int day) {
        this(day, new long[4], new double[4], 0);
    }

    LedgerDay(int day, long[] ids, double[] units, int sales) {
        this.day = day;
        this.ids = ids;
        this.units = units;
        this.sales = sales;
    }

    /** Position of a sale, or less than 0. */
    int indexOf(long id) {
        return Arrays.binarySearch(ids, 0, sales, id);
    }

    void add(long id, double soldUnits) {
        int at = -indexOf(id) - 1;
        if (sales == ids.length) {
            int capacity = Math.max(4, sales * 2);
            ids = Arrays.copyOf(ids, capacity);
            units = Arrays.copyOf(units, capacity);
        }
        System.arraycopy(ids, at, ids, at + 1, sales - at);
        System.arraycopy(units, at, units, at + 1, sales - at);
        ids[at] = id;
        units[at] = soldUnits;
        sales++;
    }

    /** Remembers the offset of the latest event: the one in force when the day ends. */
    void seen(long timeMillis, int utcOffsetSeconds) {
        if (timeMillis > latest || (timeMillis == latest && utcOffsetSeconds > offset)) {
            latest = timeMillis;
            offset = utcOffsetSeconds;
        }
    }

    boolean hasStock() {
        return stockMillis != Long.MIN_VALUE;
    }

    boolean observed() {
        return sales > 0 || hasStock();
    }

    /** In the order of the ids, so that the sum has the same last bit whatever came first. */
    double totalUnits() {
        double total = 0;
        for (int i = 0; i < sales; i++) {
            total += units[i];
        }
        return total;
    }
}

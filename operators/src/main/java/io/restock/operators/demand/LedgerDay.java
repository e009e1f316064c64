package io.restock.operators.demand;

import io.restock.operators.recovery.SoldHours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One local day of a {@link DemandLedger}: its stock report, its offset, and its sales by id. */
final class LedgerDay {
    /** The hour of a sale of which only the day was kept. */
    static final byte UNKNOWN = -1;

    final int day;
    int revision = -1;
    int offset;
    long latest = Long.MIN_VALUE;
    int stockOutHours = -1;
    double onHand = Double.NaN;
    long stockMillis = Long.MIN_VALUE;
    long stockId;

    /** Number of sales; of a closed day the sales themselves may not be loaded. */
    int sales;

    private boolean loaded;

    /** Of all its events, closed or not: ascending by offset, nearly always one. */
    final List<OffsetUse> offsets = new ArrayList<>(1);

    private long[] ids = {};
    private double[] units = {};
    private byte[] hours = {}; // local hour of each sale; UNKNOWN of those of a closed day

    LedgerDay(int day) {
        this.day = day;
    }

    boolean isLoaded() {
        return loaded || sales == 0;
    }

    /**
     * Takes over the first {@code sales} elements from a position on.
     *
     * @param allHours as long as the others, or empty = unknown
     */
    void load(long[] allIds, double[] allUnits, byte[] allHours, int from) {
        ids = Arrays.copyOfRange(allIds, from, from + sales);
        units = Arrays.copyOfRange(allUnits, from, from + sales);
        if (allHours.length == allIds.length) {
            hours = Arrays.copyOfRange(allHours, from, from + sales);
        } else {
            hours = new byte[sales];
            Arrays.fill(hours, UNKNOWN);
        }
        loaded = true;
    }

    boolean has(long id) {
        return indexOf(id) >= 0;
    }

    void add(long id, double soldUnits, int hour) {
        int at = -indexOf(id) - 1;
        if (sales == ids.length) {
            int capacity = Math.max(4, sales * 2);
            ids = Arrays.copyOf(ids, capacity);
            units = Arrays.copyOf(units, capacity);
            hours = Arrays.copyOf(hours, capacity);
        }
        System.arraycopy(ids, at, ids, at + 1, sales - at);
        System.arraycopy(units, at, units, at + 1, sales - at);
        System.arraycopy(hours, at, hours, at + 1, sales - at);
        ids[at] = id;
        units[at] = soldUnits;
        hours[at] = (byte) hour;
        sales++;
        loaded = true;
    }

    /** Replaces the units of a sale that is there. */
    void replace(long id, double correctedUnits) {
        units[indexOf(id)] = correctedUnits;
    }

    private int indexOf(long id) {
        return Arrays.binarySearch(ids, 0, sales, id);
    }

    /** Remembers the offset of the latest event: the one in force when the day ends. */
    void seen(long timeMillis, int utcOffsetSeconds) {
        if (timeMillis > latest || (timeMillis == latest && utcOffsetSeconds > offset)) {
            latest = timeMillis;
            offset = utcOffsetSeconds;
        }
    }

    /** Remembers that an event which counts for the day had this offset. */
    void counted(long timeMillis, int utcOffsetSeconds) {
        int at = 0;
        while (at < offsets.size() && offsets.get(at).utcOffsetSeconds() < utcOffsetSeconds) {
            at++;
        }
        if (at == offsets.size() || offsets.get(at).utcOffsetSeconds() != utcOffsetSeconds) {
            offsets.add(at, new OffsetUse(utcOffsetSeconds, timeMillis, timeMillis));
            return;
        }
        OffsetUse known = offsets.get(at);
        if (timeMillis < known.firstMillis() || timeMillis > known.lastMillis()) {
            offsets.set(
                    at,
                    new OffsetUse(
                            utcOffsetSeconds,
                            Math.min(timeMillis, known.firstMillis()),
                            Math.max(timeMillis, known.lastMillis())));
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

    /** Units sold in hour 0 … 23, added up as {@link #totalUnits}; empty where one is unknown. */
    double[] hourly() {
        double[] hourly = new double[SoldHours.HOURS];
        for (int i = 0; i < sales; i++) {
            if (hours[i] == UNKNOWN) {
                return new double[0];
            }
            hourly[hours[i]] += units[i];
        }
        return hourly;
    }

    DaySales stored() {
        return new DaySales(Arrays.copyOf(ids, sales), Arrays.copyOf(units, sales));
    }

    /** Appends the sales to arrays that have room for them. */
    void copyTo(long[] allIds, double[] allUnits, byte[] allHours, int from) {
        System.arraycopy(ids, 0, allIds, from, sales);
        System.arraycopy(units, 0, allUnits, from, sales);
        System.arraycopy(hours, 0, allHours, from, sales);
    }
}

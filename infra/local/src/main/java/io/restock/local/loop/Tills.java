package io.restock.local.loop;

import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.local.world.LocalTimes;
import io.restock.local.world.SeriesOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The tills and stock systems of the stores: what happened in, messages out. As tills do, they say
 * some sales twice and some wrongly first, then corrected, where they are told to.
 */
public final class Tills {
    /** Minute of the next day at which stock is reported. */
    static final int REPORT_MINUTE = 5;

    private static final int MINUTE_OF_HOUR = 30;
    private static final int DUPLICATE_EVERY = 200;
    private static final int CORRECTED_EVERY = 500;

    private final LocalTimes times;
    private final boolean sloppy;
    private final Map<Integer, Hours> days = new HashMap<>();

    /** Moments and offsets of the sales of a day. */
    private record Hours(long[] millis, int[] offsetSeconds) {}

    /**
     * Tills of one time zone.
     *
     * @param sloppy whether they repeat and correct sales; the units of a day stay the same
     */
    public Tills(LocalTimes times, boolean sloppy) {
        this.times = times;
        this.sloppy = sloppy;
    }

    /** The sales of an item in a store on a day, in the order of the hours. */
    public List<Sale> sales(int day, SeriesOutcome outcome) {
        List<Sale> sales = new ArrayList<>();
        for (int hour = 0; hour < outcome.sold().length; hour++) {
            double units = Math.round(outcome.sold()[hour] * 1e4) / 1e4;
            if (units > 0) {
                add(sales, day, hour, outcome, units);
            }
        }
        return sales;
    }

    private void add(List<Sale> sales, int day, int hour, SeriesOutcome outcome, double units) {
        String id = outcome.location() + "/" + outcome.item() + "/" + day + "/" + hour;
        long luck = sloppy ? luck(id) : 1;
        if (luck % CORRECTED_EVERY == 0) {
            sales.add(sale(id, day, hour, outcome, units + 1, ""));
            sales.add(sale(id + "/corrected", day, hour, outcome, units, id));
            return;
        }
        Sale sale = sale(id, day, hour, outcome, units, "");
        sales.add(sale);
        if (luck % DUPLICATE_EVERY == 0) {
            sales.add(sale);
        }
    }

    private Sale sale(
            String id, int day, int hour, SeriesOutcome o, double units, String corrects) {
        Hours hours = days.computeIfAbsent(day, this::hours);
        return new Sale(
                id,
                o.location(),
                o.item(),
                hours.millis[hour],
                hours.offsetSeconds[hour],
                units,
                corrects);
    }

    private Hours hours(int day) {
        Hours hours = new Hours(new long[24], new int[24]);
        for (int hour = 0; hour < 24; hour++) {
            int minute = hour * 60 + MINUTE_OF_HOUR;
            hours.millis[hour] = times.millis(day, minute);
            hours.offsetSeconds[hour] = times.offsetSeconds(day, minute);
        }
        return hours;
    }

    /**
     * The stock report of an item at a location at the end of a day.
     *
     * @param onHand units
     */
    public StockLevel stock(int day, SeriesOutcome outcome, double onHand) {
        return new StockLevel(
                outcome.location() + "/" + outcome.item() + "/" + day,
                outcome.location(),
                outcome.item(),
                day,
                times.millis(day + 1, REPORT_MINUTE),
                times.offsetSeconds(day + 1, REPORT_MINUTE),
                onHand,
                outcome.stockOutHours());
    }

    private static long luck(String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return crc.getValue();
    }
}

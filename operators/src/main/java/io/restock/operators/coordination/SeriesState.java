package io.restock.operators.coordination;

import io.restock.domain.Forecast;
import io.restock.domain.StockLevel;
import io.restock.operators.demand.EventIds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a group knows of an item at a location: the latest stock level, what moved since, and the
 * latest forecast.
 *
 * @param location id of the location
 * @param item id of the item
 * @param levelUnits usable stock, units; NaN while unknown
 * @param levelMillis when it was taken; {@link Long#MIN_VALUE} while unknown
 * @param levelDay local trading day that it closed; 0 while unknown
 * @param levelId hash of its event's identity: of two levels of the same moment the greater counts
 * @param reportedDay latest local trading day on which anything was reported; 0 = never
 * @param movedMillis when stock came or went after the level, one per movement
 * @param movedUnits base units that came (&gt; 0) or went (&lt; 0), one per movement
 * @param forecast the latest that the next review may use; null while there is none
 */
public record SeriesState(
        String location,
        String item,
        double levelUnits,
        long levelMillis,
        int levelDay,
        long levelId,
        int reportedDay,
        long[] movedMillis,
        long[] movedUnits,
        @Nullable Forecast forecast) {

    private static final long[] NONE = {};

    /** A series that nothing is known of. */
    static SeriesState unknown(String location, String item) {
        return new SeriesState(
                location, item, Double.NaN, Long.MIN_VALUE, 0, 0, 0, NONE, NONE, null);
    }

    /**
     * After a stock report. The latest level counts, whatever the order of arrival, and says by
     * itself what had moved until then.
     */
    SeriesState report(StockLevel level) {
        int day = Math.max(reportedDay, level.epochDay());
        long id = EventIds.hash(level.eventId());
        if (Double.isNaN(level.onHand()) || isOlder(level, id)) {
            return new SeriesState(
                    location,
                    item,
                    levelUnits,
                    levelMillis,
                    levelDay,
                    levelId,
                    day,
                    movedMillis,
                    movedUnits,
                    forecast);
        }
        int kept = 0;
        long[] millis = new long[movedMillis.length];
        long[] units = new long[movedMillis.length];
        for (int i = 0; i < movedMillis.length; i++) {
            if (movedMillis[i] > level.timeMillis()) {
                millis[kept] = movedMillis[i];
                units[kept++] = movedUnits[i];
            }
        }
        return new SeriesState(
                location,
                item,
                level.onHand(),
                level.timeMillis(),
                level.epochDay(),
                id,
                day,
                Arrays.copyOf(millis, kept),
                Arrays.copyOf(units, kept),
                forecast);
    }

    private boolean isOlder(StockLevel level, long id) {
        return level.timeMillis() < levelMillis
                || (level.timeMillis() == levelMillis && id < levelId);
    }

    /** After stock came or went; what a later level already counts changes nothing. */
    SeriesState move(Movement movement) {
        if (movement.timeMillis() <= levelMillis) {
            return this;
        }
        int n = movedMillis.length;
        long[] millis = Arrays.copyOf(movedMillis, n + 1);
        long[] units = Arrays.copyOf(movedUnits, n + 1);
        millis[n] = movement.timeMillis();
        units[n] = movement.quantity();
        return new SeriesState(
                location,
                item,
                levelUnits,
                levelMillis,
                levelDay,
                levelId,
                reportedDay,
                millis,
                units,
                forecast);
    }

    /**
     * Movements before a moment as one: for series whose levels have not been reported for long.
     */
    SeriesState fold(long beforeMillis) {
        long folded = 0;
        int kept = 0;
        long[] millis = new long[movedMillis.length];
        long[] units = new long[movedMillis.length];
        for (int i = 0; i < movedMillis.length; i++) {
            if (movedMillis[i] < beforeMillis) {
                folded += movedUnits[i];
            } else {
                millis[kept] = movedMillis[i];
                units[kept++] = movedUnits[i];
            }
        }
        if (movedMillis.length - kept < 2) {
            return this;
        }
        millis[kept] = beforeMillis - 1;
        units[kept++] = folded;
        return new SeriesState(
                location,
                item,
                levelUnits,
                levelMillis,
                levelDay,
                levelId,
                reportedDay,
                Arrays.copyOf(millis, kept),
                Arrays.copyOf(units, kept),
                forecast);
    }

    /** With a forecast, unless a newer one is there. */
    SeriesState plan(Forecast newer) {
        if (forecast != null
                && (forecast.originEpochDay() > newer.originEpochDay()
                        || (forecast.originEpochDay() == newer.originEpochDay()
                                && forecast.issuedMillis() > newer.issuedMillis()))) {
            return this;
        }
        return new SeriesState(
                location,
                item,
                levelUnits,
                levelMillis,
                levelDay,
                levelId,
                reportedDay,
                movedMillis,
                movedUnits,
                newer);
    }

    /** Whether the forecast knows the day before a cycle. */
    boolean isFresh(int cycle) {
        return forecast != null && forecast.originEpochDay() >= cycle - 1;
    }

    /** Whether anybody has ever reported its stock. */
    boolean isStockKnown() {
        return !Double.isNaN(levelUnits);
    }

    /** Whether its stock was counted before the day that closed last before a cycle. */
    boolean isStockStale(int cycle) {
        return isStockKnown() && levelDay < cycle - 1;
    }

    /**
     * Whole base units that the days after the level and before a cycle have likely taken: by the
     * mean of the forecast, and never more than there were. 0 where the level is that of the day
     * before, or where there is no forecast.
     */
    long likelySold(int cycle, double baseUnit) {
        if (forecast == null || !isStockStale(cycle)) {
            return 0;
        }
        double units = DemandSum.mean(forecast, levelDay + 1, cycle - 1);
        return Math.min(Math.round(units / baseUnit), Math.max(0, onHand(baseUnit)));
    }

    /** Usable stock, whole base units; what moved since the level is in it. May be negative. */
    long onHand(double baseUnit) {
        long level = isStockKnown() ? (long) Math.floor(levelUnits / baseUnit + 1e-6) : 0;
        return level + Arrays.stream(movedUnits).sum();
    }
}

package io.restock.local.loop;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesKey;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the forecasts of a run met what came, WAPE = Σ|y − ŷ| ÷ Σ|y| over the days 1 to 7 after
 * each origin.
 *
 * <p>In a generated world y is the true demand; in a recorded one it is the units of series-days
 * without a stock-out in the opening hours. The seasonal naive forecast is what was sold seven days
 * before, which is known at the origin.
 *
 * @param wape of the medians; NaN where nothing was demanded
 * @param wapeSeasonalNaive on the same rows
 * @param coverage share of the rows that came between the 5 % and the 95 % quantile, both included;
 *     NaN where there are none
 * @param rows (series, origin, day) compared
 */
public record Accuracy(double wape, double wapeSeasonalNaive, double coverage, long rows) {
    private static final int DAYS_AHEAD = 7;
    private static final int Q05 = 0;
    private static final int Q95 = Quantiles.COUNT - 1;

    /** Compares the forecasts of a run with its days. */
    public static Accuracy of(LoopResult result) {
        World world = result.world();
        Map<Integer, Map<String, SeriesOutcome>> days = new HashMap<>();
        for (int day = world.firstDay(); day < world.firstRunDay(); day++) {
            days.put(day, bySeries(world.past(day)));
        }
        for (DayOutcome day : result.days()) {
            days.put(day.day(), bySeries(day.series()));
        }
        double error = 0;
        double naiveError = 0;
        double actual = 0;
        long covered = 0;
        long rows = 0;
        for (Map.Entry<Integer, Map<String, Forecast>> origin : result.forecasts().entrySet()) {
            for (Map.Entry<String, Forecast> entry : origin.getValue().entrySet()) {
                Forecast forecast = entry.getValue();
                for (int d = 0; d < Math.min(DAYS_AHEAD, forecast.horizon()); d++) {
                    int target = origin.getKey() + 1 + d;
                    SeriesOutcome came = find(days, target, entry.getKey());
                    SeriesOutcome week = find(days, target - 7, entry.getKey());
                    if (target < world.firstRunDay() || came == null || week == null) {
                        continue;
                    }
                    if (!counts(world, came, target)) {
                        continue;
                    }
                    error += Math.abs(came.demand() - forecast.quantile(d, Quantiles.MEDIAN));
                    naiveError += Math.abs(came.demand() - week.units());
                    actual += Math.abs(came.demand());
                    // Quantiles are floats: tenths of units compare as such.
                    float units = (float) came.demand();
                    boolean within =
                            forecast.quantile(d, Q05) <= units
                                    && units <= forecast.quantile(d, Q95);
                    covered += within ? 1 : 0;
                    rows++;
                }
            }
        }
        return new Accuracy(
                share(error, actual),
                share(naiveError, actual),
                share((double) covered, (double) rows),
                rows);
    }

    private static double share(double part, double of) {
        return of == 0 ? Double.NaN : part / of;
    }

    private static boolean counts(World world, SeriesOutcome came, int day) {
        return world.recorded() ? came.stockOutShare() == 0 : world.launched(came.item(), day);
    }

    private static @Nullable SeriesOutcome find(
            Map<Integer, Map<String, SeriesOutcome>> days, int day, String series) {
        return days.getOrDefault(day, Map.of()).get(series);
    }

    private static Map<String, SeriesOutcome> bySeries(List<SeriesOutcome> outcomes) {
        Map<String, SeriesOutcome> bySeries = new HashMap<>();
        for (SeriesOutcome o : outcomes) {
            if (o.atStore()) {
                bySeries.put(SeriesKey.id(o.location(), o.item()), o);
            }
        }
        return bySeries;
    }
}

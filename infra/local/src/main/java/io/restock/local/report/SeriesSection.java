package io.restock.local.report;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesKey;
import io.restock.local.loop.LoopResult;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.SeriesOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The busiest series of a run: forecast fans over what came, and stock with what was missed. */
final class SeriesSection {
    private static final int SERIES = 6;
    private static final int Q05 = 0;
    private static final int Q25 = 4;
    private static final int Q75 = 14;
    private static final int Q95 = 18;

    private final LoopResult result;
    private final int firstDay;
    private final int days;
    private final Map<String, SeriesOutcome[]> outcomes = new LinkedHashMap<>();

    SeriesSection(LoopResult result) {
        this.result = result;
        this.firstDay = result.days().get(0).day();
        this.days = result.days().size();
        for (int d = 0; d < days; d++) {
            for (SeriesOutcome o : result.days().get(d).series()) {
                if (o.atStore()) {
                    outcomes.computeIfAbsent(
                                            SeriesKey.id(o.location(), o.item()),
                                            k -> new SeriesOutcome[days])[d] =
                            o;
                }
            }
        }
    }

    String html() {
        List<String> busiest =
                outcomes.keySet().stream()
                        .sorted(
                                Comparator.comparingDouble(this::demand)
                                        .reversed()
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(SERIES)
                        .toList();
        StringBuilder html =
                new StringBuilder("<h2>Forecasts and stock of the busiest series</h2>");
        html.append(
                        "<p>Each fan is the forecast of one origin for the days after it: median, the middle")
                .append(" half and 5 % to 95 %. ")
                .append(Colours.legend(Colours.ACTUAL, demandName()))
                .append(Colours.legend(Colours.FORECAST, "forecast"))
                .append(Colours.legend(Colours.STOCK, "stock at the end of the day"))
                .append(Colours.legend(Colours.SHORT, "unmet demand"))
                .append("</p><div class='charts'>\n");
        for (String series : busiest) {
            html.append(fan(series)).append(stock(series));
        }
        return html.append("</div>\n").toString();
    }

    private double demand(String series) {
        return Arrays.stream(values(series, SeriesOutcome::demand))
                .filter(v -> !Double.isNaN(v))
                .sum();
    }

    private String demandName() {
        return result.world().recorded() ? "recorded units sold" : "true demand";
    }

    private String fan(String series) {
        double[] actual = values(series, SeriesOutcome::demand);
        List<Forecast> weekly = weekly(series);
        double highest = highest(actual);
        for (Forecast f : weekly) {
            highest = Math.max(highest, highest(quantile(f, Q95)));
        }
        Chart chart =
                new Chart(
                        name(series) + ": forecasts and demand",
                        "units/day",
                        firstDay,
                        firstDay + days - 1,
                        0,
                        highest);
        for (Forecast f : weekly) {
            int from = f.originEpochDay() + 1;
            chart.band(from, quantile(f, Q05), quantile(f, Q95), Colours.FORECAST, 0.14)
                    .band(from, quantile(f, Q25), quantile(f, Q75), Colours.FORECAST, 0.22)
                    .line(from, quantile(f, Quantiles.MEDIAN), Colours.FORECAST);
        }
        return chart.line(firstDay, actual, Colours.ACTUAL).svg();
    }

    /** Forecasts of a series, a week apart. */
    private List<Forecast> weekly(String series) {
        List<Forecast> weekly = new ArrayList<>();
        for (int origin = firstDay - 1; origin < firstDay + days - 1; origin += 7) {
            Forecast f = result.forecasts().getOrDefault(origin, Map.of()).get(series);
            if (f != null) {
                weekly.add(f);
            }
        }
        return weekly;
    }

    /** One quantile of the next week, cut at the end of the run. */
    private double[] quantile(Forecast f, int index) {
        int ahead = Math.min(Math.min(7, f.horizon()), firstDay + days - 1 - f.originEpochDay());
        double[] values = new double[ahead];
        for (int d = 0; d < ahead; d++) {
            values[d] = f.quantile(d, index);
        }
        return values;
    }

    private String stock(String series) {
        double[] onHand = values(series, SeriesOutcome::onHand);
        double[] unmet = values(series, SeriesOutcome::unmet);
        double highest = Math.max(highest(onHand), highest(unmet));
        return new Chart(
                        name(series) + ": stock and unmet demand",
                        "units",
                        firstDay,
                        firstDay + days - 1,
                        0,
                        highest)
                .bars(List.of(unmet), List.of(Colours.SHORT))
                .line(firstDay, onHand, Colours.STOCK)
                .svg();
    }

    /** The highest known value; 0 where none is. */
    private static double highest(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0);
    }

    private static String name(String series) {
        int bar = series.indexOf('|');
        return "item " + series.substring(bar + 1) + " in " + series.substring(0, bar);
    }

    private double[] values(String series, ToDoubleFunction<SeriesOutcome> value) {
        SeriesOutcome[] of = outcomes.getOrDefault(series, new SeriesOutcome[days]);
        return Arrays.stream(of)
                .mapToDouble(o -> o == null ? Double.NaN : value.applyAsDouble(o))
                .toArray();
    }

    /** Share of a day's store series with unmet demand, day by day. */
    static double[] stockOutRates(List<DayOutcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(
                        day -> {
                            List<SeriesOutcome> stores =
                                    day.series().stream().filter(SeriesOutcome::atStore).toList();
                            long shortOf = stores.stream().filter(o -> o.unmet() > 0).count();
                            return stores.isEmpty() ? 0 : 100.0 * shortOf / stores.size();
                        })
                .toArray();
    }
}

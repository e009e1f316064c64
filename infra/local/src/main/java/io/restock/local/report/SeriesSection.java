package io.restock.local.report;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesKey;
import io.restock.local.loop.LoopResult;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.SeriesOutcome;
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
                                Comparator.comparingDouble(
                                                (String k) ->
                                                        -Arrays.stream(
                                                                        values(
                                                                                k,
                                                                                SeriesOutcome
                                                                                        ::demand))
                                                                .filter(v -> !Double.isNaN(v))
                                                                .sum())
                                        .thenComparing(k -> k))
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

    private String demandName() {
        return result.world().recorded() ? "recorded units sold" : "true demand";
    }

    private String fan(String series) {
        double[] actual = values(series, SeriesOutcome::demand);
        double highest = Arrays.stream(actual).filter(v -> !Double.isNaN(v)).max().orElse(1);
        int origin = firstDay - 1;
        while (origin < firstDay + days - 1) {
            Forecast f = result.forecasts().getOrDefault(origin, Map.of()).get(series);
            if (f != null) {
                highest = Math.max(highest, Arrays.stream(quantile(f, Q95)).max().orElse(0));
            }
            origin += 7;
        }
        Chart chart =
                new Chart(name(series), "units/day", firstDay, firstDay + days - 1, 0, highest);
        for (origin = firstDay - 1; origin < firstDay + days - 1; origin += 7) {
            Forecast f = result.forecasts().getOrDefault(origin, Map.of()).get(series);
            if (f != null) {
                chart.band(origin + 1, quantile(f, Q05), quantile(f, Q95), Colours.FORECAST, 0.14)
                        .band(
                                origin + 1,
                                quantile(f, Q25),
                                quantile(f, Q75),
                                Colours.FORECAST,
                                0.22)
                        .line(origin + 1, quantile(f, Quantiles.MEDIAN), Colours.FORECAST);
            }
        }
        return chart.line(firstDay, actual, Colours.ACTUAL).svg();
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
        double[] unmet = values(series, o -> o.unmet() > 0 ? o.unmet() : Double.NaN);
        double highest =
                Math.max(
                        Arrays.stream(onHand).filter(v -> !Double.isNaN(v)).max().orElse(1),
                        Arrays.stream(unmet).filter(v -> !Double.isNaN(v)).max().orElse(0));
        return new Chart(
                        name(series) + ": stock",
                        "units",
                        firstDay,
                        firstDay + days - 1,
                        0,
                        highest)
                .line(firstDay, onHand, Colours.STOCK)
                .dots(firstDay, unmet, Colours.SHORT)
                .svg();
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

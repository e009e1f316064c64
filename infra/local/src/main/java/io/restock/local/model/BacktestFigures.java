package io.restock.local.model;

import io.restock.domain.Quantiles;
import io.restock.local.model.Backtest.OriginScores;
import io.restock.local.report.BacktestPage;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.fusion.Segment;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a backtest found, as tables for people, as figures for machines and as a page. */
final class BacktestFigures {
    /** The steps by which a forecast is made better, each on the shoulders of the one before. */
    private static final List<String> STEPS =
            List.of(
                    "seasonal naive",
                    SeasonalLevel.NAME,
                    "model",
                    Backtest.FUSION,
                    Backtest.CALIBRATED);

    /** What the others are held against, where it was measured: the authors' own, and a peer. */
    private static final List<String> YARDSTICKS = List.of("similar days", "xgboost");

    private final String data;
    private final int series;
    private final List<OriginScores> origins;
    private final Map<String, Row> means;
    private final Map<Segment, Map<String, Row>> segments = new LinkedHashMap<>();

    /**
     * A line of the chain of added value.
     *
     * @param step what was done
     * @param wape after it
     * @param pinball after it
     * @param wapeAdded WAPE before − after; NaN for the first step
     * @param pinballAdded pinball loss before − after
     * @param betterWape origins at which WAPE fell
     * @param betterPinball origins at which pinball loss fell
     * @param coverageOff largest distance of a coverage from its level at 10, 50, 90 and 95 %
     */
    record Added(
            String step,
            double wape,
            double pinball,
            double wapeAdded,
            double pinballAdded,
            int betterWape,
            int betterPinball,
            double coverageOff) {}

    BacktestFigures(String data, int series, List<OriginScores> origins) {
        this.data = data;
        this.series = series;
        this.origins = origins;
        this.means = Row.means(origins.stream().map(OriginScores::all).toList());
        for (Segment segment : Segment.values()) {
            List<Map<String, ForecastScore>> of = new ArrayList<>();
            origins.forEach(
                    origin -> {
                        Map<String, ForecastScore> scores = origin.bySegment().get(segment);
                        if (scores != null) {
                            of.add(scores);
                        }
                    });
            if (!of.isEmpty()) {
                segments.put(segment, Row.means(of));
            }
        }
    }

    void print(PrintWriter out) {
        out.printf(
                "%n%s: %d series, mean of %d origins (last days known: %s)%n",
                data, series, origins.size(), String.join(", ", dates()));
        header(out);
        means.forEach((name, row) -> line(name, row, out));
        if (origins.size() > 1) {
            wapeByOrigin(out);
        }
        YARDSTICKS.stream().filter(means::containsKey).forEach(of -> against(of, out));
        pinballs(out);
        bySegment(out);
        added(out);
        checks(out);
        weights(out);
        out.flush();
    }

    private List<String> dates() {
        return origins.stream().map(o -> LocalDate.ofEpochDay(o.origin()).toString()).toList();
    }

    private static void header(PrintWriter out) {
        out.printf(
                "%-18s %8s %7s %8s %8s %7s %8s %8s %6s %6s %6s %6s%n",
                "forecaster",
                "rows",
                "WAPE",
                "(median)",
                "WPE",
                "MASE",
                "pinball",
                "10/50/90",
                "<=q10",
                "<=q50",
                "<=q90",
                "<=q95");
    }

    private static void line(String name, Row row, PrintWriter out) {
        StringBuilder coverage = new StringBuilder();
        for (int k : Row.SHOWN) {
            coverage.append(String.format(Locale.ROOT, " %6s", Row.text(row.coverage()[k], 3)));
        }
        out.printf(
                Locale.ROOT,
                "%-18s %8d %7s %8s %8s %7s %8s %8s%s%n",
                name,
                row.rows(),
                Row.text(row.wape(), 4),
                Row.text(row.wapeOfMedian(), 4),
                Row.text(row.wpe(), 4),
                Row.text(row.mase(), 4),
                Row.text(row.meanPinball(), 4),
                Row.text(row.pinballOfThree(), 4),
                coverage);
    }

    private void wapeByOrigin(PrintWriter out) {
        out.printf("%nWAPE by first target day%n%-18s", "");
        for (OriginScores origin : origins) {
            out.printf(" %10s", LocalDate.ofEpochDay(origin.origin() + 1L));
        }
        out.println();
        for (String name : means.keySet()) {
            out.printf("%-18s", name);
            for (OriginScores origin : origins) {
                ForecastScore score = origin.all().get(name);
                out.printf(" %10s", Row.text(score == null ? Double.NaN : score.wape(), 4));
            }
            out.println();
        }
    }

    /** By how much a forecaster differs from another one, and at how many origins. */
    private void against(String yardstick, PrintWriter out) {
        out.printf("%nWAPE ÷ that of %s, by first target day%n%-18s", yardstick, "");
        for (OriginScores origin : origins) {
            out.printf(" %10s", LocalDate.ofEpochDay(origin.origin() + 1L));
        }
        out.printf(" %10s%n", "better");
        for (String name : means.keySet()) {
            if (!name.equals(yardstick)) {
                out.printf("%-18s", name);
                for (OriginScores origin : origins) {
                    double ratio = wape(origin, name) / wape(origin, yardstick);
                    out.printf(" %10s", Row.text(ratio, 4));
                }
                out.printf(" %10s%n", better(name, yardstick, BacktestFigures::wape));
            }
        }
    }

    /** A figure of a forecaster at an origin; NaN where it did not forecast. */
    private interface Figure {
        double of(OriginScores origin, String name);
    }

    private static double wape(OriginScores origin, String name) {
        ForecastScore score = origin.all().get(name);
        return score == null ? Double.NaN : score.wape();
    }

    private static double pinball(OriginScores origin, String name) {
        ForecastScore score = origin.all().get(name);
        return score == null ? Double.NaN : score.pinball();
    }

    private String better(String name, String than, Figure figure) {
        return "%d of %d".formatted(wins(name, than, figure), origins.size());
    }

    private int wins(String name, String than, Figure figure) {
        return (int) origins.stream().filter(o -> figure.of(o, name) < figure.of(o, than)).count();
    }

    private void pinballs(PrintWriter out) {
        out.printf("%nPinball loss by quantile%n%-18s", "");
        for (int k = 0; k < Quantiles.COUNT; k += 2) {
            out.printf(Locale.ROOT, " %6.2f", Quantiles.level(k));
        }
        out.println();
        means.forEach(
                (name, row) -> {
                    out.printf("%-18s", name);
                    for (int k = 0; k < Quantiles.COUNT; k += 2) {
                        out.printf(" %6s", Row.text(row.pinball()[k], 4));
                    }
                    out.println();
                });
    }

    private void bySegment(PrintWriter out) {
        segments.forEach(
                (segment, rows) -> {
                    out.printf("%nSeries that are %s%n", segment.label());
                    header(out);
                    rows.forEach((name, row) -> line(name, row, out));
                });
    }

    private void added(PrintWriter out) {
        out.printf(
                "%nForecast value added (error of the step before − error of the step)%n"
                        + "%-18s %8s %8s %8s %8s %8s %8s %13s%n",
                "step", "WAPE", "added", "better", "pinball", "added", "better", "coverage off");
        String before = null;
        for (Added of : valueAdded()) {
            out.printf(
                    "%-18s %8s %8s %8s %8s %8s %8s %13s%n",
                    of.step(),
                    Row.text(of.wape(), 4),
                    Row.text(of.wapeAdded(), 4),
                    before == null ? "-" : "%d of %d".formatted(of.betterWape(), origins.size()),
                    Row.text(of.pinball(), 4),
                    Row.text(of.pinballAdded(), 4),
                    before == null ? "-" : "%d of %d".formatted(of.betterPinball(), origins.size()),
                    Row.text(of.coverageOff(), 3));
            before = of.step();
        }
    }

    private void checks(PrintWriter out) {
        out.printf("%nWhat the fusion promises%n");
        for (FusionCheck check : checks()) {
            out.printf(
                    Locale.ROOT,
                    "%-70s %7.2f %s, limit %.0f: %s%n",
                    check.what(),
                    check.figure(),
                    check.unit(),
                    check.limit(),
                    check.holds() ? "holds" : "FAILS");
        }
    }

    private List<FusionCheck> checks() {
        return FusionCheck.of(origins, means);
    }

    /** The chain of steps that were measured. */
    List<Added> valueAdded() {
        List<Added> chain = new ArrayList<>();
        String before = null;
        for (String step : STEPS) {
            Row row = means.get(step);
            if (row != null) {
                Row last = before == null ? null : means.get(before);
                chain.add(
                        new Added(
                                step,
                                row.wape(),
                                row.meanPinball(),
                                last == null ? Double.NaN : last.wape() - row.wape(),
                                last == null ? Double.NaN : last.meanPinball() - row.meanPinball(),
                                before == null ? 0 : wins(step, before, BacktestFigures::wape),
                                before == null ? 0 : wins(step, before, BacktestFigures::pinball),
                                row.coverageOff()));
                before = step;
            }
        }
        return chain;
    }

    private void weights(PrintWriter out) {
        out.printf("%nWeights of the fusion at the last origin%n");
        last().weights()
                .forEach(
                        (segment, of) -> {
                            StringBuilder text = new StringBuilder();
                            of.forEach(
                                    (name, weight) -> {
                                        if (weight > 0) {
                                            text.append(
                                                    String.format(
                                                            Locale.ROOT,
                                                            "  %s %.3f",
                                                            name,
                                                            weight));
                                        }
                                    });
                            out.printf("%-8s%s%n", segment.label(), text);
                        });
    }

    private OriginScores last() {
        return origins.get(origins.size() - 1);
    }

    /**
     * {@code origins}: date (last day known) and figures by forecaster, with segments and weights;
     * {@code mean}: the same over the origins; {@code valueAdded}: the chain of steps; {@code
     * checks}: what the fusion promises. Relative errors where nothing was sold are null in the
     * file.
     */
    Map<String, Object> json() {
        List<Map<String, Object>> each = new ArrayList<>();
        for (OriginScores origin : origins) {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("date", LocalDate.ofEpochDay(origin.origin()).toString());
            of.put("firstTarget", LocalDate.ofEpochDay(origin.origin() + 1L).toString());
            of.put("forecasters", rows(Row.means(List.of(origin.all()))));
            Map<String, Object> parts = new LinkedHashMap<>();
            origin.bySegment()
                    .forEach((s, rows) -> parts.put(s.label(), rows(Row.means(List.of(rows)))));
            of.put("segments", parts);
            Map<String, Object> weights = new LinkedHashMap<>();
            origin.weights().forEach((s, w) -> weights.put(s.label(), w));
            of.put("weights", weights);
            each.add(of);
        }
        Map<String, Object> mean = new LinkedHashMap<>();
        mean.put("forecasters", rows(means));
        Map<String, Object> parts = new LinkedHashMap<>();
        segments.forEach((segment, rows) -> parts.put(segment.label(), rows(rows)));
        mean.put("segments", parts);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("data", data);
        figures.put("series", series);
        figures.put("origins", each);
        figures.put("mean", mean);
        figures.put(
                "valueAdded",
                valueAdded().stream()
                        .map(
                                a -> {
                                    Map<String, Object> of = new LinkedHashMap<>();
                                    of.put("step", a.step());
                                    of.put("wape", a.wape());
                                    of.put("pinball", a.pinball());
                                    of.put("wapeAdded", a.wapeAdded());
                                    of.put("pinballAdded", a.pinballAdded());
                                    of.put("betterWape", a.betterWape());
                                    of.put("betterPinball", a.betterPinball());
                                    of.put("coverageOff", a.coverageOff());
                                    return of;
                                })
                        .toList());
        figures.put("checks", checks().stream().map(FusionCheck::json).toList());
        return figures;
    }

    private static Map<String, Object> rows(Map<String, Row> of) {
        Map<String, Object> json = new LinkedHashMap<>();
        of.forEach((name, row) -> json.put(name, row.json()));
        return json;
    }

    /** What the page draws. */
    BacktestPage.Content page() {
        Map<String, BacktestPage.Line> lines = new LinkedHashMap<>();
        means.forEach(
                (name, row) -> {
                    double[] byOrigin =
                            origins.stream()
                                    .map(o -> o.all().get(name))
                                    .mapToDouble(s -> s == null ? Double.NaN : s.wape())
                                    .toArray();
                    Map<String, Double> bySegment = new LinkedHashMap<>();
                    segments.forEach(
                            (segment, rows) -> {
                                if (rows.containsKey(name)) {
                                    bySegment.put(
                                            segment.label(),
                                            Objects.requireNonNull(rows.get(name)).wape());
                                }
                            });
                    lines.put(
                            name,
                            new BacktestPage.Line(
                                    row.wape(),
                                    row.wpe(),
                                    row.meanPinball(),
                                    byOrigin,
                                    row.coverage(),
                                    bySegment));
                });
        Map<String, Map<String, Double>> weights = new LinkedHashMap<>();
        last().weights().forEach((segment, of) -> weights.put(segment.label(), of));
        return new BacktestPage.Content(data, dates(), lines, weights);
    }
}

package io.restock.local.model;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figures of one forecaster at an origin, or the plain mean of several origins.
 *
 * @param rows series-days measured
 * @param wape of the point (the mean of the distribution)
 * @param wapeOfMedian of the median
 * @param wpe of the point; above 0 = over-forecast
 * @param mase of the point; NaN where no series has a naive error
 * @param pinball at each level, units
 * @param coverage share of actuals at or below the quantile of each level
 */
record Row(
        long rows,
        double wape,
        double wapeOfMedian,
        double wpe,
        double mase,
        double[] pinball,
        double[] coverage) {
    /** Levels whose coverage is looked at: 10, 50, 90 and 95 %. */
    static final int[] SHOWN = {1, Quantiles.MEDIAN, 17, 18};

    static Row of(ForecastScore score) {
        double[] pinball = new double[Quantiles.COUNT];
        double[] coverage = new double[Quantiles.COUNT];
        for (int k = 0; k < Quantiles.COUNT; k++) {
            pinball[k] = score.pinball(k);
            coverage[k] = score.coverage(k);
        }
        return new Row(
                score.rows(),
                score.wape(),
                score.wapeOfMedian(),
                score.wpe(),
                score.mase(),
                pinball,
                coverage);
    }

    /** Plain means, rows summed. */
    static Row mean(List<Row> of) {
        double[] pinball = new double[Quantiles.COUNT];
        double[] coverage = new double[Quantiles.COUNT];
        for (int k = 0; k < Quantiles.COUNT; k++) {
            int at = k;
            pinball[k] = mean(of, row -> row.pinball()[at]);
            coverage[k] = mean(of, row -> row.coverage()[at]);
        }
        return new Row(
                of.stream().mapToLong(Row::rows).sum(),
                mean(of, Row::wape),
                mean(of, Row::wapeOfMedian),
                mean(of, Row::wpe),
                mean(of, Row::mase),
                pinball,
                coverage);
    }

    /** By forecaster, the means over several origins. */
    static Map<String, Row> means(List<Map<String, ForecastScore>> origins) {
        Map<String, List<Row>> by = new LinkedHashMap<>();
        origins.stream()
                .flatMap(scores -> scores.entrySet().stream())
                .forEach(
                        e ->
                                by.computeIfAbsent(e.getKey(), name -> new ArrayList<>())
                                        .add(of(e.getValue())));
        Map<String, Row> means = new LinkedHashMap<>();
        by.forEach((name, rows) -> means.put(name, mean(rows)));
        return means;
    }

    /** Pinball loss, mean over the levels. */
    double meanPinball() {
        return Arrays.stream(pinball).average().orElse(Double.NaN);
    }

    /** Pinball loss, mean of 10, 50 and 90 %. */
    double pinballOfThree() {
        return (pinball[SHOWN[0]] + pinball[SHOWN[1]] + pinball[SHOWN[2]]) / 3;
    }

    /** Largest distance of a shown coverage from its level, 0 … 1. */
    double coverageOff() {
        double off = 0;
        for (int k : SHOWN) {
            off = Math.max(off, Math.abs(coverage[k] - Quantiles.level(k)));
        }
        return off;
    }

    /** As it stands in the figures for machines; what is not known is NaN, and null in the file. */
    Map<String, Object> json() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", rows);
        figures.put("wape", wape);
        figures.put("wapeOfMedian", wapeOfMedian);
        figures.put("wpe", wpe);
        figures.put("mase", mase);
        figures.put("pinball", meanPinball());
        figures.put("pinballOf10And50And90", pinballOfThree());
        figures.put("pinballAt", byLevel(pinball));
        figures.put("coverage", byLevel(coverage));
        return figures;
    }

    private static Map<String, Object> byLevel(double[] values) {
        Map<String, Object> by = new LinkedHashMap<>();
        for (int k = 0; k < values.length; k++) {
            // 0.1 and 0.15, as people write them
            by.put(String.valueOf(Quantiles.level(k)), values[k]);
        }
        return by;
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream()
                .mapToDouble(value)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    /** One value for a table. */
    static String text(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}

package io.restock.bench;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.FeatureRows;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * What a user would make in an afternoon: XGBoost over all series, with the features and the rows
 * that our trees have, grown for least absolute error and for the quantiles of 10, 90 and 95 %, as
 * many rounds as the last week held out asks for, then anew on all days. Its point is its median,
 * by which WAPE is least; between the levels it learned it is read off in a straight line. Series
 * of which too little is known get what ours give them. It learns anew whenever it is asked.
 */
public final class BoostedPeer implements Forecaster {
    private static final long SEED = 1;
    private static final double[] TAILS = {0.1, 0.9, 0.95};
    private static final int AT_ONCE = 2048; // series asked in one call

    private final SeriesForecaster fallback = new SeasonalLevel();

    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
        int last = histories.get(0).originEpochDay();
        Boosting median = new Boosting(Map.of("objective", "reg:absoluteerror"), SEED);
        Boosting tails =
                new Boosting(
                        Map.of(
                                "objective",
                                "reg:quantileerror",
                                "quantile_alpha",
                                Arrays.toString(TAILS),
                                "eta",
                                0.1),
                        SEED);
        try {
            int[] rounds = rounds(new FeatureRows(histories, days, last - days), median, tails);
            FeatureRows all = new FeatureRows(histories, days, last);
            List<Booster> grown = new ArrayList<>(2);
            try {
                grow(rows(all), rounds, median, tails, grown);
                return asked(histories, days, all, grown.get(0), grown.get(1));
            } finally {
                grown.forEach(Booster::dispose);
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot be run: " + e.getMessage(), e);
        }
    }

    /** Grows both, and frees the rows whether or not that is possible. */
    private static void grow(
            DMatrix rows, int[] rounds, Boosting median, Boosting tails, List<Booster> grown)
            throws XGBoostError {
        try {
            grown.add(median.grow(rows, rounds[0]));
            grown.add(tails.grow(rows, rounds[1]));
        } finally {
            rows.dispose();
        }
    }

    private static int[] rounds(FeatureRows known, Boosting median, Boosting tails)
            throws XGBoostError {
        FeatureMatrix later = new FeatureMatrix(known.width());
        known.heldOut(later);
        if (later.size() == 0) {
            throw new IllegalArgumentException(
                    "No day of the last ones is in stock. Maybe the history is too short.");
        }
        DMatrix rows = rows(known);
        DMatrix heldOut = later.toNative();
        try {
            return new int[] {median.bestRounds(rows, heldOut), tails.bestRounds(rows, heldOut)};
        } finally {
            rows.dispose();
            heldOut.dispose();
        }
    }

    private static DMatrix rows(FeatureRows of) throws XGBoostError {
        FeatureMatrix matrix = new FeatureMatrix(of.width());
        of.learn(SEED, matrix);
        return matrix.toNative();
    }

    private List<DemandQuantiles> asked(
            List<SeriesHistory> histories,
            int days,
            FeatureRows rows,
            Booster middle,
            Booster outer)
            throws XGBoostError {
        List<DemandQuantiles> all = new ArrayList<>(histories.size());
        int length = days * rows.width();
        float[] one = new float[length];
        for (int from = 0; from < histories.size(); from += AT_ONCE) {
            List<SeriesHistory> some =
                    histories.subList(from, Math.min(histories.size(), from + AT_ONCE));
            float[] values = new float[some.size() * length];
            double[] levels = new double[some.size()];
            for (int i = 0; i < some.size(); i++) {
                levels[i] = rows.ask(some.get(i), one);
                System.arraycopy(one, 0, values, i * length, length);
            }
            int count = some.size() * days;
            float[][] medians = middle.inplace_predict(values, count, rows.width(), Float.NaN);
            float[][] tails = outer.inplace_predict(values, count, rows.width(), Float.NaN);
            for (int i = 0; i < some.size(); i++) {
                SeriesHistory history = some.get(i);
                all.add(
                        FeatureRows.knowsEnough(history)
                                ? distribution(medians, tails, i * days, days, levels[i])
                                : fallback.forecast(history, days));
            }
        }
        return all;
    }

    private static DemandQuantiles distribution(
            float[][] medians, float[][] tails, int from, int days, double level) {
        double[] points = new double[days];
        double[] quantiles = new double[days * Quantiles.COUNT];
        for (int day = 0; day < days; day++) {
            float[] tail = tails[from + day];
            double median = medians[from + day][0];
            double low = Math.min(tail[0], median);
            double high = Math.max(tail[1], median);
            double highest = Math.max(tail[2], high);
            points[day] = level * median;
            for (int k = 0; k < Quantiles.COUNT; k++) {
                double at = Quantiles.level(k);
                double value =
                        at <= 0.5
                                ? between(at, TAILS[0], low, 0.5, median)
                                : at <= TAILS[1]
                                        ? between(at, 0.5, median, TAILS[1], high)
                                        : between(at, TAILS[1], high, TAILS[2], highest);
                quantiles[day * Quantiles.COUNT + k] = level * value;
            }
        }
        return DemandQuantiles.around(points, quantiles);
    }

    private static double between(double at, double left, double low, double right, double high) {
        return low + (high - low) * (at - left) / (right - left);
    }
}

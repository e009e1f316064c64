package io.restock.local.model;

import io.restock.domain.Quantiles;
import io.restock.local.model.Backtest.OriginScores;
import io.restock.operators.forecast.distribution.ForecastScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that the fusion promises, and what was measured of it.
 *
 * @param what in words
 * @param figure measured
 * @param unit of figure and limit
 * @param limit that the figure must not be above
 */
record FusionCheck(String what, double figure, String unit, double limit) {
    private static final int MONTH = 28; // days
    private static final double WORSE = 1; // %
    private static final double OFF = 2; // points

    /** Whether it is kept. */
    boolean holds() {
        return figure <= limit;
    }

    /**
     * What was measured over some origins: the pinball loss of the fusion beside its best member's
     * over every rolling month, and the coverage of the calibrated one.
     *
     * @param means by forecaster, over the origins
     */
    static List<FusionCheck> of(List<OriginScores> origins, Map<String, Row> means) {
        List<FusionCheck> checks = new ArrayList<>();
        FusionCheck worst = null;
        for (List<OriginScores> month : months(origins)) {
            FusionCheck check = besideBest(month);
            if (check != null && (worst == null || check.figure() > worst.figure())) {
                worst = check;
            }
        }
        if (worst != null) {
            checks.add(worst);
        }
        Row calibrated = means.get(Backtest.CALIBRATED);
        for (int k : Row.SHOWN) {
            if (calibrated != null && !Double.isNaN(calibrated.coverage()[k])) {
                double level = Quantiles.level(k);
                double off = Math.abs(calibrated.coverage()[k] - level);
                checks.add(
                        new FusionCheck(
                                String.format(
                                        Locale.ROOT,
                                        "%s, share at or below the %.0f %% quantile (%.1f %%)",
                                        Backtest.CALIBRATED,
                                        100 * level,
                                        100 * calibrated.coverage()[k]),
                                100 * off,
                                "points off",
                                OFF));
            }
        }
        return checks;
    }

    /** Origins within a month of each other; one list of all where there is no whole month. */
    private static List<List<OriginScores>> months(List<OriginScores> origins) {
        List<List<OriginScores>> months = new ArrayList<>();
        for (OriginScores last : origins) {
            List<OriginScores> month =
                    origins.stream()
                            .filter(o -> o.origin() <= last.origin())
                            .filter(o -> o.origin() > last.origin() - MONTH)
                            .toList();
            boolean whole = origins.get(0).origin() <= last.origin() - MONTH + Backtest.DAYS;
            if (whole) {
                months.add(month);
            }
        }
        return months.isEmpty() ? List.of(origins) : months;
    }

    private static @Nullable FusionCheck besideBest(List<OriginScores> month) {
        Set<String> members = new TreeSet<>();
        month.forEach(o -> o.weights().values().forEach(of -> members.addAll(of.keySet())));
        String best = null;
        double least = Double.NaN;
        for (String member : members) {
            double loss = pinball(month, member);
            if (!Double.isNaN(loss) && !(loss >= least)) {
                least = loss;
                best = member;
            }
        }
        if (best == null || !(least > 0)) {
            return null;
        }
        int days = month.get(month.size() - 1).origin() - month.get(0).origin() + Backtest.DAYS;
        return new FusionCheck(
                "fusion, pinball beside its best member's (%s) over %d days".formatted(best, days),
                100 * (pinball(month, Backtest.FUSION) / least - 1),
                "% worse",
                WORSE);
    }

    /** Mean over the origins; NaN where it did not forecast at each of them. */
    private static double pinball(List<OriginScores> origins, String name) {
        double sum = 0;
        for (OriginScores origin : origins) {
            ForecastScore score = origin.all().get(name);
            sum += score == null ? Double.NaN : score.pinball();
        }
        return sum / origins.size();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", what);
        json.put("figure", figure);
        json.put("unit", unit);
        json.put("limit", limit);
        json.put("holds", holds());
        return json;
    }
}

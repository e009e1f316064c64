package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Established series taken as new ones: whoever forecasts them has not learned from them, and sees
 * none of their days but the last few.
 */
final class HiddenHistories {
    /** What is hidden. */
    enum Hidden {
        /** Series here and there: their items are known from other locations. */
        SERIES,
        /** Items, in all locations. */
        ITEMS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final List<SeriesHistory> learned = new ArrayList<>();
    private final List<SeriesHistory> hidden = new ArrayList<>();

    /**
     * Hides series of a history.
     *
     * @param share of the series, or of the items, that is hidden; at least one is
     */
    HiddenHistories(List<SeriesHistory> histories, Hidden what, double share, long seed) {
        Set<String> drawn = new HashSet<>(draw(histories, what, share, seed));
        for (SeriesHistory history : histories) {
            (drawn.contains(id(history, what)) ? hidden : learned).add(history);
        }
        if (learned.isEmpty()) {
            throw new IllegalArgumentException(
                    "With all %s hidden there are none to learn from. Maybe hide a smaller share."
                            .formatted(what.label()));
        }
    }

    private static String id(SeriesHistory history, Hidden what) {
        return what == Hidden.ITEMS ? history.item() : history.key();
    }

    private static List<String> draw(
            List<SeriesHistory> histories, Hidden what, double share, long seed) {
        Set<String> ids = new TreeSet<>();
        histories.forEach(history -> ids.add(id(history, what)));
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, (int) Math.max(1, Math.round(share * shuffled.size())));
    }

    /** Series that are hidden. */
    int size() {
        return hidden.size();
    }

    /** What may be learned from at an origin. */
    List<SeriesHistory> learned(int origin) {
        return learned.stream()
                .map(h -> h.window(origin, origin - h.firstEpochDay() + 1, 0))
                .toList();
    }

    /** The hidden series as they are known at an origin of which they have so many days. */
    List<SeriesHistory> known(int origin, int knownDays) {
        return hidden.stream().map(history -> newlyKnown(history, origin, knownDays)).toList();
    }

    private static SeriesHistory newlyKnown(SeriesHistory history, int origin, int knownDays) {
        SeriesHistory until =
                history.window(origin, origin - history.firstEpochDay() + 1, Backtest.DAYS);
        Arrays.fill(until.units(), 0, until.units().length - knownDays, Float.NaN);
        Arrays.fill(until.stockOutShare(), 0, until.units().length - knownDays, Float.NaN);
        return until;
    }

    /** Measures a forecaster on the week after an origin. */
    ForecastScore score(Forecaster forecaster, int origin, int knownDays) {
        List<DemandQuantiles> forecasts =
                forecaster.forecast(known(origin, knownDays), Backtest.DAYS);
        ForecastScore score = new ForecastScore(Backtest.DAYS);
        for (int s = 0; s < hidden.size(); s++) {
            for (int day = 0; day < Backtest.DAYS; day++) {
                double units = Backtest.actual(hidden.get(s), origin + 1 + day);
                if (!Double.isNaN(units)) {
                    score.add(day, units, forecasts.get(s));
                }
            }
        }
        return score;
    }
}

package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.RealisedCost;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.SmallWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Milk in N1: forecasts against made-up demand, and last week's sales from the world's past. */
class AccuracyTest {
    private static final SmallWorld WORLD = SmallWorld.of(7, 9);
    private static final int FIRST = WORLD.firstRunDay();
    private final Map<Integer, Map<String, Forecast>> forecasts = new HashMap<>();
    private final List<DayOutcome> days = new ArrayList<>();

    @Test
    void wapeIsAbsoluteErrorOverDemandWhicheverSideItIsOn() {
        day(FIRST, "milk", 10);
        day(FIRST + 1, "milk", 30);
        forecast(FIRST - 1, "milk", 12, 25);

        Accuracy accuracy = accuracy();

        assertThat(accuracy.rows()).isEqualTo(2);
        assertThat(accuracy.wape()).isCloseTo((2 + 5) / 40.0, within(1e-6));
        double naive = Math.abs(10 - past(FIRST - 7)) + Math.abs(30 - past(FIRST - 6));
        assertThat(accuracy.wapeSeasonalNaive()).isCloseTo(naive / 40, within(1e-6));
    }

    @Test
    void onlyTheSevenDaysAfterTheOriginCount() {
        for (int d = 0; d < 9; d++) {
            day(FIRST + d, "milk", 10);
        }
        forecast(FIRST - 1, "milk", 10, 10, 10, 10, 10, 10, 10, 99, 99);

        assertThat(accuracy().rows()).isEqualTo(7);
        assertThat(accuracy().wape()).isZero();
    }

    @Test
    void daysThatHaveNotComeDoNotCount() {
        day(FIRST, "milk", 10);
        forecast(FIRST - 1, "milk", 10, 50, 50);

        assertThat(accuracy().rows()).isEqualTo(1);
        assertThat(accuracy().wape()).isZero();
    }

    @Test
    void itemsCountFromTheirLaunchOn() {
        int launch = FIRST;
        while (!WORLD.launched("iced tea", launch)) {
            launch++;
        }
        for (int day = FIRST; day <= launch; day++) {
            day(day, "iced tea", 5);
        }
        for (int origin = FIRST - 1; origin < launch; origin++) {
            forecast(origin, "iced tea", 5);
        }

        assertThat(launch).isGreaterThan(FIRST);
        assertThat(accuracy().rows()).isEqualTo(1);
    }

    @Test
    void coverageIsTheShareBetweenTheOutermostQuantilesBothIncluded() {
        float[] spread = new float[4 * Quantiles.COUNT];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = 8 + (i % Quantiles.COUNT) * 4f / (Quantiles.COUNT - 1);
        }
        day(FIRST, "milk", 8);
        day(FIRST + 1, "milk", 12);
        day(FIRST + 2, "milk", 12.1);
        day(FIRST + 3, "milk", 7.9);
        put(FIRST - 1, "milk", new float[4], spread);

        assertThat(accuracy().coverage()).isEqualTo(0.5);
    }

    @Test
    void nothingComparedIsUnknown() {
        day(FIRST, "milk", 10);

        assertThat(accuracy().rows()).isZero();
        assertThat(accuracy().wape()).isNaN();
        assertThat(accuracy().coverage()).isNaN();
    }

    /** An error relative to nothing is not endless, it is unknown. */
    @Test
    void errorWhereNothingWasDemandedIsUnknown() {
        day(FIRST, "milk", 0);
        forecast(FIRST - 1, "milk", 3);

        assertThat(accuracy().rows()).isEqualTo(1);
        assertThat(accuracy().wape()).isNaN();
        assertThat(accuracy().wapeSeasonalNaive()).isNaN();
    }

    private Accuracy accuracy() {
        return Accuracy.of(
                new LoopResult(
                        WORLD, 0, days, forecasts, List.of(), List.of(), List.of(), 0, List.of(),
                        List.of(), List.of()));
    }

    private void day(int day, String item, double demand) {
        SeriesOutcome outcome =
                new SeriesOutcome("N1", item, new float[] {(float) demand}, demand, 0, 3, 0);
        days.add(new DayOutcome(day, List.of(outcome), RealisedCost.ZERO));
    }

    private void forecast(int origin, String item, float... medians) {
        float[] quantiles = new float[medians.length * Quantiles.COUNT];
        for (int d = 0; d < medians.length; d++) {
            Arrays.fill(quantiles, d * Quantiles.COUNT, (d + 1) * Quantiles.COUNT, medians[d]);
        }
        put(origin, item, medians, quantiles);
    }

    private void put(int origin, String item, float[] mean, float[] quantiles) {
        forecasts
                .computeIfAbsent(origin, k -> new HashMap<>())
                .put(
                        "N1|" + item,
                        new Forecast("N1", item, origin, 0, "m", "lstm", "", mean, quantiles));
    }

    private static double past(int day) {
        return WORLD.past(day).stream()
                .filter(o -> o.location().equals("N1") && o.item().equals("milk"))
                .mapToDouble(SeriesOutcome::units)
                .sum();
    }
}

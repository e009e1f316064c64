package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import io.restock.operators.recovery.DemandRecovery;
import io.restock.operators.recovery.HourProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recovered demand against the true demand of generated worlds, whose past ran out of stock. */
class RecoveredDemandTest {
    private static final int OPENING_HOURS = 0x3fffc0;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isNearTheTruthWhereSalesAreATenthTooLow(long seed) {
        Past past = new Past(GeneratedWorld.of(seed, 1));
        DemandRecovery recovery = new DemandRecovery(HourProfile.of(past.hours));

        double truth = 0;
        double sold = 0;
        double byHours = 0;
        double byShare = 0;
        int series = 0;
        for (SeriesHistory history : past.histories) {
            double wanted = sum(past.demand.get(history.key()));
            double units = sum(history.units());
            if (units > 0 && units <= 0.9 * wanted) {
                truth += wanted;
                sold += units;
                byHours += sum(recovery.recover(history, past.masks.get(history.key())));
                byShare += sum(recovery.recover(history));
                series++;
            }
        }

        assertThat(series).isGreaterThanOrEqualTo(3);
        assertThat(sold / truth).isLessThan(0.9);
        assertThat(byHours / truth).isBetween(0.97, 1.03);
        assertThat(byShare / truth).isBetween(0.97, 1.03);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** What was sold, hour by hour, and what was wanted. */
    private static final class Past {
        private final List<SeriesHistory> histories;
        private final Map<String, double[]> demand = new HashMap<>();
        private final Map<String, int[]> masks = new HashMap<>();
        private final double[] hours = new double[24];

        Past(GeneratedWorld world) {
            histories = world.histories();
            for (int d = 0; d < GeneratedWorld.PAST_DAYS; d++) {
                for (SeriesOutcome of : world.past(world.firstDay() + d)) {
                    if (of.atStore()) {
                        String key = SeriesKey.id(of.location(), of.item());
                        demand.computeIfAbsent(key, k -> new double[GeneratedWorld.PAST_DAYS])[d] =
                                of.demand();
                        masks.computeIfAbsent(key, k -> new int[GeneratedWorld.PAST_DAYS])[d] =
                                of.stockOutHours();
                        for (int h = 0; h < 24 && (of.stockOutHours() & OPENING_HOURS) == 0; h++) {
                            hours[h] += of.sold()[h];
                        }
                    }
                }
            }
        }
    }
}

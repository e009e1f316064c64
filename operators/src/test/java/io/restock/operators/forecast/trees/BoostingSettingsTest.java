package io.restock.operators.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BoostingSettingsTest {
    @Test
    void takesTheLimitsThemselves() {
        BoostingSettings settings = new BoostingSettings(1, 1, 2, Double.MIN_VALUE, 1, 1);

        assertThat(settings.withRounds(7)).isEqualTo(new BoostingSettings(7, 1, 2, 4.9e-324, 1, 1));
    }

    @Test
    void refusesCountsByName() {
        refused(() -> new BoostingSettings(0, 1, 2, 1, 1, 1), "rounds (0)");
        refused(() -> BoostingSettings.defaults().withRounds(-3), "rounds (-3)");
        refused(() -> new BoostingSettings(1, 1, 1, 1, 1, 1), "leaves (1)");
        refused(() -> new BoostingSettings(1, 1, 2, 0, 1, 1), "leastRows (0.0)");
        refused(() -> new BoostingSettings(1, 1, 2, Double.NaN, 1, 1), "leastRows (NaN)");
    }

    @Test
    void refusesSharesByName() {
        refused(() -> new BoostingSettings(1, 0, 2, 1, 1, 1), "learningRate (0.0)");
        refused(() -> new BoostingSettings(1, 1.1, 2, 1, 1, 1), "learningRate (1.1)");
        refused(() -> new BoostingSettings(1, 1, 2, 1, -0.5, 1), "featureShare (-0.5)");
        refused(() -> new BoostingSettings(1, 1, 2, 1, 1, Double.NaN), "rowShare (NaN)");
    }

    private static void refused(ThrowingCallable call, String named) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}

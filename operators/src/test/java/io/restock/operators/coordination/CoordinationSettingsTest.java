package io.restock.operators.coordination;

import static io.restock.operators.coordination.CoordinationSettings.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoordinationSettingsTest {
    @Test
    void changesOnlyWhatItIsAskedTo() {
        CoordinationSettings settings =
                DEFAULTS.withOptimizer(PlannerChoice.ORDER_UP_TO, 5, 42)
                        .withService(0.2, 3, 0.4)
                        .withFirstCycle(20_000)
                        .withOrders(9, 8, 7)
                        .withOrdersHeldAbove(500)
                        .withForecasts(6, 5)
                        .withClock(4, 3);

        assertThat(settings)
                .isEqualTo(
                        new CoordinationSettings(
                                5,
                                42,
                                PlannerChoice.ORDER_UP_TO,
                                0.2,
                                3,
                                0.4,
                                20_000,
                                9,
                                8,
                                7,
                                500,
                                6,
                                5,
                                4,
                                3));
    }

    @Test
    void travelsToTheTaskManagers() throws Exception {
        assertThat(InstantiationUtil.clone(DEFAULTS)).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void errorNamesTheSettingItsValueAndTheRange(
            String name, String value, Supplier<CoordinationSettings> settings) {
        assertThatIllegalArgumentException()
                .isThrownBy(settings::get)
                .withMessageContaining(name + " (" + value + ")")
                .withMessageContaining("must be");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("rounds", "-1", () -> DEFAULTS.withOptimizer(PlannerChoice.GENETIC, -1, 1)),
                wrong("demandCorrelation", "1.5", () -> DEFAULTS.withService(1.5, 1, 0.5)),
                wrong("serviceFactor", "0.0", () -> DEFAULTS.withService(0, 0, 0.5)),
                wrong("alertProbability", "2.0", () -> DEFAULTS.withService(0, 1, 2)),
                wrong("firstCycleEpochDay", "-3", () -> DEFAULTS.withFirstCycle(-3)),
                wrong("keepClosedOrdersDays", "1", () -> DEFAULTS.withOrders(1, 1, 1)),
                wrong("acknowledgementDays", "0", () -> DEFAULTS.withOrders(2, 0, 1)),
                wrong("overdueDays", "0", () -> DEFAULTS.withOrders(2, 1, 0)),
                wrong("holdOrdersAbove", "-0.5", () -> DEFAULTS.withOrdersHeldAbove(-0.5)),
                wrong("holdOrdersAbove", "NaN", () -> DEFAULTS.withOrdersHeldAbove(Double.NaN)),
                wrong("forecastExpectedDays", "0", () -> DEFAULTS.withForecasts(0, 1)),
                wrong("forecastPatienceMinutes", "-1", () -> DEFAULTS.withForecasts(1, -1)),
                wrong("planWithinMinutes", "-1", () -> DEFAULTS.withClock(-1, 0)),
                wrong("searchSeconds", "-1", () -> DEFAULTS.withClock(0, -1)));
    }

    private static Arguments wrong(
            String name, String value, Supplier<CoordinationSettings> settings) {
        return Arguments.of(name, value, settings);
    }
}

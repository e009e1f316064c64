package io.restock.operators.coordination;

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
    void changesOnlyThePlanner() {
        CoordinationSettings genetic =
                new SettingsEdit().optimizer(PlannerChoice.GENETIC, 5, 42).settings();

        assertThat(genetic.withPlanner(PlannerChoice.ORDER_UP_TO))
                .isEqualTo(
                        new SettingsEdit().optimizer(PlannerChoice.ORDER_UP_TO, 5, 42).settings());
    }

    @Test
    void travelsToTheTaskManagers() throws Exception {
        assertThat(InstantiationUtil.clone(Shop.SETTINGS)).isEqualTo(Shop.SETTINGS);
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
                wrong(
                        "rounds",
                        "-1",
                        () ->
                                new SettingsEdit()
                                        .optimizer(PlannerChoice.GENETIC, -1, 1)
                                        .settings()),
                wrong(
                        "demandCorrelation",
                        "1.5",
                        () -> new SettingsEdit().service(1.5, 1, 0.5).settings()),
                wrong(
                        "serviceFactor",
                        "0.0",
                        () -> new SettingsEdit().service(0, 0, 0.5).settings()),
                wrong(
                        "alertProbability",
                        "2.0",
                        () -> new SettingsEdit().service(0, 1, 2).settings()),
                wrong(
                        "firstCycleEpochDay",
                        "-3",
                        () -> new SettingsEdit().firstCycle(-3).settings()),
                wrong(
                        "keepClosedOrdersDays",
                        "1",
                        () -> new SettingsEdit().orders(1, 1, 1).settings()),
                wrong(
                        "acknowledgementDays",
                        "0",
                        () -> new SettingsEdit().orders(2, 0, 1).settings()),
                wrong("overdueDays", "0", () -> new SettingsEdit().orders(2, 1, 0).settings()),
                wrong(
                        "holdOrdersAbove",
                        "-0.5",
                        () -> new SettingsEdit().ordersHeldAbove(-0.5).settings()),
                wrong(
                        "holdOrdersAbove",
                        "NaN",
                        () -> new SettingsEdit().ordersHeldAbove(Double.NaN).settings()),
                wrong(
                        "forecastExpectedDays",
                        "0",
                        () -> new SettingsEdit().forecasts(0, 1).settings()),
                wrong(
                        "forecastPatienceMinutes",
                        "-1",
                        () -> new SettingsEdit().forecasts(1, -1).settings()),
                wrong("planWithinMinutes", "-1", () -> new SettingsEdit().clock(-1, 0).settings()),
                wrong("searchSeconds", "-1", () -> new SettingsEdit().clock(0, -1).settings()));
    }

    private static Arguments wrong(
            String name, String value, Supplier<CoordinationSettings> settings) {
        return Arguments.of(name, value, settings);
    }
}

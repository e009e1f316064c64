package io.restock.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.operators.context.ContextSettings;
import io.restock.operators.coordination.CoordinationSettings;
import io.restock.operators.coordination.OrderSettings;
import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.forecast.EngineChoice;
import io.restock.operators.forecast.ForecastSettings;
import io.restock.operators.history.HistorySettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every setting reaches the operator it is for, and no other of the same type. */
class OperatorSettingsTest {
    private static final Settings SETTINGS =
            Settings.load(
                    null,
                    List.of(
                            "kafka.bootstrap.servers=broker:9092",
                            "demand.lateness=PT31M",
                            "demand.kept-days=4",
                            "demand.retire-days=29",
                            "demand.bundle-size=51",
                            "context.patience=PT61M",
                            "history.days=85",
                            "history.forecast-from=2024-10-04",
                            "forecast.model=/models/current",
                            "forecast.engine=cpu",
                            "forecast.horizon=15",
                            "forecast.deadline=PT11S",
                            "forecast.batch-size=65",
                            "forecast.linger=PT0.006S",
                            "forecast.capacity=257",
                            "documents.first-cycle=2024-10-06",
                            "coordination.planner=order-up-to",
                            "coordination.rounds=31",
                            "coordination.seed=-2",
                            "coordination.demand-correlation=0.11",
                            "coordination.service-factor=1.5",
                            "coordination.alert-probability=0.31",
                            "coordination.first-cycle=2024-10-05",
                            "coordination.keep-closed-orders-days=32",
                            "coordination.acknowledgement-days=3",
                            "coordination.overdue-days=5",
                            "coordination.hold-orders-above=5000",
                            "coordination.forecast-expected-days=8",
                            "coordination.forecast-patience=PT90M",
                            "coordination.plan-within=PT91M",
                            "coordination.search-guard=PT92S",
                            "orders.technical-receipt-within=PT93M",
                            "orders.acknowledgement-within=PT94M",
                            "orders.cover-within=PT0.095S",
                            "orders.hold-first=true",
                            "orders.change-cost=0.6",
                            "orders.lead-time-quantile=0.7",
                            "orders.learn-after=21",
                            "orders.alert-budget=51"));

    @Test
    void reachesDemand() {
        assertThat(OperatorSettings.demand(SETTINGS))
                .isEqualTo(new DemandSettings(Duration.ofMinutes(31), 4, 29, 51));
    }

    @Test
    void reachesContext() {
        assertThat(OperatorSettings.context(SETTINGS))
                .isEqualTo(new ContextSettings(Duration.ofMinutes(61), 15));
    }

    @Test
    void reachesHistory() {
        assertThat(OperatorSettings.history(SETTINGS))
                .isEqualTo(new HistorySettings(85, 15, 20_000));
    }

    @Test
    void reachesTheForecast() {
        assertThat(OperatorSettings.forecast(SETTINGS))
                .isEqualTo(
                        new ForecastSettings(
                                "/models/current", EngineChoice.CPU, 15, 11_000, 65, 6, 257));
    }

    @Test
    void reachesCoordination() {
        assertThat(OperatorSettings.coordination(SETTINGS))
                .isEqualTo(
                        new CoordinationSettings(
                                31,
                                -2,
                                PlannerChoice.ORDER_UP_TO,
                                0.11,
                                1.5,
                                0.31,
                                20_001,
                                32,
                                3,
                                5,
                                5000,
                                8,
                                90,
                                91,
                                92,
                                new OrderSettings(93, 94, 95, true, 0.6, 0.7, 21, 51)));
    }

    /** What the settings allow, the operators take: a job fails at its start or not at all. */
    @ParameterizedTest
    @CsvSource({
        "forecast.batch-size,256",
        "forecast.horizon,1",
        "forecast.linger,PT0S",
        "forecast.deadline,PT0.001S",
        "demand.lateness,PT0S",
        "demand.lateness,P36500D",
        "demand.kept-days,60",
        "demand.bundle-size,1",
        "context.patience,PT0S",
        "history.days,28",
        "history.days,1000",
        "coordination.rounds,0",
        "coordination.demand-correlation,0",
        "coordination.demand-correlation,1",
        "coordination.service-factor,0.001",
        "coordination.alert-probability,1",
        "coordination.keep-closed-orders-days,2",
        "coordination.acknowledgement-days,1",
        "coordination.overdue-days,3650",
        "coordination.forecast-patience,PT0S",
        "coordination.forecast-patience,P36500D",
    })
    void takesWhateverTheSettingsAllow(String key, String value) {
        Settings settings = SETTINGS.with(key, value);

        assertThat(OperatorSettings.demand(settings)).isNotNull();
        assertThat(OperatorSettings.context(settings)).isNotNull();
        assertThat(OperatorSettings.history(settings)).isNotNull();
        assertThat(OperatorSettings.forecast(settings)).isNotNull();
        assertThat(OperatorSettings.coordination(settings)).isNotNull();
    }

    @Test
    void asksForTheModelThatOnlyOneJobNeeds() {
        Settings without = SETTINGS.with("forecast.model", " ");

        assertThat(OperatorSettings.coordination(without)).isNotNull();
        assertThatThrownBy(() -> OperatorSettings.forecast(without))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("forecast.model (missing)");
    }

    @ParameterizedTest
    @CsvSource({"forecast,coordination", "coordination,forecast"})
    void startsNoJobThatIsNotToRun(String deployed, String other) {
        Deployed alone = SETTINGS.with("jobs.deployed", deployed).get(Keys.DEPLOYED);

        assertThat(alone.isBeside(deployed)).isFalse();
        assertThat(Deployed.BOTH.isBeside(other)).isTrue();
        assertThatThrownBy(() -> alone.isBeside(other))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "The setting jobs.deployed (%s) must be both or %s, or the job %s cannot"
                                + " start.",
                        deployed, other, other);
    }

    @Test
    void documentsBeginOnADayThatIsSaid() {
        Settings without = SETTINGS.with("documents.first-cycle", "");

        assertThat(OperatorSettings.firstDocumentsCycle(SETTINGS)).isEqualTo(20_002);
        assertThatThrownBy(() -> OperatorSettings.firstDocumentsCycle(without))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("documents.first-cycle (missing)");
    }

    @Test
    void documentsGoWithCoordination() {
        assertThat(Deployed.BOTH.isBeside("documents")).isTrue();
        assertThat(Deployed.COORDINATION.isBeside("documents")).isTrue();
        assertThatThrownBy(() -> Deployed.FORECAST.isBeside("documents"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("the job documents cannot start");
    }
}

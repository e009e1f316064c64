package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Forecast;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.coordination.PlannerChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceLoopTest {
    private static final GeneratedWorld WORLD = GeneratedWorld.of(7, 8);
    private static final Map<Integer, Map<String, Forecast>> FORECASTS =
            LoopResults.forecasts(WORLD, 1.2);
    private static final LoopOptions OPTIONS =
            new LoopOptions(Path.of("none"), 7, Manners.USUAL, false, 5, 0, Duration.ofSeconds(1));

    @Test
    void ruleServesCustomersThatIdlenessWouldNot() {
        Service rule = Service.of(run(PlannerChoice.ORDER_UP_TO));
        Service idle = Service.of(LoopResults.idle(WORLD, 1).days());

        assertThat(rule.fillRate()).isGreaterThan(0.9).isGreaterThan(idle.fillRate());
        assertThat(rule.cost().orderHeaders()).isPositive();
        assertThat(rule.cost().trucks()).isPositive();
    }

    @Test
    void sameWorldAndForecastsGiveTheSameDays() {
        assertThat(run(PlannerChoice.GENETIC))
                .usingRecursiveComparison()
                .isEqualTo(run(PlannerChoice.GENETIC));
    }

    @Test
    void demandIsTheSameUnderEveryPlanner() {
        assertThat(demand(PlannerChoice.GENETIC)).isEqualTo(demand(PlannerChoice.ORDER_UP_TO));
    }

    private static List<DayOutcome> run(PlannerChoice planner) {
        return ReferenceLoop.run(WORLD, FORECASTS, planner, OPTIONS);
    }

    private static List<Double> demand(PlannerChoice planner) {
        return run(planner).stream()
                .flatMap(day -> day.series().stream())
                .map(SeriesOutcome::demand)
                .toList();
    }
}

package io.restock.local.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanRecord;
import io.restock.operators.coordination.ForkedPlan;
import io.restock.operators.coordination.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Scenario MORE = new Scenario("demand=+20%", 1.2, List.of(), List.of());

    @Test
    void moneyOfOneCurrencyIsAddedAndOfAnotherStandsApart() {
        Comparison comparison =
                Comparison.of(
                        List.of(Scenario.NONE, MORE),
                        List.of(
                                plan("A", "EUR", Scenario.NONE, 10),
                                plan("A", "EUR", MORE, 12),
                                plan("B", "USD", Scenario.NONE, 100),
                                plan("B", "USD", MORE, 150),
                                plan("C", "EUR", Scenario.NONE, 1),
                                plan("C", "EUR", MORE, 2)));

        assertThat(comparison.table())
                .containsSubsequence(
                        "EUR",
                        "expected cost",
                        "11.00",
                        "14.00",
                        "beside as it is",
                        "+3.00",
                        "USD",
                        "expected cost",
                        "100.00",
                        "150.00",
                        "beside as it is",
                        "+50.00");
        JsonNode all = comparison.json().path("scenarios");
        assertThat(all).hasSize(4);
        assertThat(all.get(1).path("name").asText()).isEqualTo("demand=+20%");
        assertThat(all.get(1).path("currency").asText()).isEqualTo("EUR");
        assertThat(all.get(1).path("groups").asInt()).isEqualTo(2);
        assertThat(all.get(1).path("cost").asDouble()).isEqualTo(14);
        assertThat(all.get(3).path("currency").asText()).isEqualTo("USD");
        assertThat(all.get(3).path("cost").asDouble()).isEqualTo(150);
    }

    private static ForkedPlan plan(String group, String currency, Scenario scenario, double cost) {
        PlanCost purchase = new PlanCost(cost, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        PlanRecord plan =
                new PlanRecord(
                        group + ":1:0",
                        group,
                        1,
                        0,
                        0,
                        0,
                        1,
                        purchase,
                        PlanCost.ZERO,
                        cost,
                        "",
                        1,
                        0,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        "");
        return new ForkedPlan(scenario.name(), currency, plan, List.of(), List.of(), List.of());
    }
}

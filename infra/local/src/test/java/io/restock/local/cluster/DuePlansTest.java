package io.restock.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.PlanCost;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.local.world.SmallWorld;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which plans an upgraded job owes. */
class DuePlansTest {
    private static final int DAY = 20_000;

    @Test
    void everyGroupOwesThePlanOfACutOffThatOneHasPlanned() {
        DuePlans due =
                new DuePlans(List.of(group("A", 1, 360), group("B", 1, 360)), plans(DAY, "A", "B"));

        assertThat(due.complaints()).as("nobody's cut-off has passed").isEmpty();
        due.take(plan("A", DAY + 1));
        assertThat(due.complaints()).containsExactly("of 2024-10-05 there is no plan of B");
        due.take(plan("B", DAY + 1));
        assertThat(due.complaints()).isEmpty();
    }

    @Test
    void groupWithALaterCutOffOwesNothingUntilItHasPassed() {
        DuePlans due =
                new DuePlans(
                        List.of(group("A", 1, 360), group("B", 1, 1080)), plans(DAY, "A", "B"));

        due.take(plan("A", DAY + 1));
        assertThat(due.complaints()).isEmpty();
        due.take(plan("A", DAY + 2));
        assertThat(due.complaints())
                .as("its cut-off of the day before")
                .containsExactly("of 2024-10-05 there is no plan of B");
    }

    @Test
    void groupThatWasHeldBeforeOwesNothing() {
        List<PlanRecord> before =
                Stream.concat(plans(DAY - 1, "A", "B").stream(), plans(DAY, "A").stream()).toList();
        DuePlans due = new DuePlans(List.of(group("A", 1, 360), group("B", 1, 360)), before);

        due.take(plan("A", DAY + 1));
        assertThat(due.complaints()).isEmpty();
    }

    @Test
    void nobodyIsLeftOutOfTheFirstCutOffOfAll() {
        DuePlans due = new DuePlans(List.of(group("A", 1, 360), group("B", 1, 360)), List.of());

        due.take(plan("A", DAY));
        assertThat(due.complaints()).containsExactly("of 2024-10-04 there is no plan of B");
    }

    @Test
    void cutOffOfTheGreatestVersionCounts() {
        DuePlans due =
                new DuePlans(
                        List.of(group("A", 1, 360), group("B", 2, 1080), group("B", 1, 300)),
                        plans(DAY, "A", "B"));

        due.take(plan("A", DAY + 1));
        assertThat(due.complaints()).isEmpty();
    }

    @Test
    void planOfAShortfallIsNoneOfACutOff() {
        DuePlans due =
                new DuePlans(List.of(group("A", 1, 360), group("B", 1, 360)), plans(DAY, "A", "B"));

        due.take(plan("A", DAY + 1));
        due.take(plan("B", DAY + 1, 1, "PO-1"));
        assertThat(due.complaints()).containsExactly("of 2024-10-05 there is no plan of B");
    }

    private static List<PlanRecord> plans(int cycle, String... groups) {
        return Stream.of(groups).map(group -> plan(group, cycle)).toList();
    }

    private static PlanRecord plan(String group, int cycle) {
        return plan(group, cycle, 0, "");
    }

    private static PlanRecord plan(String group, int cycle, int run, String covers) {
        return new PlanRecord(
                group + ":" + cycle + ":" + run,
                group,
                cycle,
                run,
                0,
                0,
                1,
                PlanCost.ZERO,
                PlanCost.ZERO,
                0,
                "",
                1,
                0,
                0,
                0,
                List.of(),
                List.of(),
                covers);
    }

    private static PlanningGroup group(String id, int version, int cutOffMinute) {
        PlanningGroup small = SmallWorld.of(7, 9).groups().get(0);
        return new PlanningGroup(
                id,
                version,
                small.zone(),
                cutOffMinute,
                small.buckets(),
                small.overflowCost(),
                small.currency(),
                small.assumed(),
                small.locations(),
                small.suppliers(),
                small.lanes(),
                small.items());
    }
}

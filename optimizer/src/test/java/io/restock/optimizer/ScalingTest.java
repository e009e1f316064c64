package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Vendor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must not matter: the currency, the unit, names, the sequence of items. */
class ScalingTest {
    private final Planner planner = new GeneticPlanner();

    @Property(tries = 40, seed = "20261122")
    void anotherCurrencyGivesTheSamePlan(
            @ForAll long seed, @ForAll @IntRange(min = -3, max = 3) int k) {
        double rate = Math.pow(2, k);
        Problem problem = RandomProblems.mixed(seed);

        Optimized one = planner.plan(problem, Limits.rounds(2, 1));
        Optimized other = planner.plan(Problems.inMoney(problem, rate), Limits.rounds(2, 1));

        assertThat(other.plan()).isEqualTo(one.plan());
        assertThat(other.cost().total()).isCloseTo(rate * one.cost().total(), within(1e-6));
    }

    @Property(tries = 40, seed = "20261122")
    void aSmallerUnitGivesTheSamePlanInThatUnit(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);

        Optimized one = planner.plan(problem, Limits.rounds(2, 1));
        Optimized other = planner.plan(Problems.inUnits(problem, 4), Limits.rounds(2, 1));

        assertThat(other.cost().total()).isCloseTo(one.cost().total(), within(1e-6));
        assertThat(other.plan()).isEqualTo(times(one.plan(), 4));
    }

    private static Plan times(Plan plan, long many) {
        return Plan.of(
                plan.orders().stream()
                        .map(
                                o ->
                                        new Order(
                                                o.item(),
                                                o.supplier(),
                                                o.location(),
                                                o.epoch(),
                                                o.quantity() * many))
                        .toList(),
                plan.transfers().stream()
                        .map(m -> new Move(m.item(), m.lane(), m.quantity() * many))
                        .toList());
    }

    @Property(tries = 20)
    void namesDoNotMatter(@ForAll long seed) {
        Problem p = RandomProblems.mixed(seed);
        Problem renamed =
                new Problem(
                        "another",
                        p.buckets(),
                        p.epochs(),
                        p.levels(),
                        p.weights(),
                        p.overflowCost(),
                        p.locations().stream().map(l -> new Site("X" + l.id(), l.space())).toList(),
                        p.suppliers().stream().map(ScalingTest::renamed).toList(),
                        p.lanes(),
                        p.items().stream().map(ScalingTest::renamed).toList());

        assertThat(planner.plan(renamed, Limits.rounds(2, 1)))
                .isEqualTo(planner.plan(p, Limits.rounds(2, 1)));
    }

    private static Vendor renamed(Vendor s) {
        return new Vendor("same", s.leadTimeBuckets(), s.capacityPerEpoch(), s.orderHeaderCost());
    }

    private static Item renamed(Item i) {
        return new Item(
                "Z" + i.id(), i.volume(), i.standardCost(), i.stock(), i.sources(), i.transfer());
    }

    @Property(tries = 200)
    void sequenceOfItemsDoesNotChangeWhatAPlanCosts(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Plan plan = OrderUpTo.plan(problem);
        List<Integer> sequence = new ArrayList<>();
        for (int i = 0; i < problem.items().size(); i++) {
            sequence.add(i);
        }
        Collections.shuffle(sequence, new Random(seed));
        Problem shuffled = problem.withItems(sequence.stream().map(problem.items()::get).toList());
        Plan same =
                Plan.of(
                        plan.orders().stream()
                                .map(
                                        o ->
                                                new Order(
                                                        sequence.indexOf(o.item()),
                                                        o.supplier(),
                                                        o.location(),
                                                        o.epoch(),
                                                        o.quantity()))
                                .toList(),
                        plan.transfers().stream()
                                .map(
                                        m ->
                                                new Move(
                                                        sequence.indexOf(m.item()),
                                                        m.lane(),
                                                        m.quantity()))
                                .toList());

        assertThat(Feasibility.violations(shuffled, same)).isEmpty();
        assertThat(CostModel.of(shuffled).cost(same).total())
                .isCloseTo(CostModel.of(problem).cost(plan).total(), within(1e-6));
    }
}

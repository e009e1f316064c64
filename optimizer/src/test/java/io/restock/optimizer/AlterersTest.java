package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenetics.AnyGene;
import io.jenetics.Genotype;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the genetic algorithm does to plans: crosses, repairs, selects. */
class AlterersTest {
    @Property(tries = 100)
    void childHasItsItemsOrItsLocationsFromOneParentEach(@ForAll long seed) {
        Network network = new Network(RandomProblems.mixed(seed));
        ItemPlan[] one = items(network, seed + 1);
        ItemPlan[] other = items(network, seed + 2);

        PlanCrossover crossover = new PlanCrossover(network, 1);
        crossover.mates(ISeq.of(phenotype(other)));

        List<Phenotype<AnyGene<ItemPlan>, Double>> children =
                RandomRegistry.with(
                        new Random(seed),
                        r ->
                                crossover
                                        .alter(ISeq.of(phenotype(one), phenotype(one)), 2)
                                        .population()
                                        .asList());

        assertThat(children).hasSize(2);

        for (var child : children) {
            ItemPlan[] items = items(child);
            boolean byItem = true;
            for (int i = 0; i < items.length; i++) {
                byItem &= items[i].equals(one[i]) || items[i].equals(other[i]);
            }
            boolean byLocation = true;
            for (int l = 0; l < network.locations; l++) {
                byLocation &= isAt(l, items, one) || isAt(l, items, other);
            }
            assertThat(byItem || byLocation).isTrue();
            Draft draft = new Draft(network);
            for (int i = 0; i < items.length; i++) {
                draft.set(i, items[i]);
                assertThat(items[i].cost()).isCloseTo(draft.item(i).cost(), within(1e-6));
            }
            assertThat(draft.total())
                    .isCloseTo(
                            CostModel.of(network.problem).cost(draft.plan()).total(), within(1e-6));
        }
    }

    private static boolean isAt(int location, ItemPlan[] child, ItemPlan[] parent) {
        for (int i = 0; i < child.length; i++) {
            if (!Arrays.equals(
                    child[i].pairs()[location].orders(), parent[i].pairs()[location].orders())) {
                return false;
            }
        }
        return true;
    }

    @Property(tries = 100)
    void childThatAsksTooMuchIsRepaired(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        PairSolver solver = new PairSolver(network);
        Search search = new Search(network, solver, new Prices(network, solver), new Random(seed));
        ItemPlan[] greedy = greedy(network, solver);
        GeneticPlanner.Incumbent incumbent = new GeneticPlanner.Incumbent();

        SearchAlterer searching =
                new SearchAlterer(search, incumbent, new GeneticPlanner.Guard(null));
        searching.effort(50);

        var child = searching.alter(ISeq.of(phenotype(greedy)), 2).population().get(0);

        Draft draft = new Draft(network);
        ItemPlan[] items = items(child);
        for (int i = 0; i < items.length; i++) {
            draft.set(i, items[i]);
        }
        assertThat(Feasibility.violations(problem, draft.plan())).isEmpty();
        assertThat(child.fitness())
                .isCloseTo(CostModel.of(problem).cost(draft.plan()).total(), within(1e-6));
        assertThat(incumbent.plan(network)).isEqualTo(draft.plan());
    }

    /** Every pair orders as if it were alone. */
    private static ItemPlan[] greedy(Network network, PairSolver solver) {
        Draft draft = new Draft(network);
        Draft nothing = new Draft(network);
        for (int p = 0; p < network.pairs.length; p++) {
            solver.solve(nothing, p, new Terms(network));
            draft.setOrders(p, solver.orders(nothing.pair(p).moved()));
        }
        ItemPlan[] items = new ItemPlan[network.items];
        Arrays.setAll(items, draft::item);
        return items;
    }

    @Test
    void selectionPrefersPlansThatDiffer() {
        Network network = new Network(RandomProblems.of(3, 2, 2, 2, 3));
        ItemPlan[] items = items(network, 1);
        List<Phenotype<AnyGene<ItemPlan>, Double>> plans = new ArrayList<>();
        for (double cost : new double[] {7, 5, 5, 5, 6}) {
            plans.add(Phenotype.of(Genotype.of(GeneticPlanner.chromosome(items)), 1, cost));
        }

        var selected = new DistinctSelector();

        assertThat(costs(selected.select(ISeq.of(plans), 3, Optimize.MINIMUM)))
                .containsExactly(5.0, 6.0, 7.0);
        assertThat(costs(selected.select(ISeq.of(plans), 4, Optimize.MINIMUM)))
                .containsExactly(5.0, 6.0, 7.0, 5.0);
    }

    private static List<Double> costs(ISeq<Phenotype<AnyGene<ItemPlan>, Double>> plans) {
        return plans.stream().map(Phenotype::fitness).toList();
    }

    private static ItemPlan[] items(Network network, long seed) {
        PairSolver solver = new PairSolver(network);
        Search search = new Search(network, solver, new Prices(network, solver), new Random(seed));
        search.settle(1);
        search.improve(40, () -> false);
        return search.items();
    }

    private static ItemPlan[] items(Phenotype<AnyGene<ItemPlan>, Double> plan) {
        return plan.genotype().chromosome().stream().map(AnyGene::allele).toArray(ItemPlan[]::new);
    }

    private static Phenotype<AnyGene<ItemPlan>, Double> phenotype(ItemPlan[] items) {
        return Phenotype.of(Genotype.of(GeneticPlanner.chromosome(items)), 1);
    }
}

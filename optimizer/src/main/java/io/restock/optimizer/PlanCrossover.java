package io.restock.optimizer;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.AnyGene;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gives a child parts of another plan of the population: all that is planned of some items, or all
 * orders of some locations, since headers are shared within a location. Transfers stay with their
 * item, or where locations are taken those of the first parent.
 */
final class PlanCrossover implements Alterer<AnyGene<ItemPlan>, Double> {
    private static final double MOST_ITEMS = 0.5;

    private final Network network;
    private final double probability;
    private Seq<Phenotype<AnyGene<ItemPlan>, Double>> mates = ISeq.empty();

    PlanCrossover(Network network, double probability) {
        this.network = network;
        this.probability = probability;
    }

    /**
     * Sets the plans that children are crossed with from now on; with none they stay as they are.
     */
    void mates(Seq<Phenotype<AnyGene<ItemPlan>, Double>> population) {
        mates = population;
    }

    @Override
    public AltererResult<AnyGene<ItemPlan>, Double> alter(
            Seq<Phenotype<AnyGene<ItemPlan>, Double>> population, long generation) {
        RandomGenerator random = RandomRegistry.random();
        List<Phenotype<AnyGene<ItemPlan>, Double>> children = new ArrayList<>();
        int altered = 0;
        for (Phenotype<AnyGene<ItemPlan>, Double> child : population) {
            if (mates.isEmpty() || random.nextDouble() >= probability) {
                children.add(child);
                continue;
            }
            var mate = mates.get(random.nextInt(mates.size()));
            ItemPlan[] items = items(child);
            if (random.nextBoolean()) {
                takeItems(items, items(mate), random);
            } else {
                takeLocations(items, items(mate), random);
            }
            children.add(Phenotype.of(Genotype.of(GeneticPlanner.chromosome(items)), generation));
            altered++;
        }
        return new AltererResult<>(ISeq.of(children), altered);
    }

    private ItemPlan[] items(Phenotype<AnyGene<ItemPlan>, Double> plan) {
        ItemPlan[] items = new ItemPlan[network.items];
        for (int i = 0; i < items.length; i++) {
            items[i] = plan.genotype().chromosome().get(i).allele();
        }
        return items;
    }

    private static void takeItems(ItemPlan[] items, ItemPlan[] mate, RandomGenerator random) {
        double share = MOST_ITEMS * random.nextDouble();
        for (int i = 0; i < items.length; i++) {
            if (random.nextDouble() < share) {
                items[i] = mate[i];
            }
        }
    }

    private void takeLocations(ItemPlan[] items, ItemPlan[] mate, RandomGenerator random) {
        boolean[] taken = new boolean[network.locations];
        for (int l = 0; l < taken.length; l++) {
            taken[l] = random.nextBoolean();
        }
        for (int i = 0; i < items.length; i++) {
            items[i] = cross(i, items[i], mate[i], taken);
        }
    }

    private ItemPlan cross(int item, ItemPlan mine, ItemPlan other, boolean[] taken) {
        PairPlan[] pairs = mine.pairs().clone();
        double cost = mine.cost();
        for (int l = 0; l < taken.length; l++) {
            if (taken[l]) {
                pairs[l] =
                        PairPlan.of(
                                network,
                                network.pairs[item * network.locations + l],
                                other.pairs()[l].orders(),
                                pairs[l].moved());
                cost += pairs[l].cost() - mine.pairs()[l].cost();
            }
        }
        return new ItemPlan(pairs, mine.moves(), cost);
    }
}

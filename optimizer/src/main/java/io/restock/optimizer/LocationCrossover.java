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
 * Gives a child all orders of some locations from another parent, for every item: headers are
 * shared within a location, so its orders belong together. Transfers stay those of the first
 * parent.
 */
final class LocationCrossover implements Alterer<AnyGene<ItemPlan>, Double> {
    private final Network network;
    private final double probability;

    LocationCrossover(Network network, double probability) {
        this.network = network;
        this.probability = probability;
    }

    @Override
    public AltererResult<AnyGene<ItemPlan>, Double> alter(
            Seq<Phenotype<AnyGene<ItemPlan>, Double>> population, long generation) {
        RandomGenerator random = RandomRegistry.random();
        List<Phenotype<AnyGene<ItemPlan>, Double>> children = new ArrayList<>();
        int altered = 0;
        for (Phenotype<AnyGene<ItemPlan>, Double> first : population) {
            if (random.nextDouble() >= probability || network.locations < 2) {
                children.add(first);
                continue;
            }
            var second = population.get(random.nextInt(population.size()));
            boolean[] taken = new boolean[network.locations];
            for (int l = 0; l < taken.length; l++) {
                taken[l] = random.nextBoolean();
            }
            children.add(Phenotype.of(cross(first, second, taken), generation));
            altered++;
        }
        return new AltererResult<>(ISeq.of(children), altered);
    }

    private Genotype<AnyGene<ItemPlan>> cross(
            Phenotype<AnyGene<ItemPlan>, Double> first,
            Phenotype<AnyGene<ItemPlan>, Double> second,
            boolean[] taken) {
        ItemPlan[] items = new ItemPlan[network.items];
        for (int i = 0; i < items.length; i++) {
            ItemPlan mine = first.genotype().chromosome().get(i).allele();
            ItemPlan other = second.genotype().chromosome().get(i).allele();
            items[i] = cross(i, mine, other, taken);
        }
        return Genotype.of(GeneticPlanner.chromosome(items));
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

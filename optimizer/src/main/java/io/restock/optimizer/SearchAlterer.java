package io.restock.optimizer;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.AnyGene;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * Repairs every child and improves it by large neighbourhoods. It comes last among the alterers, so
 * that what leaves it is feasible and knows its cost.
 */
final class SearchAlterer implements Alterer<AnyGene<ItemPlan>, Double> {
    private final Search search;
    private final GeneticPlanner.Incumbent incumbent;
    private final GeneticPlanner.Guard guard;
    private long effort;
    private long done;

    SearchAlterer(Search search, GeneticPlanner.Incumbent incumbent, GeneticPlanner.Guard guard) {
        this.search = search;
        this.incumbent = incumbent;
        this.guard = guard;
    }

    /** Sets how many pairs the search of a child solves from now on. */
    void effort(long pairs) {
        effort = pairs;
    }

    /** How many pairs the search of the last child has solved. */
    long done() {
        return done;
    }

    @Override
    public AltererResult<AnyGene<ItemPlan>, Double> alter(
            Seq<Phenotype<AnyGene<ItemPlan>, Double>> population, long generation) {
        List<Phenotype<AnyGene<ItemPlan>, Double>> children = new ArrayList<>();
        for (Phenotype<AnyGene<ItemPlan>, Double> child : population) {
            search.load(child.genotype());
            search.repair();
            done = search.improve(effort, guard::strikes);
            double cost = search.draft().total();
            ItemPlan[] items = search.items();
            incumbent.offer(cost, items);
            children.add(
                    Phenotype.of(Genotype.of(GeneticPlanner.chromosome(items)), generation, cost));
        }
        return new AltererResult<>(ISeq.of(children), children.size());
    }
}

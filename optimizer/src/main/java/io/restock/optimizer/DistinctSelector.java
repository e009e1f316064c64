package io.restock.optimizer;

import io.jenetics.AnyGene;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.Selector;
import io.jenetics.util.ISeq;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;

/** The best plans, of those that cost the same only one; twins fill up what is then missing. */
final class DistinctSelector implements Selector<AnyGene<ItemPlan>, Double> {
    private static final double SAME = 1e-9;

    @Override
    public ISeq<Phenotype<AnyGene<ItemPlan>, Double>> select(
            Seq<Phenotype<AnyGene<ItemPlan>, Double>> population, int count, Optimize optimize) {
        List<Phenotype<AnyGene<ItemPlan>, Double>> best = new ArrayList<>();
        List<Phenotype<AnyGene<ItemPlan>, Double>> twins = new ArrayList<>();
        double last = Double.NaN;
        for (Phenotype<AnyGene<ItemPlan>, Double> plan :
                population.stream().sorted(optimize.descending()).toList()) {
            double cost = plan.fitness();
            boolean twin = Math.abs(cost - last) <= SAME * Math.abs(cost);
            (twin ? twins : best).add(plan);
            last = cost;
        }
        best.addAll(twins);
        return ISeq.of(best.subList(0, Math.min(count, best.size())));
    }
}

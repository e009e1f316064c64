package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import io.restock.optimizer.Network.Tier;
import io.restock.optimizer.Plan.Order;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Source;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How a problem is laid out for the search. */
class NetworkTest {
    @Test
    void chancesToOrderComeByArrivalAndOnlyWithinTheHorizon() {
        Pair near = new Network(Small.problem().leadTime(1).build()).pairs[0];
        Pair far = new Network(Small.problem().leadTime(2).build()).pairs[0];
        Pair never = new Network(Small.problem().leadTime(3).build()).pairs[0];

        assertThat(near.stages).extracting(Stage::arrival).containsExactly(1, 2);
        assertThat(far.stages).extracting(Stage::arrival).containsExactly(2);
        assertThat(never.stages).isEmpty();
    }

    @Test
    void priceBreaksBecomeRangesOfLots() {
        Pair pair =
                new Network(Small.problem().multiple(8).minimum(10).maximum(99).build()).pairs[0];

        // 16 … 32 at 6, 40 … 96 at 5, standard cost 5; what costs 5 may be had at 6 as well
        assertThat(pair.stages[0].step()).isEqualTo(8);
        assertThat(pair.stages[0].tiers()).containsExactly(new Tier(2, 12, 1), new Tier(5, 12, 0));
    }

    @Test
    void locationThatNobodyDeliversToHasNoChanceToOrder() {
        Network network = new Network(Small.problem().stores(2).build());

        assertThat(network.pairs[1].stages).isEmpty();
        assertThat(network.orders).containsExactly(0, 3);
        assertThat(network.bidders[0]).containsExactly(0);
        assertThat(network.bidders[1]).isEmpty();
    }

    @Property(tries = 200)
    void biddersOfAnOrderAreThosePairsThatMayBeOnIt(@ForAll long seed) {
        Network network = new Network(RandomProblems.mixed(seed));

        int chances = 0;
        for (int order : network.orders) {
            for (int p : network.bidders[order]) {
                int k = network.pairs[p].stage(order / network.locations);
                assertThat(network.pairs[p].stages[k].order()).isEqualTo(order);
                chances++;
            }
        }
        int stages = 0;
        for (Pair pair : network.pairs) {
            stages += pair.stages.length;
        }
        assertThat(chances).isEqualTo(stages);
    }

    @Property(tries = 300)
    void everyQuantityOfATierKeepsTheTermsOfItsSupplier(@ForAll long seed) {
        Problem roomy = Problems.withCapacity(RandomProblems.mixed(seed), 1e9);
        Network network = new Network(roomy);

        for (Pair pair : network.pairs) {
            double standardCost = roomy.items().get(pair.item).standardCost();
            for (Stage stage : pair.stages) {
                for (Tier tier : stage.tiers()) {
                    for (long lots : new long[] {tier.low(), tier.high()}) {
                        long units = lots * stage.step();
                        int slot = stage.slot();
                        Order line =
                                new Order(
                                        pair.item,
                                        slot / network.epochs,
                                        pair.location,
                                        slot % network.epochs,
                                        units);
                        Plan plan = Plan.of(List.of(line), List.of());
                        assertThat(Feasibility.violations(roomy, plan)).isEmpty();
                        double premium = CostModel.unitPrice(stage.source(), units) - standardCost;
                        assertThat(premium).isLessThanOrEqualTo(tier.premium());
                        assertThat(lots == tier.low() && premium < tier.premium()).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void lotsThatDoNotDivideEachOtherShareTheirStepsWhereQuantitiesAreLarge() {
        // 300,000 units of demand, lots of 7 and of 12: 84 is a lot of both
        Problem problem = Problems.inUnits(Small.problem().maximum(1000).build(), 5000);
        Problem.Vendor supplier = problem.suppliers().get(0);
        Problem both =
                Problems.withSuppliers(
                        problem,
                        List.of(supplier, supplier),
                        List.of(sold(problem.items().get(0), 7, 12)));

        Pair pair = new Network(both).pairs[0];

        assertThat(pair.unit % 84).isZero();
        assertThat(pair.stages).hasSize(4).allMatch(stage -> stage.step() == pair.unit);
    }

    private static Item sold(Item item, long... multiples) {
        List<Source> sources = new java.util.ArrayList<>();
        for (int s = 0; s < multiples.length; s++) {
            sources.add(
                    new Source(
                            s,
                            multiples[s],
                            1,
                            new long[] {5_000_000},
                            List.of(new PriceBreak(1, 0.0012)),
                            2));
        }
        return new Item(item.id(), item.volume(), item.standardCost(), item.stock(), sources, null);
    }
}

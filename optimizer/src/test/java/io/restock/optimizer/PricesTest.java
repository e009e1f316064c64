package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Prices prove what no plan can cost less than. */
class PricesTest {
    @Property(tries = 100)
    void boundRisesAndNoPlanCostsLess(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        Prices prices = new Prices(network, new PairSolver(network));
        Optimized plan = new GeneticPlanner().plan(problem, Limits.rounds(2, 1));

        double before = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < 5; k++) {
            prices.step(plan.orderUpToCost().total());
        }
        prices.exchange();
        for (int k = 0; k < 15; k++) {
            prices.tighten(plan.orderUpToCost().total());
            assertThat(prices.bound()).isGreaterThanOrEqualTo(before);
            before = prices.bound();
        }

        double cost = plan.cost().total();
        assertThat(before).isLessThanOrEqualTo(cost + 1e-6 * Math.max(1, Math.abs(cost)));
    }

    @Test
    void boundIsTheCostWhereNothingIsShared() {
        Problem problem = Small.problem().build();
        Network network = new Network(problem);
        Prices prices = new Prices(network, new PairSolver(network));

        for (int k = 0; k < 30; k++) {
            prices.tighten(200);
        }

        double least = new GeneticPlanner().plan(problem, Limits.rounds(1, 1)).cost().total();
        assertThat(prices.bound()).isCloseTo(least, within(1e-3 * least));
    }

    @Test
    void scarceCapacityHasAPriceAndPlentyHasNone() {
        assertThat(priceOfCapacity(15)).isPositive();
        assertThat(priceOfCapacity(1000)).isZero();
    }

    private static double priceOfCapacity(double pallets) {
        Network network = new Network(Small.problem().capacity(pallets).build());
        Prices prices = new Prices(network, new PairSolver(network));
        Terms terms = new Terms(network);

        for (int k = 0; k < 20; k++) {
            prices.step(300);
        }

        prices.capacity(terms, 1);
        return terms.capacity[0] + terms.capacity[1];
    }

    @Test
    void sharesOfAHeaderAlwaysSumToTheHeader() {
        Problem problem = RandomProblems.of(21, 6, 2, 2, 5);
        Network network = new Network(problem);
        Prices prices = new Prices(network, new PairSolver(network));
        double known = CostModel.of(problem).cost(OrderUpTo.plan(problem)).total();

        for (int k = 0; k < 10; k++) {
            prices.step(known);
            for (int order : network.orders) {
                double paid = 0;
                for (int p : network.bidders[order]) {
                    Terms terms = new Terms(network);
                    prices.headers(terms, p, 1);
                    paid += terms.header[order];
                }
                assertThat(paid).isCloseTo(network.headerCost[order], within(1e-9));
            }
        }
    }
}

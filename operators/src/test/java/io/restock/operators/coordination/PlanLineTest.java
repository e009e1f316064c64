package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.optimizer.Optimized;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a line is what it is, for plans that are given. Items 0 APPLE, 1 BREAD; site 2 is S3. */
class PlanLineTest {
    private static final int S3 = 2;
    private static final Comparator<Double> CLOSE =
            (a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b);

    @ParameterizedTest
    @CsvSource({
        // capacity, minimum, maximum, lot, quantity, bound
        "1000, 1, 1000, 1, 30, none",
        "1000, 6, 1000, 6, 30, multiple",
        "1000, 12, 1000, 6, 12, minimum",
        "1000, 1, 30, 1, 30, maximum",
        "1000, 1, 34, 6, 30, maximum",
        "0.30, 1, 1000, 1, 30, capacity",
        "0.34, 6, 1000, 6, 30, capacity",
        "0.36, 6, 1000, 6, 30, multiple",
        "1000, 1, 1000, 1, 50, price-break",
        "1000, 1, 1000, 1, 51, none",
        "1000, 6, 1000, 6, 54, price-break",
    })
    void boundIsWhatHeldTheQuantity(
            double capacity, long minimum, long maximum, long lot, long quantity, String bound) {
        PlanningGroup group =
                new GroupEdit()
                        .suppliers(new Supplier("FARM", 2, capacity, 5))
                        .sources(
                                new SupplySource(
                                        "FARM",
                                        lot,
                                        minimum,
                                        maximum,
                                        0.5,
                                        List.of(new PriceBreak(1, 2.2), new PriceBreak(50, 2))))
                        .group();

        PlanLine line = lines(group, 5, List.of(order(0, quantity)), List.of()).get(0);

        assertThat(line.bound()).isEqualTo(bound);
    }

    @Test
    void stockThatIsUsedUpBindsATransfer() {
        List<PlanLine> lines =
                lines(
                        new GroupEdit().group(),
                        5,
                        List.of(),
                        List.of(
                                new Plan.Move(0, 0, 60),
                                new Plan.Move(0, 1, 40),
                                new Plan.Move(1, 0, 60)));

        assertThat(lines).extracting(PlanLine::item).containsExactly("APPLE", "APPLE", "BREAD");
        assertThat(lines).extracting(PlanLine::bound).containsExactly("stock", "stock", "none");
    }

    @Test
    void orderLineCostsItsPriceItsHandlingAndItsPartOfTheHeader() {
        PlanningGroup group =
                new GroupEdit()
                        .suppliers(new Supplier("FARM", 2, 1000, 5))
                        .sources(
                                new SupplySource(
                                        "FARM",
                                        1,
                                        1,
                                        1000,
                                        0.5,
                                        List.of(new PriceBreak(1, 2.2), new PriceBreak(50, 1.9))))
                        .group();

        List<PlanLine> lines = lines(group, 5, List.of(order(0, 30), order(1, 60)), List.of());

        // 30 at 2.20 and 60 at 1.90, where 2.00 is standard; one header of 5 for both.
        assertThat(lines).extracting(l -> l.cost().purchase()).containsExactly(66.0, 114.0);
        assertThat(lines)
                .extracting(l -> l.cost().endOfHorizonCredit())
                .containsExactly(-60.0, -120.0);
        assertThat(lines).extracting(l -> l.cost().orderLines()).containsExactly(0.5, 0.5);
        assertThat(lines).extracting(l -> l.cost().orderHeaders()).containsExactly(2.5, 2.5);
        assertThat(lines).extracting(l -> l.cost().trucks()).containsOnly(0.0);
    }

    @Test
    void transferLineCostsItsMovingItsHandlingAndItsPartOfTheTruck() {
        List<PlanLine> lines =
                lines(
                        new GroupEdit().group(),
                        5,
                        List.of(),
                        List.of(
                                new Plan.Move(0, 0, 20),
                                new Plan.Move(0, 1, 10),
                                new Plan.Move(1, 0, 20)));

        assertThat(lines)
                .extracting(l -> l.cost().transferUnits())
                .usingComparatorForType(CLOSE, Double.class)
                .containsExactly(20 * 0.01 * 0.1, 10 * 0.01 * 0.1, 20 * 0.01 * 0.1);
        assertThat(lines).extracting(l -> l.cost().transferLines()).containsOnly(0.05);
        assertThat(lines).extracting(l -> l.cost().trucks()).containsExactly(1.0, 2.0, 1.0);
        assertThat(lines).extracting(l -> l.cost().purchase()).containsOnly(0.0);
    }

    @Test
    void lineCarriesTheStockAndTheBacklogThatItsPositionHasOverTheHorizon() {
        PlanLine enough = lines(new GroupEdit().group(), 30, orders(200), List.of()).get(0);
        PlanLine little = lines(new GroupEdit().group(), 30, orders(1), List.of()).get(0);

        // 7 days of 10 a day with the line from day 2 on; the first day nobody can change.
        double held = 0.02 * (20 + 10 + 200 + 190 + 180 + 170 + 160);
        assertThat(enough.cost().holding()).isCloseTo(held, within(0.5));
        assertThat(enough.cost().sunk()).isCloseTo(-0.02 * 20, within(0.02));
        assertThat(enough.cost().runOutHolding()).isPositive();
        assertThat(enough.cost().backorder()).isLessThan(5);
        assertThat(little.cost().backorder()).isGreaterThan(0.38 * (9 + 19 + 29 + 39));
        assertThat(little.cost().runOutHolding()).isZero();
    }

    @Test
    void costsOfTheLinesAndOfNoLineAreThoseOfThePlan() {
        ReviewResult first =
                Review.run(
                        inputs(new GroupEdit().group(), 5),
                        Shop.SETTINGS,
                        PlannerChoice.GENETIC.planner());

        PlanCost ofLines =
                first.lines().stream().map(PlanLine::cost).reduce(PlanCost.ZERO, PlanCost::plus);
        assertThat(first.lines()).isNotEmpty();
        assertThat(first.plan().costOfNoLine().plus(ofLines))
                .usingRecursiveComparison()
                .withComparatorForType(CLOSE, Double.class)
                .isEqualTo(first.plan().cost());
        assertThat(first.plan().costOfNoLine().purchase()).isNotNegative();
        assertThat(first.plan().costOfNoLine().holding()).isNotNegative();
        assertThat(first.plan().costOfNoLine().backorder()).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "5, 30", "12, 11", "30, 1"})
    void quantileIsThatOfTheProtectionIntervalWithTheLine(double stock, long quantity) {
        PlanLine line =
                lines(new GroupEdit().group(), stock, List.of(order(0, quantity)), List.of())
                        .get(0);

        // Two days of lead time and one until the next review, correlated by 0.1.
        double variance = 0.9 * 3 * 16 + 0.1 * 9 * 16;
        double shape = 30 * 30 / variance;
        GammaDistribution demand = GammaDistribution.of(shape, 30 / shape);
        assertThat(line.protectionDays()).isEqualTo(3);
        assertThat(line.demandMean()).isEqualTo(30, within(0.6));
        assertThat(line.quantile())
                .isEqualTo(demand.cumulativeProbability(stock + quantity), within(0.02));
    }

    @Test
    void laterLinesOfThePlanAreNotCarriedOut() {
        List<PlanLine> lines =
                lines(
                        new GroupEdit().group(),
                        5,
                        List.of(
                                order(0, 30),
                                new Plan.Order(0, 0, S3, 1, 40),
                                new Plan.Order(1, 1, 0, 1, 25)),
                        List.of());

        assertThat(lines)
                .singleElement()
                .satisfies(
                        l -> {
                            assertThat(l.quantity()).isEqualTo(30);
                            assertThat(l.source()).isEqualTo("FARM");
                        });
    }

    @Test
    void recordOfThePlanAddsUpItsStages() {
        PlanCost stage = new PlanCost(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -11, -12);
        PlanCost rule = new PlanCost(100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Planner planner = (problem, limits) -> new Optimized(Plan.EMPTY, stage, rule, 0, 4);

        ReviewResult result =
                Review.run(inputs(new GroupEdit().group(), 5), Shop.SETTINGS, planner);

        assertThat(result.plan().cost()).isEqualTo(stage.plus(stage));
        assertThat(result.plan().costOfNoLine()).isEqualTo(stage.plus(stage));
        assertThat(result.plan().costOrderUpTo()).isEqualTo(200);
        assertThat(result.plan().rounds()).isEqualTo(4);
        assertThat(result.plan().orderNumbers()).isEmpty();
        assertThat(result.lines()).isEmpty();
    }

    @Test
    void seedsOfTheStagesDifferAndFollowFromTheCycleAlone() {
        List<Long> seeds = new ArrayList<>();
        Planner watching =
                (problem, limits) -> {
                    seeds.add(limits.seed());
                    return new Optimized(Plan.EMPTY, PlanCost.ZERO, PlanCost.ZERO, 0, 0);
                };

        Review.run(inputs(new GroupEdit().group(), 5), Shop.SETTINGS, watching);
        Review.run(inputs(new GroupEdit().group(), 9), Shop.SETTINGS, watching);

        assertThat(seeds).hasSize(4);
        assertThat(seeds.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(seeds.subList(2, 4));
    }

    private static List<Plan.Order> orders(long quantity) {
        return List.of(order(0, quantity));
    }

    private static Plan.Order order(int item, long quantity) {
        return new Plan.Order(item, 0, S3, 0, quantity);
    }

    /** Lines of a review whose stage of the stores is planned like this, and nothing after it. */
    private static List<PlanLine> lines(
            PlanningGroup group, double stock, List<Plan.Order> orders, List<Plan.Move> moves) {
        boolean[] done = {false};
        Planner given =
                (problem, limits) -> {
                    Plan plan = done[0] ? Plan.EMPTY : Plan.of(orders, moves);
                    done[0] = true;
                    return new Optimized(plan, PlanCost.ZERO, PlanCost.ZERO, 0, 1);
                };
        return Review.run(inputs(group, stock), Shop.SETTINGS, given).lines();
    }

    private static ReviewInputs inputs(PlanningGroup group, double stock) {
        List<SeriesState> series = new ArrayList<>();
        for (String item : Shop.ITEMS) {
            series.add(
                    SeriesState.unknown("W1", item)
                            .report(Shop.level("W1", item, MONDAY - 1, 100)));
            for (String store : Shop.STORES) {
                series.add(
                        SeriesState.unknown(store, item)
                                .report(Shop.level(store, item, MONDAY - 1, stock))
                                .plan(Shop.forecast(store, item, MONDAY - 1, 10, 4)));
            }
        }
        return new ReviewInputs(
                Network.of(group), MONDAY, MONDAY, 0, Shop.cutOff(MONDAY), series, List.of());
    }
}

package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Location;
import io.restock.domain.OrderStatus;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.optimizer.Problem;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The problem of a stage says to the cost model what the group's master data says. */
class ReviewProblemTest {
    private static final SupplySource TERMS =
            new SupplySource(
                    "FARM", 4, 8, 60, 0.75, List.of(new PriceBreak(1, 2.5), new PriceBreak(20, 2)));
    private static final PlanningGroup GROUP =
            new GroupEdit()
                    .suppliers(new Supplier("FARM", 3, 3.5, 11))
                    .sources(TERMS)
                    .lanes(l -> new TransferLane(l.from(), l.to(), 2, 6, 0.4))
                    .locations(
                            l ->
                                    new Location(
                                            l.id(),
                                            l.region(),
                                            l.zone(),
                                            l.kind(),
                                            l.servedBy(),
                                            l.id().equals("S3") ? 12.5 : l.space()))
                    .overflowCost(0.9)
                    .group();
    private static final Network NETWORK = Network.of(GROUP);

    @Test
    void suppliersKeepTheirLeadTimeCapacityAndHeader() {
        Problem.Vendor farm = stores(10).problem().suppliers().get(0);

        assertThat(farm.id()).isEqualTo("FARM");
        assertThat(farm.leadTimeBuckets()).isEqualTo(3);
        assertThat(farm.capacityPerEpoch()).hasSize(6).containsOnly(3.5);
        assertThat(farm.orderHeaderCost()).containsOnly(11);
    }

    @Test
    void termsKeepMultipleMinimumPricesAndLineCost() {
        Problem.Source source = stores(10).problem().items().get(0).sources().get(0);

        assertThat(source.orderMultiple()).isEqualTo(4);
        assertThat(source.minimumOrderQuantity()).isEqualTo(8);
        assertThat(source.priceBreaks()).isEqualTo(TERMS.priceBreaks());
        assertThat(source.lineCost()).isEqualTo(0.75);
        assertThat(source.maximumOrderQuantity()).containsExactly(0, 0, 60, 0);
    }

    @Test
    void moreThanAnyoneCouldUseIsNoMaximum() {
        SupplySource open =
                new SupplySource("FARM", 4, 8, 1_000_000, 0.75, List.of(new PriceBreak(1, 2.5)));
        Network network =
                Network.of(
                        new GroupEdit()
                                .suppliers(new Supplier("FARM", 3, 3.5, 11))
                                .sources(open)
                                .group());

        Problem.Item item = problem(network, 10, 0, 1).problem().items().get(0);
        long most = item.sources().get(0).maximumOrderQuantity()[2];
        Problem.Stock stock = item.stock().get(2);
        long[] last = stock.cumulativeDemand()[6];

        assertThat(most % 4).isZero();
        assertThat(most)
                .isGreaterThanOrEqualTo(Math.max(last[last.length - 1], stock.runOutDemand()[9]))
                .isLessThan(Math.max(last[last.length - 1], stock.runOutDemand()[9]) + 4);
    }

    @Test
    void maximumLeavesRoomForTheMinimumAndTheLastPriceBreak() {
        SupplySource rare =
                new SupplySource(
                        "FARM",
                        5,
                        7,
                        1_000_000,
                        0,
                        List.of(new PriceBreak(1, 2.5), new PriceBreak(5003, 2)));
        Network network =
                Network.of(
                        new GroupEdit()
                                .suppliers(new Supplier("FARM", 3, 3.5, 11))
                                .sources(rare)
                                .group());

        assertThat(
                        problem(network, 1, 0, 1)
                                .problem()
                                .items()
                                .get(0)
                                .sources()
                                .get(0)
                                .maximumOrderQuantity()[2])
                .isEqualTo(5005);
    }

    @Test
    void placesKeepTheirSpaceAndSourcesOfTransfersHaveRoomForAll() {
        ReviewProblem stage = stores(10);

        assertThat(stage.targets()).isEqualTo(3);
        assertThat(stage.problem().locations())
                .extracting(Problem.Site::space)
                .containsExactly(100.0, 100.0, 12.5, 1e12);
        assertThat(stage.problem().overflowCost()).isEqualTo(0.9);
        assertThat(stage.problem().buckets()).isEqualTo(7);
        assertThat(stage.problem().epochs()).isEqualTo(6);
        assertThat(stage.problem().weights()).isEqualTo(DemandTotal.WEIGHTS);
    }

    @Test
    void lanesCostTheirTruckAndTheVolumeThatTheyCarry() {
        Problem problem = stores(10).problem();

        assertThat(problem.lanes())
                .containsExactly(
                        new Problem.Lane("W1-S1", 3, 0, 2, 6),
                        new Problem.Lane("W1-S2", 3, 1, 2, 6));
        Problem.Transfer transfer =
                Objects.requireNonNull(problem.items().get(0).transfer(), "APPLE is moved");
        assertThat(transfer.orderMultiple()).isEqualTo(1);
        assertThat(transfer.lineCost()).isEqualTo(0.05);
        assertThat(transfer.unitCost()).containsExactly(0.4 * 0.01, 0.4 * 0.01);
    }

    @Test
    void laterTransfersCostWhatTodaysCost() {
        Problem problem = stores(10).problem();
        Problem.Vendor later = problem.suppliers().get(1);
        Problem.Source terms = problem.items().get(0).sources().get(1);

        assertThat(later.id()).isEqualTo("later from W1");
        assertThat(later.leadTimeBuckets()).isEqualTo(2);
        assertThat(later.orderHeaderCost()).containsExactly(6, 6, 0, 0);
        assertThat(terms.lineCost()).isEqualTo(0.05);
        assertThat(terms.priceBreaks()).containsExactly(new PriceBreak(1, 2 + 0.4 * 0.01));
        assertThat(terms.maximumOrderQuantity()[0]).isPositive();
        assertThat(terms.maximumOrderQuantity()[2]).as("nobody serves S3").isZero();
    }

    @Test
    void holdingAndBackordersCostWhatTheItemSaysTimesTheService() {
        Problem.Stock once = problem(NETWORK, 10, 0, 1).problem().items().get(0).stock().get(2);
        Problem.Stock thrice = problem(NETWORK, 10, 0, 3).problem().items().get(0).stock().get(2);

        assertThat(once.holdingCost()).isEqualTo(0.02);
        assertThat(once.backorderCost()).isEqualTo(0.38);
        assertThat(thrice.holdingCost()).isEqualTo(0.02);
        assertThat(thrice.backorderCost()).isEqualTo(3 * 0.38, within(1e-12));
    }

    @Test
    void demandIsCumulativeQuantilesAndItsRunOut() {
        Problem.Stock stock = stores(10).problem().items().get(0).stock().get(2);
        Demand demand = demand(10);

        for (int t = 0; t < 7; t++) {
            double[] quantiles = demand.between(0, t).quantiles();
            for (int q = 0; q < quantiles.length; q++) {
                assertThat(stock.cumulativeDemand()[t][q]).isEqualTo(Math.round(quantiles[q]));
            }
        }
        assertThat(stock.runOutDemand()).hasSize(ReviewProblem.RUN_OUT_DAYS);
        assertThat(stock.runOutDemand()[0]).isEqualTo(Math.round(demand.between(0, 7).mean()));
        assertThat(stock.runOutDemand()[9]).isEqualTo(Math.round(demand.between(0, 16).mean()));
        assertThat(stock.meanPerBucket()).isEqualTo(demand.between(0, 6).mean() / 7, within(1e-9));
    }

    @Property(tries = 100)
    void cumulativeDemandNeverFalls(
            @ForAll @DoubleRange(min = 0.05, max = 60) double mean,
            @ForAll @IntRange(min = 0, max = 40) int stock) {
        ReviewProblem stage = problem(NETWORK, mean, stock, 1);
        for (Problem.Stock s : stage.problem().items().get(0).stock()) {
            for (int t = 0; t < 7; t++) {
                assertThat(s.cumulativeDemand()[t]).isSorted();
                for (int q = 0; t > 0 && q < DemandTotal.LEVELS.length; q++) {
                    assertThat(s.cumulativeDemand()[t][q])
                            .isGreaterThanOrEqualTo(s.cumulativeDemand()[t - 1][q]);
                }
            }
        }
    }

    @Test
    void whatIsPromisedBeyondTheStockIsABacklog() {
        OpenOrder away =
                new OpenOrder(
                        "T1",
                        0,
                        true,
                        OrderStatus.SENT,
                        Shop.GROUP,
                        MONDAY - 1,
                        MONDAY - 1,
                        "S3",
                        "S1",
                        "d",
                        0,
                        0,
                        List.of(OpenLine.of(1, "APPLE", 1, 0, 9, MONDAY + 1)),
                        List.of());
        Supply supply =
                Supply.of(NETWORK, MONDAY, List.of(level(4)), List.of(away), Learned.NOTHING);

        Problem.Stock stock =
                Objects.requireNonNull(
                                ReviewProblem.of(
                                        NETWORK,
                                        0,
                                        supply,
                                        (l, i) -> demand(10),
                                        1,
                                        ReviewProblem.Scope.all(NETWORK)))
                        .problem()
                        .items()
                        .get(0)
                        .stock()
                        .get(2);

        assertThat(stock.onHand()).isZero();
        assertThat(stock.scheduledReceipts()).containsExactly(-5, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void stageThatNeedsNothingHasNoProblem() {
        Supply supply = Supply.of(NETWORK, MONDAY, List.of(), List.of(), Learned.NOTHING);

        assertThat(
                        ReviewProblem.of(
                                NETWORK,
                                0,
                                supply,
                                (l, i) -> Demand.NONE,
                                1,
                                ReviewProblem.Scope.all(NETWORK)))
                .isNull();
    }

    @Test
    void itemThatNobodyNeedsIsLeftOut() {
        Supply supply = Supply.of(NETWORK, MONDAY, List.of(), List.of(), Learned.NOTHING);

        ReviewProblem stage =
                Objects.requireNonNull(
                        ReviewProblem.of(
                                NETWORK,
                                0,
                                supply,
                                (l, i) -> i.equals("BREAD") ? demand(10) : Demand.NONE,
                                1,
                                ReviewProblem.Scope.all(NETWORK)));

        assertThat(stage.problem().items()).extracting(Problem.Item::id).containsExactly("BREAD");
        assertThat(stage.items()).hasSize(1);
    }

    private static ReviewProblem stores(double mean) {
        return problem(NETWORK, mean, 0, 1);
    }

    /** The stage of the stores, where each sells so many a day. */
    private static ReviewProblem problem(
            Network network, double mean, double stock, double serviceFactor) {
        Supply supply =
                Supply.of(network, MONDAY, List.of(level(stock)), List.of(), Learned.NOTHING);
        Demand demand = demand(mean);
        return Objects.requireNonNull(
                ReviewProblem.of(
                        network,
                        0,
                        supply,
                        (l, i) -> demand,
                        serviceFactor,
                        ReviewProblem.Scope.all(network)));
    }

    private static SeriesState level(double stock) {
        return SeriesState.unknown("S3", "APPLE")
                .report(Shop.level("S3", "APPLE", MONDAY - 1, stock));
    }

    private static Demand demand(double mean) {
        return DemandSum.of(
                Shop.forecast("S3", "APPLE", MONDAY - 1, mean, 0.6 * mean), MONDAY, 1, 30, 0.1);
    }
}

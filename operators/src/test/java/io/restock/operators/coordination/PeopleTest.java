package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.LineOverride;
import io.restock.domain.PlanLine;
import io.restock.domain.PriceBreak;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.ReplyKind;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people set is what is planned, from the moment they say it until it ends. */
class PeopleTest {
    private int said;

    @Test
    void supplierThatIsHeldIsNotOrderedFromAndOthersAre() {
        GroupState group = twoSuppliers(Shop.SETTINGS);
        tell(group, of(DecisionKind.HOLD_SUPPLIER, "FARM"));

        Outcome first = Shop.firstDay(group);

        assertThat(first.purchaseOrders())
                .isNotEmpty()
                .extracting(PurchaseOrder::supplier)
                .containsOnly("MILL");
    }

    @Test
    void holdCountsAtOnceThoughItsTimeIsAfterTheNextCutOffAndSurvivesARestart() {
        InMemoryStore store = new InMemoryStore();
        GroupState group = over(store);
        group.on(GroupEvent.network(Shop.network()), Long.MIN_VALUE);
        Shop.day(group, MONDAY - 1, 5, 100);
        Decision hold = of(DecisionKind.HOLD_SUPPLIER, "FARM");
        tell(group, at(hold, cutOff(MONDAY) + 3_600_000));

        assertThat(over(store).advance(cutOff(MONDAY)).purchaseOrders()).isEmpty();

        tell(over(store), of(DecisionKind.RELEASE_SUPPLIER, "FARM"));
        assertThat(Shop.review(over(store), 5).purchaseOrders()).isNotEmpty();
    }

    @Test
    void orderOfASupplierThatIsHeldStandsAsItIsAndCannotBeReleased() {
        GroupState group = Shop.group(new SettingsEdit().ordersHeldAbove(1).settings());
        Shop.firstDay(group);
        String held =
                group.orders().stream()
                        .filter(OpenOrder::isHeld)
                        .map(OpenOrder::number)
                        .findFirst()
                        .orElseThrow();
        tell(group, of(DecisionKind.HOLD_SUPPLIER, "FARM"));

        Outcome released =
                Shop.learn(
                        group, Shop.decision(DecisionKind.RELEASE, held, cutOff(MONDAY) + 60_000));

        assertThat(released.purchaseOrders()).isEmpty();
        assertThat(released.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("FARM", "held"));
    }

    @Test
    void unknownSupplierCannotBeHeld() {
        assertThat(
                        tell(Shop.group(Shop.SETTINGS), of(DecisionKind.HOLD_SUPPLIER, "NOBODY"))
                                .refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("NOBODY"));
    }

    @Test
    void quantityThatIsSetIsOrderedUntilItEnds() {
        GroupState group = Shop.group(Shop.SETTINGS);
        assertThat(tell(group, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 77, MONDAY)).refused())
                .isEmpty();

        Outcome first = Shop.firstDay(group);
        Shop.day(group, MONDAY, 5, 100);
        Outcome second = group.advance(cutOff(MONDAY + 1));

        assertThat(Shop.quantity(Shop.orderTo(first, "S3").lines(), "APPLE")).isEqualTo(77);
        assertThat(first.lines())
                .filteredOn(l -> l.location().equals("S3") && l.item().equals("APPLE"))
                .singleElement()
                .satisfies(l -> assertThat(l.bound()).isEqualTo("override"));
        assertThat(second.lines()).noneMatch(l -> l.bound().equals("override"));
    }

    @Test
    void overrideWithoutAnEndOrAReasonIsRefused() {
        GroupState group = Shop.group(Shop.SETTINGS);

        assertThat(tell(group, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 77, -1)).refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("until"));
    }

    @Test
    void nothingIsOrderedWhereAPersonSetNothing() {
        GroupState group = Shop.group(Shop.SETTINGS);
        tell(group, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 0, MONDAY));

        assertThat(Shop.quantity(Shop.orderTo(Shop.firstDay(group), "S3").lines(), "APPLE"))
                .isZero();
    }

    @Test
    void lineSaysWhoSetItsQuantityAndWhatThePlanWantedInstead() {
        long wanted = plannedForS3();
        GroupState told = Shop.group(Shop.SETTINGS);
        tell(told, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 77, MONDAY));

        Outcome outcome = Shop.firstDay(told);

        double price =
                Shop.orderTo(outcome, "S3").lines().stream()
                        .filter(l -> l.item().equals("APPLE"))
                        .findFirst()
                        .orElseThrow()
                        .unitPrice();
        assertThat(applesForS3(outcome))
                .extracting(PlanLine::override)
                .containsExactly(new LineOverride("Ana", wanted, (77 - wanted) * price));
        assertThat(outcome.lines())
                .filteredOn(l -> !l.item().equals("APPLE") || !l.location().equals("S3"))
                .extracting(PlanLine::override)
                .containsOnly(LineOverride.NONE);
    }

    @Test
    void lineWithoutAnOrderSaysThatAPersonSetNothing() {
        long wanted = plannedForS3();
        GroupState told = Shop.group(Shop.SETTINGS);
        tell(told, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 0, MONDAY));

        assertThat(applesForS3(Shop.firstDay(told)))
                .singleElement()
                .satisfies(
                        l -> {
                            assertThat(l.quantity()).isZero();
                            assertThat(l.orderNumber()).isEmpty();
                            assertThat(l.override().planned()).isEqualTo(wanted);
                            assertThat(l.override().moneyAbovePlan()).isNegative();
                        });
    }

    @Test
    void quantityThatIsSetIsOrderedOnceThoughTheDayIsReviewedAgain() {
        GroupState group = Shop.group(Shop.SETTINGS);
        tell(group, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 77, MONDAY));
        Outcome first = Shop.firstDay(group);
        Shop.learn(
                group,
                Shop.reply(
                        Shop.orderTo(first, "S3").number(),
                        0,
                        ReplyKind.ACCEPTED,
                        cutOff(MONDAY) + 60_000));

        Shop.learn(group, Shop.recount("S3", "BREAD", 0));

        Outcome again = Shop.review(group, 35);

        assertThat(again.purchaseOrders()).as("bread is ordered anew").isNotEmpty();
        assertThat(applesForS3(again)).isEmpty();
    }

    @Test
    void linesNameWhoSetTheForecastThatTheyWerePlannedOn() {
        GroupState told = Shop.group(Shop.SETTINGS);
        tell(told, set(DecisionKind.OVERRIDE_FORECAST, "S3", 40, MONDAY + 6));

        assertThat(applesForS3(Shop.firstDay(told)))
                .extracting(PlanLine::forecastMethod)
                .containsExactly("set by Ana");
    }

    @Test
    void quantityThatTheTermsDoNotAllowIsRefusedWithThem() {
        GroupState group = GroupState.inMemory(Shop.SETTINGS);
        group.on(
                GroupEvent.network(
                        new GroupEdit()
                                .items(Shop.item("APPLE", 1, 10), Shop.item("BREAD"))
                                .group()),
                Long.MIN_VALUE);

        assertThat(tell(group, set(DecisionKind.OVERRIDE_QUANTITY, "S3", 77, MONDAY)).refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("77", "lots of 10"));
        assertThat(tell(group, set(DecisionKind.OVERRIDE_QUANTITY, "S1", 70, MONDAY)).refused())
                .as("a store that a warehouse serves")
                .hasSize(1);
    }

    @Test
    void forecastThatIsSetIsPlannedOnWithItsSpreadAndItsAuthor() {
        Forecast said = Shop.forecast("S3", "APPLE", MONDAY - 1, 10, 4);
        Intervention by =
                Intervention.of(set(DecisionKind.OVERRIDE_FORECAST, "S3", 30, MONDAY + 1), "");

        Forecast planned = new People(List.of(), List.of(by)).forecast(said);

        assertThat(planned.mean()[0]).isEqualTo(30);
        assertThat(planned.mean()[1]).isEqualTo(30);
        assertThat(planned.mean()[2]).as("after its end").isEqualTo(10);
        assertThat(planned.quantiles()[4]).isEqualTo(3 * said.quantiles()[4]);
        assertThat(planned.quantiles()[2 * Quantiles.COUNT + 4])
                .isEqualTo(said.quantiles()[2 * Quantiles.COUNT + 4]);
        assertThat(planned.method()).isEqualTo("set by Ana");
        assertThat(said.mean()[0]).as("the model's own").isEqualTo(10);
    }

    @Test
    void moreIsOrderedWhereMoreIsExpectedByAPerson() {
        GroupState told = Shop.group(Shop.SETTINGS);
        tell(told, set(DecisionKind.OVERRIDE_FORECAST, "S3", 40, MONDAY + 6));

        long with = Shop.quantity(Shop.orderTo(Shop.firstDay(told), "S3").lines(), "APPLE");
        long without =
                Shop.quantity(
                        Shop.orderTo(Shop.firstDay(Shop.group(Shop.SETTINGS)), "S3").lines(),
                        "APPLE");

        assertThat(with).isGreaterThan(2 * without);
    }

    @Test
    void firstOrderFromASupplierWaitsForAPersonWhereThatIsAsked() {
        GroupState group =
                Shop.group(
                        new SettingsEdit()
                                .watching(new OrderSettings(0, 0, 0, true, 0, 0.8, 20, 50))
                                .settings());

        Outcome first = Shop.firstDay(group);
        String held =
                group.orders().stream()
                        .filter(OpenOrder::isHeld)
                        .map(OpenOrder::number)
                        .findFirst()
                        .orElseThrow();
        Shop.learn(group, Shop.decision(DecisionKind.RELEASE, held, cutOff(MONDAY) + 60_000));
        Shop.day(group, MONDAY, 0, 100);
        Outcome second = group.advance(cutOff(MONDAY + 1));

        assertThat(first.purchaseOrders()).isEmpty();
        assertThat(first.alerts())
                .filteredOn(a -> a.kind() == AlertKind.ORDER_HELD)
                .extracting(Alert::text)
                .allSatisfy(t -> assertThat(t).contains("never been ordered"));
        assertThat(second.purchaseOrders())
                .as("what was released once is known")
                .extracting(PurchaseOrder::shipTo)
                .contains("S3");
    }

    @Test
    void ownerGetsTheAlertsOfTheMostMoneyAndOneForTheRest() {
        List<Alert> storm =
                List.of(
                        alert("a", 5, "x"),
                        alert("b", 9, "x"),
                        alert("c", 1, "x"),
                        alert("d", 2, "y"));

        List<Alert> left = AlertBudget.within(storm, 2, 7);

        assertThat(left).extracting(Alert::alertId).contains("a", "b", "d").doesNotContain("c");
        assertThat(left)
                .filteredOn(a -> a.kind() == AlertKind.ALERTS_WITHHELD)
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.owner()).isEqualTo("x");
                            assertThat(a.money()).isEqualTo(1);
                            assertThat(a.text()).contains("1 more");
                        });
    }

    @Test
    void likelyStockOutIsSaidOnceAndThenItsEndAndWhatWasWithheldIsSaidByTheNextReview() {
        GroupState group =
                Shop.group(
                        new SettingsEdit()
                                .watching(new OrderSettings(0, 0, 0, false, 0, 0.8, 20, 4))
                                .settings());
        Shop.day(group, MONDAY - 1, 0, 0);
        List<Alert> first = stockOuts(group.advance(cutOff(MONDAY)));
        Shop.day(group, MONDAY, 0, 0);
        List<Alert> second = stockOuts(group.advance(cutOff(MONDAY + 1)));
        Shop.day(group, MONDAY + 1, 500, 500);
        List<Alert> third = stockOuts(group.advance(cutOff(MONDAY + 2)));

        assertThat(first).hasSize(4).noneMatch(Alert::ended);
        assertThat(second)
                .as("the two that the budget withheld")
                .hasSize(2)
                .noneMatch(Alert::ended)
                .extracting(Alert::key)
                .doesNotContainAnyElementsOf(first.stream().map(Alert::key).toList());
        assertThat(third).hasSize(6).allMatch(Alert::ended);
    }

    private static List<Alert> stockOuts(Outcome outcome) {
        return outcome.alerts().stream().filter(a -> a.kind() == AlertKind.STOCK_OUT).toList();
    }

    private static Alert alert(String id, double money, String owner) {
        return new Alert(
                id,
                AlertKind.STOCK_OUT,
                "G1",
                "S1",
                id,
                "",
                "",
                MONDAY,
                -1,
                1,
                1,
                money,
                "t",
                1,
                id,
                owner,
                0,
                false);
    }

    private static long plannedForS3() {
        return Shop.quantity(
                Shop.orderTo(Shop.firstDay(Shop.group(Shop.SETTINGS)), "S3").lines(), "APPLE");
    }

    private static List<PlanLine> applesForS3(Outcome outcome) {
        return outcome.lines().stream()
                .filter(l -> l.location().equals("S3") && l.item().equals("APPLE"))
                .toList();
    }

    private Outcome tell(GroupState group, Decision decision) {
        return Shop.learn(group, decision);
    }

    private Decision of(DecisionKind kind, String supplier) {
        return new Decision(
                "p" + said++,
                Shop.GROUP,
                kind,
                "",
                "Ana",
                "",
                cutOff(MONDAY) - 1,
                supplier,
                "",
                "",
                -1,
                -1,
                -1);
    }

    private static Decision at(Decision d, long time) {
        return new Decision(
                d.eventId(),
                d.group(),
                d.kind(),
                "",
                d.by(),
                "",
                time,
                d.supplier(),
                "",
                "",
                -1,
                -1,
                -1);
    }

    private Decision set(DecisionKind kind, String location, double quantity, int until) {
        return new Decision(
                "p" + said++,
                Shop.GROUP,
                kind,
                "",
                "Ana",
                "fair",
                cutOff(MONDAY) - 1,
                "",
                location,
                "APPLE",
                quantity,
                -1,
                until);
    }

    private static GroupState over(InMemoryStore store) {
        return GroupState.over(
                store,
                Shop.SETTINGS,
                PlannerChoice.ORDER_UP_TO.planner(),
                new HashMap<>(),
                Integer.MAX_VALUE,
                Long.MIN_VALUE);
    }

    private static GroupState twoSuppliers(CoordinationSettings settings) {
        GroupState group = GroupState.inMemory(settings);
        group.on(
                GroupEvent.network(
                        new GroupEdit()
                                .suppliers(
                                        new Supplier("FARM", 2, 1000, 5),
                                        new Supplier("MILL", 2, 1000, 5))
                                .sources(terms("FARM", 2), terms("MILL", 2.5))
                                .group()),
                Long.MIN_VALUE);
        return group;
    }

    private static SupplySource terms(String supplier, double price) {
        return new SupplySource(supplier, 1, 1, 1000, 0.5, List.of(new PriceBreak(1, price)));
    }
}

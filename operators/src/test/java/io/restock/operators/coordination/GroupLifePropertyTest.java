package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.DecisionKind;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens to a group, in whatever order, holds what its documents promise. */
class GroupLifePropertyTest {
    private static final double LIMIT = 120;
    private static final List<ReplyKind> KINDS = List.of(ReplyKind.values());
    private static final Set<OrderStatus> OVER =
            EnumSet.of(
                    OrderStatus.REJECTED,
                    OrderStatus.RECEIVED,
                    OrderStatus.CANCELLED,
                    OrderStatus.CLOSED);

    /** What happens next. */
    enum What {
        DAY,
        ANSWER,
        ANSWER_AGAIN,
        REVIEW,
        CANCEL,
        RELEASE,
        HOLD_OR_RELEASE_ALL,
        RECOUNT,
        NETWORK
    }

    /**
     * One thing that happens.
     *
     * @param pick which order, item or store
     * @param amount base units
     * @param minutes after the watermark; sometimes past the next cut-off
     */
    record Step(What what, int pick, int amount, int minutes) {}

    @Property(tries = 150)
    void everythingIsAccountedForAndNothingIsOrderedTwice(@ForAll("steps") List<Step> steps) {
        Life life = new Life();
        life.step(new Step(What.DAY, 0, 5, 0));
        for (Step step : steps) {
            life.step(step);
        }
        life.end();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(4, What.DAY),
                                Tuple.of(8, What.ANSWER),
                                Tuple.of(2, What.ANSWER_AGAIN),
                                Tuple.of(3, What.REVIEW),
                                Tuple.of(2, What.CANCEL),
                                Tuple.of(2, What.RELEASE),
                                Tuple.of(1, What.HOLD_OR_RELEASE_ALL),
                                Tuple.of(2, What.RECOUNT),
                                Tuple.of(1, What.NETWORK)),
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 2000))
                .as(Step::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(25);
    }

    private static final class Life {
        private final InMemoryStore store = new InMemoryStore();
        private final GroupState group =
                GroupState.over(
                        store,
                        new SettingsEdit().ordersHeldAbove(LIMIT).orders(3650, 2, 3).settings(),
                        PlannerChoice.ORDER_UP_TO.planner(),
                        new HashMap<>(),
                        Integer.MAX_VALUE,
                        Long.MIN_VALUE);
        private final Map<String, Integer> revisions = new HashMap<>();
        private final Set<String> cancelled = new HashSet<>();
        private final Set<String> decisions = new HashSet<>();
        private final List<SupplierReply> sent = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private int day = MONDAY;
        private int version = 1;
        private int event;
        private int duplicates;
        private long now = cutOff(MONDAY) - 1;

        Life() {
            group.on(GroupEvent.network(Shop.network()), now);
        }

        void step(Step step) {
            switch (step.what()) {
                case DAY -> nextDay(step);
                case ANSWER -> answer(step);
                case ANSWER_AGAIN -> answerAgain(step);
                case REVIEW -> review(step);
                case CANCEL -> decide(DecisionKind.CANCEL_ORDER, number(step.pick()), step);
                case RELEASE -> decide(DecisionKind.RELEASE, number(step.pick()), step);
                case HOLD_OR_RELEASE_ALL ->
                        decide(
                                step.pick() % 3 == 0 ? DecisionKind.HOLD : DecisionKind.RELEASE,
                                "",
                                step);
                case RECOUNT -> recount(step);
                case NETWORK -> network(step);
            }
            goodsComeAllTheSame();
            ordersStandAsTheyMay();
        }

        private void nextDay(Step step) {
            for (String item : Shop.ITEMS) {
                hear(GroupEvent.level(Shop.GROUP, Shop.level("W1", item, day - 1, 60)));
                for (String store : Shop.STORES) {
                    hear(
                            GroupEvent.level(
                                    Shop.GROUP,
                                    Shop.level(store, item, day - 1, step.amount() % 30)));
                    hear(
                            GroupEvent.forecast(
                                    Shop.GROUP, Shop.forecast(store, item, day - 1, 10, 4)));
                }
            }
            now = cutOff(day);
            said(group.advance(now), false);
            assertThat(documents(group.advance(now))).as("said again").isZero();
            day++;
        }

        private void answer(Step step) {
            ReplyKind kind = KINDS.get(step.pick() % KINDS.size());
            List<ReplyLine> lines =
                    IntStream.range(0, step.amount() % 3)
                            .mapToObj(
                                    i ->
                                            new ReplyLine(
                                                    List.of("APPLE", "BREAD", "PEAR")
                                                            .get((i + step.pick()) % 3),
                                                    step.amount(),
                                                    day + i))
                            .toList();
            SupplierReply reply =
                    new SupplierReply(
                            "a" + event++,
                            number(step.pick()),
                            step.amount() % 7 == 0 ? 1 : 0,
                            Shop.GROUP,
                            kind,
                            now + step.minutes() * 60_000L,
                            lines);
            sent.add(reply);
            hear(GroupEvent.reply(reply));
        }

        /** An answer that has done its work comes once more. */
        private void answerAgain(Step step) {
            Set<String> applied = applied();
            List<SupplierReply> done =
                    sent.stream().filter(r -> applied.contains(r.eventId())).toList();
            if (!done.isEmpty()) {
                SupplierReply again = done.get(step.pick() % done.size());
                sent.add(again);
                hear(GroupEvent.reply(again));
            }
        }

        /** A review, and the same again: the second finds nothing to do. */
        private void review(Step step) {
            Step now = new Step(What.REVIEW, 0, 0, 0);
            Outcome first = decide(DecisionKind.REVIEW, "", now);
            Outcome second = decide(DecisionKind.REVIEW, "", now);
            if (!first.plans().isEmpty()) {
                assertThat(documents(second)).as("orders of a repeated review").isZero();
            }
            decide(DecisionKind.REVIEW, "", step);
        }

        private Outcome decide(DecisionKind kind, String order, Step step) {
            var decision = Shop.decision(kind, order, now + step.minutes() * 60_000L + event++);
            assertThat(decisions.add(decision.eventId())).isTrue();
            return said(group.on(GroupEvent.decision(decision), now), kind == DecisionKind.RELEASE);
        }

        private void recount(Step step) {
            String place = Shop.STORES.get(step.pick() % 3);
            hear(
                    GroupEvent.level(
                            Shop.GROUP,
                            new StockLevel(
                                    "r" + event++,
                                    place,
                                    "APPLE",
                                    day - 1,
                                    now + step.minutes() * 60_000L,
                                    0,
                                    step.amount(),
                                    0)));
        }

        private void network(Step step) {
            version++;
            List<String> items = step.pick() % 2 == 0 ? Shop.ITEMS : List.of("APPLE");
            hear(
                    GroupEvent.network(
                            Shop.network(version, "UTC", items.stream().map(Shop::item).toList())));
        }

        private void hear(GroupEvent event) {
            // A kept release may be applied while another event is learned.
            said(group.on(event, now), true);
        }

        private String number(int pick) {
            List<OpenOrder> orders = group.orders();
            return orders.isEmpty() || pick == 50
                    ? "P000"
                    : orders.get(pick % orders.size()).number();
        }

        private Outcome said(Outcome outcome, boolean released) {
            refused.addAll(outcome.refused());
            duplicates += outcome.duplicates();
            for (PurchaseOrder o : outcome.purchaseOrders()) {
                assertThat(o.status()).isNotEqualTo(OrderStatus.HELD);
                document(o.number(), o.revision(), o.transition());
                derived(false, o.number(), o.cycleEpochDay(), o.supplier(), o.shipTo());
                assertThat(o.lines()).allSatisfy(l -> assertThat(l.quantity()).isPositive());
                boolean sentByAReview =
                        o.transition() == OrderTransition.CREATED
                                && !released
                                && outcome.plans().stream()
                                        .anyMatch(p -> p.issuedMillis() == o.issuedMillis());
                if (sentByAReview && o.issuedMillis() == cutOff(o.cycleEpochDay())) {
                    assertThat(worth(o.lines())).isLessThanOrEqualTo(LIMIT);
                }
            }
            for (TransferOrder o : outcome.transferOrders()) {
                document(o.number(), o.revision(), o.transition());
                derived(true, o.number(), o.cycleEpochDay(), o.from(), o.to());
            }
            for (PlanRecord plan : outcome.plans()) {
                assertThat(decisions.add(plan.decisionId())).as(plan.decisionId()).isTrue();
            }
            assertThat(outcome.alerts())
                    .filteredOn(a -> a.kind() != AlertKind.STOCK_OUT)
                    .extracting(Alert::orderNumber)
                    .allSatisfy(n -> assertThat(store.order(n)).isNotNull());
            return outcome;
        }

        private void document(String number, int revision, OrderTransition transition) {
            Integer last = revisions.put(number, revision);
            assertThat(cancelled)
                    .as("said after its cancellation, and nothing of it came")
                    .doesNotContain(number);
            if (transition == OrderTransition.CREATED) {
                assertThat(last).isNull();
                assertThat(revision).isZero();
            } else {
                assertThat(last).as("%s of an order that was never sent", transition).isNotNull();
                assertThat(revision).isEqualTo(last + 1);
            }
            if (transition == OrderTransition.CANCELLED) {
                cancelled.add(number);
            }
        }

        /** Goods of a cancelled order may come all the same; then there is more to say of it. */
        private void goodsComeAllTheSame() {
            for (OpenOrder order : group.orders()) {
                if (order.status() != OrderStatus.CANCELLED) {
                    cancelled.remove(order.number());
                }
            }
        }

        private static void derived(
                boolean transfer, String number, int cycle, String from, String to) {
            assertThat(IntStream.range(0, 36))
                    .anyMatch(
                            n ->
                                    OrderNumber.of(transfer, cycle, n, Shop.GROUP, from, to)
                                            .equals(number));
        }

        private void ordersStandAsTheyMay() {
            for (OpenOrder order : group.orders()) {
                boolean told = revisions.containsKey(order.number());
                if (order.isHeld()) {
                    assertThat(told).as("held orders are not told").isFalse();
                    assertThat(order.transfer()).isFalse();
                    assertThat(OpenLine.value(order.lines())).isGreaterThan(LIMIT);
                    assertThat(order.eventIds()).isEmpty();
                }
                if (told) {
                    assertThat(revisions).containsEntry(order.number(), order.revision());
                } else {
                    assertThat(order.status()).isIn(OrderStatus.HELD, OrderStatus.CANCELLED);
                    assertThat(order.revision()).isZero();
                }
                if (order.isOpen() && order.status() != OrderStatus.CANCEL_PENDING) {
                    assertThat(order.status()).isNotIn(OVER);
                    assertThat(order.lines()).anySatisfy(l -> assertThat(l.open()).isPositive());
                }
                assertThat(order.eventIds()).doesNotHaveDuplicates();
            }
            for (InventoryPosition position : group.positions().values()) {
                assertThat(position.onOrder()).isNotNegative();
                assertThat(position.inTransit()).isNotNegative();
                assertThat(position.reserved()).isNotNegative();
            }
        }

        /** Every answer was applied, refused, known already, or waits for its cut-off. */
        void end() {
            Set<String> applied = applied();
            long waiting = store.allKept().stream().filter(e -> e.reply() != null).count();
            long refusedAltogether =
                    refused.stream()
                            .map(Refused::eventId)
                            .filter(id -> id.startsWith("a") && !applied.contains(id))
                            .count();

            assertThat(applied.size() + duplicates + waiting + refusedAltogether)
                    .isEqualTo(sent.size());
            assertThat(refused).allSatisfy(r -> assertThat(r.reason()).endsWith("."));
        }

        private Set<String> applied() {
            Set<String> ids = new HashSet<>();
            for (OpenOrder order : group.orders()) {
                order.eventIds().forEach(id -> assertThat(ids.add(id)).isTrue());
            }
            return ids;
        }

        private static int documents(Outcome outcome) {
            return outcome.purchaseOrders().size() + outcome.transferOrders().size();
        }

        private static double worth(List<OrderLine> lines) {
            return lines.stream().mapToDouble(l -> l.quantity() * l.unitPrice()).sum();
        }
    }
}

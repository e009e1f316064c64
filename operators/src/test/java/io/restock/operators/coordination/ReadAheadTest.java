package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.at;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Supplier;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What is decided once, event by event, is decided again when the same topics are read each at its
 * own pace and far ahead of event time, where event time alone counts.
 */
class ReadAheadTest {
    private static final int DAYS = 6;
    private static final long MINUTE = 60_000;
    private static final long END = cutOff(MONDAY + DAYS);
    private static final CoordinationSettings SETTINGS =
            new SettingsEdit()
                    .clock(0, 0)
                    .watching(new OrderSettings(60, 120, 0, false, 0, 0.8, 20, 50))
                    .settings();

    /** Something that is said of a moment. */
    private record Said(long timeMillis, GroupEvent event) {}

    /** What a group has decided, in order. */
    private static final class Decided {
        private final List<PlanRecord> plans = new ArrayList<>();
        private final List<PurchaseOrder> orders = new ArrayList<>();
        private final List<TransferOrder> transfers = new ArrayList<>();
        private final GroupState group = GroupState.inMemory(SETTINGS);

        Decided() {
            group.on(GroupEvent.network(network()), Long.MIN_VALUE);
        }

        Outcome with(Outcome outcome) {
            plans.addAll(outcome.plans());
            orders.addAll(outcome.purchaseOrders());
            transfers.addAll(outcome.transferOrders());
            return outcome;
        }
    }

    @Property(tries = 200)
    void decidesTheSameHoweverFarAheadTopicsAreRead(@ForAll long seed) {
        Random random = new Random(seed);
        List<Said> said = new ArrayList<>();

        Decided once = live(random, said);
        Decided again = readAhead(random, said);

        assertThat(once.orders).hasSizeGreaterThan(DAYS);
        assertThat(again.orders).isEqualTo(once.orders);
        assertThat(again.transfers).isEqualTo(once.transfers);
        assertThat(again.plans).isEqualTo(once.plans);
        assertThat(again.group.orders()).containsExactlyInAnyOrderElementsOf(once.group.orders());
    }

    /** Some seed must show what the property is about. */
    @Property(tries = 1)
    void whatFellShortIsPlannedAgainInBetween() {
        List<Said> said = new ArrayList<>();

        assertThat(live(new Random(5), said).plans)
                .extracting(PlanRecord::covers)
                .anyMatch(order -> !order.isEmpty());
    }

    /** Event after event, with event time at their heels; suppliers answer what they are sent. */
    private static Decided live(Random random, List<Said> said) {
        Decided decided = new Decided();
        List<Said> coming = new ArrayList<>();
        for (int day = MONDAY - 1; day < MONDAY + DAYS; day++) {
            for (String item : Shop.ITEMS) {
                coming.add(level("W1", item, day, 20 + random.nextInt(60)));
                for (String store : Shop.STORES) {
                    coming.add(level(store, item, day, random.nextInt(15)));
                    coming.add(
                            new Said(
                                    at(day + 1, 1, 30),
                                    GroupEvent.forecast(
                                            Shop.GROUP,
                                            Shop.forecast(
                                                    store, item, day, 5 + random.nextInt(10), 4))));
                }
            }
        }
        while (!coming.isEmpty()) {
            coming.sort(Comparator.comparingLong(Said::timeMillis));
            if (coming.get(0).timeMillis > END) {
                break;
            }
            Said next = coming.remove(0);
            said.add(next);
            Outcome heard = decided.with(decided.group.on(next.event, next.timeMillis - 1));
            coming.addAll(answers(heard, next.timeMillis, random));
            long reached = coming.isEmpty() ? END : Math.min(END, coming.get(0).timeMillis - 1);
            coming.addAll(answers(decided.with(decided.group.advance(reached)), reached, random));
        }
        return decided;
    }

    private static Said level(String location, String item, int day, int units) {
        return new Said(
                at(day + 1, 0, 5),
                GroupEvent.level(Shop.GROUP, Shop.level(location, item, day, units)));
    }

    /** Some are kept short, some late, some refused, some silent. */
    private static List<Said> answers(Outcome outcome, long nowMillis, Random random) {
        List<Said> answers = new ArrayList<>();
        for (PurchaseOrder order : outcome.purchaseOrders()) {
            if (order.transition() == OrderTransition.CANCELLED || random.nextInt(4) == 0) {
                continue;
            }
            ReplyKind kind =
                    switch (random.nextInt(3)) {
                        case 0 -> ReplyKind.REJECTED;
                        case 1 -> ReplyKind.ACCEPTED;
                        default -> ReplyKind.ACCEPTED_WITH_CHANGE;
                    };
            long time = nowMillis + (1 + random.nextInt(36 * 60)) * MINUTE;
            int late = random.nextInt(3);
            List<ReplyLine> lines =
                    kind == ReplyKind.ACCEPTED_WITH_CHANGE
                            ? order.lines().stream()
                                    .map(l -> line(l, random.nextInt(3), late))
                                    .toList()
                            : List.of();
            answers.add(reply(order, kind, time, lines));
            if (kind != ReplyKind.REJECTED && random.nextBoolean()) {
                answers.add(
                        reply(
                                order,
                                ReplyKind.RECEIVED,
                                time + (1 + random.nextInt(48 * 60)) * MINUTE,
                                order.lines().stream().map(l -> line(l, 1, late)).toList()));
            }
        }
        return answers;
    }

    private static ReplyLine line(OrderLine line, int half, int late) {
        return new ReplyLine(
                line.item(), line.quantity() * half / 2, line.requestedEpochDay() + late);
    }

    private static Said reply(
            PurchaseOrder order, ReplyKind kind, long time, List<ReplyLine> lines) {
        SupplierReply reply =
                Shop.reply(
                        order.number(),
                        order.revision(),
                        kind,
                        time,
                        lines.toArray(ReplyLine[]::new));
        return new Said(time, GroupEvent.reply(reply));
    }

    /** Each topic in its order, at its own pace; event time is that of the slowest, or behind. */
    private static Decided readAhead(Random random, List<Said> said) {
        Decided decided = new Decided();
        List<List<Said>> topics =
                List.of(
                        new ArrayList<>(
                                said.stream().filter(s -> s.event.level() != null).toList()),
                        new ArrayList<>(
                                said.stream().filter(s -> s.event.forecast() != null).toList()),
                        new ArrayList<>(
                                said.stream().filter(s -> s.event.reply() != null).toList()));
        long reached = Long.MIN_VALUE;
        while (topics.stream().anyMatch(topic -> !topic.isEmpty())) {
            List<Said> topic = topics.get(random.nextInt(topics.size()));
            int burst = random.nextInt(40);
            while (!topic.isEmpty() && burst-- > 0) {
                decided.with(decided.group.on(topic.remove(0).event, reached));
            }
            if (random.nextInt(3) == 0) {
                long slowest =
                        topics.stream()
                                .filter(t -> !t.isEmpty())
                                .mapToLong(t -> t.get(0).timeMillis - 1)
                                .min()
                                .orElse(END);
                reached = Math.max(reached, slowest);
                decided.with(decided.group.advance(reached));
            }
        }
        decided.with(decided.group.advance(END));
        return decided;
    }

    private static PlanningGroup network() {
        return new GroupEdit()
                .suppliers(new Supplier("FARM", 1, 1000, 5), new Supplier("MILL", 1, 0.5, 5))
                .sources(terms("FARM", 2), terms("MILL", 2.5))
                .group();
    }

    private static SupplySource terms(String supplier, double price) {
        return new SupplySource(supplier, 1, 1, 1000, 0.5, List.of(new PriceBreak(1, price)));
    }
}

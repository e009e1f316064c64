package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderStatus;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SeriesKey;
import io.restock.domain.SupplierReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Many orders through random answers that are repeated and come out of order: the position is that
 * of a second book, kept here with nothing of the first, at every cut.
 *
 * <p>{@code -Dledger.orders=100000} for more.
 */
class LedgerReplayTest {
    private static final int ORDERS = Integer.getInteger("ledger.orders", 500);
    private static final int CUTS = 20;
    private static final int OPENING = 1_000;
    private static final long SEED = 7;

    private final SplittableRandom luck = new SplittableRandom(SEED);
    private final InMemoryStore store = new InMemoryStore();
    private final GroupState group =
            GroupState.over(
                    store,
                    new SettingsEdit().settings(),
                    PlannerChoice.ORDER_UP_TO.planner(),
                    new HashMap<>(),
                    Integer.MAX_VALUE,
                    Long.MIN_VALUE);
    private final Map<String, Entry> book = new HashMap<>();
    private final List<SupplierReply> said = new ArrayList<>();

    @Test
    void positionIsThatOfASecondBookAtEveryCut() {
        group.on(GroupEvent.network(Shop.network()), Long.MIN_VALUE);
        for (String store : Shop.STORES) {
            for (String item : Shop.ITEMS) {
                Shop.learn(group, Shop.level(store, item, MONDAY - 1, OPENING));
            }
        }
        for (int n = 0; n < ORDERS; n++) {
            order("P%08d".formatted(n));
        }
        shuffle();

        int applied = 0;
        int repeated = 0;
        int refused = 0;
        for (int i = 0; i < said.size(); i++) {
            SupplierReply reply = said.get(i);
            Outcome outcome = group.on(GroupEvent.reply(reply), Long.MIN_VALUE);
            Told told = entry(reply).take(reply);
            assertThat(outcome.duplicates()).as("%s", reply).isEqualTo(told == Told.AGAIN ? 1 : 0);
            assertThat(outcome.refused()).as("%s", reply).hasSize(told == Told.REFUSED ? 1 : 0);
            applied += told == Told.COUNTS ? 1 : 0;
            repeated += told == Told.AGAIN ? 1 : 0;
            refused += told == Told.REFUSED ? 1 : 0;
            if (i % Math.max(1, said.size() / CUTS) == 0) {
                positionsAgree();
            }
        }

        positionsAgree();
        assertThat(applied + repeated + refused).as("none is lost").isEqualTo(said.size());
        assertThat(List.of(applied, repeated, refused)).allMatch(count -> count > ORDERS / 2);
        Set<String> counted = new HashSet<>();
        for (OpenOrder order : group.orders()) {
            order.eventIds()
                    .forEach(id -> assertThat(counted.add(id)).as("%s counts twice", id).isTrue());
        }
        assertThat(counted).hasSize(applied);
    }

    private void positionsAgree() {
        Map<String, InventoryPosition> expected = new TreeMap<>();
        for (String store : Shop.STORES) {
            for (String item : Shop.ITEMS) {
                expected.put(SeriesKey.id(store, item), new InventoryPosition(OPENING, 0, 0, 0));
            }
        }
        for (Entry entry : book.values()) {
            for (int line = 0; line < Shop.ITEMS.size(); line++) {
                InventoryPosition part =
                        new InventoryPosition(entry.came[line], 0, entry.toCome(line), 0);
                expected.merge(
                        SeriesKey.id(entry.store, Shop.ITEMS.get(line)),
                        part,
                        InventoryPosition::plus);
            }
        }
        assertThat(new TreeMap<>(group.positions())).isEqualTo(expected);
    }

    private Entry entry(SupplierReply reply) {
        Entry entry = book.get(reply.orderNumber());
        assertThat(entry).isNotNull();
        return entry;
    }

    /** An order that was just sent, and all that will be said of it, in the order it is meant. */
    private void order(String number) {
        String store = Shop.STORES.get(luck.nextInt(Shop.STORES.size()));
        long[] asked = {luck.nextInt(1, 100), luck.nextInt(1, 100)};
        book.put(number, new Entry(store, asked.clone()));
        List<OpenLine> lines = new ArrayList<>();
        for (int line = 0; line < asked.length; line++) {
            lines.add(OpenLine.of(line + 1, Shop.ITEMS.get(line), 1, 2, asked[line], MONDAY + 1));
        }
        this.store.putOrder(
                new OpenOrder(
                        number,
                        0,
                        false,
                        OrderStatus.SENT,
                        Shop.GROUP,
                        MONDAY,
                        MONDAY,
                        "FARM",
                        store,
                        "plan",
                        0,
                        0,
                        List.copyOf(lines),
                        List.of()));
        say(number, ReplyKind.TECH_ACKED, 0);
        switch (luck.nextInt(10)) {
            case 0 -> say(number, ReplyKind.REJECTED, 0);
            case 1, 2, 3 ->
                    say(
                            number,
                            ReplyKind.ACCEPTED_WITH_CHANGE,
                            1,
                            luck.nextLong(asked[0] + 1),
                            luck.nextLong(asked[1] + 1));
            default -> say(number, ReplyKind.ACCEPTED, 0);
        }
        int parts = luck.nextInt(1, 3);
        for (int part = 0; part < parts; part++) {
            long apples = 1 + asked[0] / parts;
            long bread = 1 + asked[1] / parts;
            say(number, ReplyKind.SHIPPED, 1, apples, bread);
            say(number, ReplyKind.RECEIVED, 1, apples - luck.nextLong(2), bread);
        }
    }

    private void say(String number, ReplyKind kind, int days, long... quantities) {
        List<ReplyLine> lines = new ArrayList<>();
        for (int line = 0; line < quantities.length; line++) {
            lines.add(new ReplyLine(Shop.ITEMS.get(line), quantities[line], MONDAY + days));
        }
        SupplierReply reply =
                new SupplierReply(
                        number + ':' + said.size(),
                        number,
                        0,
                        Shop.GROUP,
                        kind,
                        cutOff(MONDAY) - 1_000_000 + said.size() % 900_000,
                        lines);
        said.add(reply);
        if (luck.nextInt(4) == 0) {
            said.add(reply);
        }
    }

    /** Most come a little early or late among others, some by far. */
    private void shuffle() {
        for (int i = said.size() - 1; i > 0; i--) {
            int far = luck.nextInt(10) == 0 ? i : Math.min(i, 4);
            int other = i - luck.nextInt(far + 1);
            SupplierReply one = said.get(i);
            said.set(i, said.get(other));
            said.set(other, one);
        }
    }

    /** What the second book makes of an answer. */
    private enum Told {
        COUNTS,
        AGAIN,
        REFUSED
    }

    /** An order in the second book: what was agreed, what has left, what has come. */
    private static final class Entry {
        private final String store;
        private final long[] agreed;
        private final long[] left = {0, 0};
        private final long[] came = {0, 0};
        private final Set<String> heard = new HashSet<>();
        private boolean answered;
        private boolean goodsMoved;
        private boolean over;
        private boolean allCame;
        private long overMillis;

        private Entry(String store, long[] asked) {
            this.store = store;
            this.agreed = asked;
        }

        long toCome(int line) {
            return over ? 0 : Math.max(0, agreed[line] - came[line]);
        }

        Told take(SupplierReply reply) {
            if (heard.contains(reply.eventId())) {
                return Told.AGAIN;
            }
            boolean counts =
                    switch (reply.kind()) {
                        case TECH_ACKED -> !over && !answered && !goodsMoved;
                        case ACCEPTED -> agree(reply, false);
                        case ACCEPTED_WITH_CHANGE -> agree(reply, true);
                        case REJECTED -> refuse(reply);
                        case SHIPPED -> ship(reply);
                        case RECEIVED -> receive(reply);
                    };
            if (counts) {
                heard.add(reply.eventId());
            }
            return counts ? Told.COUNTS : Told.REFUSED;
        }

        private boolean agree(SupplierReply reply, boolean changed) {
            if (over || goodsMoved) {
                return false;
            }
            answered = true;
            for (int line = 0; changed && line < agreed.length; line++) {
                agreed[line] = reply.lines().get(line).quantity();
            }
            endIfNothingIsToCome(reply);
            return true;
        }

        private boolean refuse(SupplierReply reply) {
            if (over || goodsMoved) {
                return false;
            }
            agreed[0] = 0;
            agreed[1] = 0;
            endIfNothingIsToCome(reply);
            return true;
        }

        private boolean ship(SupplierReply reply) {
            if (over && allCame && reply.timeMillis() <= overMillis) {
                return false;
            }
            reopen();
            for (int line = 0; line < agreed.length; line++) {
                long quantity = reply.lines().get(line).quantity();
                long underway = Math.min(agreed[line], Math.max(left[line], came[line]));
                agreed[line] = Math.max(agreed[line], underway + quantity);
                left[line] += quantity;
            }
            goodsMoved = true;
            endIfNothingIsToCome(reply);
            return true;
        }

        private boolean receive(SupplierReply reply) {
            reopen();
            for (int line = 0; line < agreed.length; line++) {
                came[line] += reply.lines().get(line).quantity();
                left[line] = Math.max(left[line], came[line]);
            }
            goodsMoved = true;
            endIfNothingIsToCome(reply);
            allCame = over;
            return true;
        }

        /** Of an order that is over nothing is expected, so what comes all the same is all. */
        private void reopen() {
            if (over) {
                over = false;
                agreed[0] = came[0];
                agreed[1] = came[1];
            }
        }

        private void endIfNothingIsToCome(SupplierReply reply) {
            over = toCome(0) == 0 && toCome(1) == 0;
            overMillis = over ? reply.timeMillis() : 0;
        }
    }
}

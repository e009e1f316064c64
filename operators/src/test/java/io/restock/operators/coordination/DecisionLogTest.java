package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.PlanRecord;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was decided is in the log once, in an order that no replay changes, and stays as it was. */
class DecisionLogTest {
    private static final long MINUTE = 60_000;
    private static final List<LogKind> KINDS = List.of(LogKind.values());

    @Test
    void decisionsAndWhatCameOfThemAreWrittenAtTheNextCutOff() {
        GroupState group = Shop.group(Shop.SETTINGS);
        Outcome first = Shop.firstDay(group);
        List<LogEntry> log = new ArrayList<>(first.log());
        log.addAll(Shop.learn(group, decision("d1", DecisionKind.HOLD_SUPPLIER, "FARM")).log());
        log.addAll(Shop.learn(group, decision("d2", DecisionKind.HOLD_SUPPLIER, "NOBODY")).log());
        Shop.learn(group, decision("d1", DecisionKind.HOLD_SUPPLIER, "FARM"));
        assertThat(log).as("before the cut-off").isEqualTo(first.log());

        Shop.day(group, MONDAY, 5, 100);
        Outcome second = group.advance(cutOff(MONDAY + 1));
        log.addAll(second.log());

        assertThat(DecisionLog.fault(log)).isNull();
        PlanRecord plan = first.plans().get(0);
        assertThat(first.log().get(0).kind()).isEqualTo(LogKind.PLAN);
        assertThat(first.log().get(0).digest()).isEqualTo(DecisionLog.digest(plan));
        assertThat(first.log())
                .hasSize(1 + first.purchaseOrders().size() + first.transferOrders().size());
        assertThat(second.log().get(0).previous())
                .isEqualTo(first.log().get(first.log().size() - 1).hash());
        assertThat(second.log())
                .filteredOn(e -> e.kind() == LogKind.DECISION || e.kind() == LogKind.REFUSAL)
                .extracting(LogEntry::kind, LogEntry::by, LogEntry::subject)
                .containsExactly(
                        tuple(LogKind.DECISION, "Ana", "d1"), tuple(LogKind.REFUSAL, "Ana", "d2"));
        assertThat(second.log())
                .filteredOn(e -> e.kind() == LogKind.REFUSAL)
                .extracting(LogEntry::text)
                .first()
                .asString()
                .contains("HOLD_SUPPLIER NOBODY", "unknown to group");
    }

    /** Decisions, answers and levels of a day come over different partitions. */
    @Property(tries = 40)
    void orderOfArrivalWithinADayIsNotInTheLog(@ForAll long seed) {
        assertThat(dayWith(new Random(seed))).isEqualTo(dayWith(null));
    }

    private static List<LogEntry> dayWith(@Nullable Random shuffled) {
        GroupState group = Shop.group(new SettingsEdit().ordersHeldAbove(150).settings());
        List<LogEntry> log = new ArrayList<>(Shop.firstDay(group).log());
        List<GroupEvent> day = new ArrayList<>();
        for (OpenOrder order : group.orders()) {
            if (order.isHeld()) {
                day.add(
                        GroupEvent.decision(
                                Shop.decision(
                                        DecisionKind.RELEASE,
                                        order.number(),
                                        cutOff(MONDAY) + 7 * MINUTE)));
            } else if (!order.transfer()) {
                day.add(
                        GroupEvent.reply(
                                Shop.reply(
                                        order.number(),
                                        0,
                                        ReplyKind.ACCEPTED_WITH_CHANGE,
                                        cutOff(MONDAY) + 5 * MINUTE,
                                        new ReplyLine("APPLE", 1, MONDAY + 2))));
            }
        }
        day.add(
                GroupEvent.decision(
                        Shop.decision(DecisionKind.RELEASE, "P9", cutOff(MONDAY) + 6 * MINUTE)));
        if (shuffled != null) {
            Collections.shuffle(day, shuffled);
        }
        day.forEach(event -> log.addAll(group.on(event, cutOff(MONDAY) + 1).log()));
        log.addAll(group.advance(cutOff(MONDAY) + 60 * MINUTE).log());
        Shop.day(group, MONDAY, 5, 100);
        log.addAll(group.advance(cutOff(MONDAY + 1)).log());
        return log;
    }

    @Property(tries = 300)
    void changeOfAnyFieldOfAnyEntryIsFound(
            @ForAll("chains") List<LogEntry> chain,
            @ForAll @IntRange(min = 0, max = 999) int place,
            @ForAll @IntRange(min = 0, max = 9) int field) {
        int at = place % chain.size();
        List<LogEntry> forged = new ArrayList<>(chain);
        forged.set(at, changed(chain.get(at), field));

        assertThat(DecisionLog.fault(forged)).isNotNull().matches(f -> f.place() == at);
    }

    @Property(tries = 300)
    void removedRepeatedAndMovedEntriesAreFoundWhereTheyAre(
            @ForAll("chains") List<LogEntry> chain,
            @ForAll @IntRange(min = 0, max = 999) int one,
            @ForAll @IntRange(min = 0, max = 999) int other) {
        int a = one % chain.size();
        int b = other % chain.size();
        List<LogEntry> without = new ArrayList<>(chain);
        without.remove(a);
        List<LogEntry> twice = new ArrayList<>(chain);
        twice.add(b, chain.get(a));
        List<LogEntry> swapped = new ArrayList<>(chain);
        Collections.swap(swapped, a, b);

        assertThat(fault(without)).isEqualTo(a == chain.size() - 1 ? -1 : a);
        assertThat(fault(twice)).isEqualTo(a == b ? a + 1 : b);
        assertThat(fault(swapped)).isEqualTo(a == b ? -1 : Math.min(a, b));
    }

    /** Whoever writes an entry anew with its right hash would have to write all that follow. */
    @Property(tries = 200)
    void entryThatWasWrittenAnewBreaksTheOneAfterIt(
            @ForAll("chains") List<LogEntry> chain,
            @ForAll @IntRange(min = 0, max = 999) int place,
            @ForAll @IntRange(min = 2, max = 7) int field) {
        int at = place % chain.size();
        LogEntry old = chain.get(at);
        LogEntry forged = DecisionLog.chain(changed(old, field), old.sequence(), old.previous());
        List<LogEntry> log = new ArrayList<>(chain);
        log.set(at, forged);

        assertThat(fault(log)).isEqualTo(at == chain.size() - 1 ? -1 : at + 1);
        assertThat(forged.hash()).as("what is kept outside").isNotEqualTo(old.hash());
    }

    @Test
    void hashIsThatOfTheDocument() {
        LogEntry entry =
                DecisionLog.chain(
                        new LogEntry(
                                "G1",
                                0,
                                LogKind.PLAN,
                                1,
                                "",
                                "G1:1:0",
                                "",
                                "ab".repeat(32),
                                "",
                                ""),
                        0,
                        DecisionLog.NOTHING);

        assertThat(entry.hash())
                .as("of form 1; hashes that auditors keep must be found for ever")
                .isEqualTo("822c885b8f93b20d7ae7303311615820f2dde2ebec089d1c4a415abb24ab9b9b");
    }

    private static int fault(List<LogEntry> log) {
        DecisionLog.Fault fault = DecisionLog.fault(log);
        return fault == null ? -1 : fault.place();
    }

    @Provide
    Arbitrary<List<LogEntry>> chains() {
        return Arbitraries.integers()
                .between(1, 12)
                .flatMap(n -> Arbitraries.randomValue(random -> chain(n, random)));
    }

    private static List<LogEntry> chain(int length, Random random) {
        List<LogEntry> open = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            open.add(
                    new LogEntry(
                            "G1",
                            0,
                            KINDS.get(random.nextInt(KINDS.size())),
                            random.nextInt(100),
                            "a" + random.nextInt(3),
                            "s" + i,
                            "t" + random.nextInt(3),
                            "%064x".formatted(random.nextInt(1000)),
                            "",
                            ""));
        }
        return GroupLog.NEW.with(open).chained();
    }

    private static LogEntry changed(LogEntry e, int field) {
        return new LogEntry(
                field == 0 ? e.group() + "X" : e.group(),
                field == 1 ? e.sequence() + 1 : e.sequence(),
                field == 2 ? (e.kind() == LogKind.PLAN ? LogKind.ORDER : LogKind.PLAN) : e.kind(),
                field == 3 ? e.timeMillis() + 1 : e.timeMillis(),
                field == 4 ? e.by() + "x" : e.by(),
                field == 5 ? e.subject() + "x" : e.subject(),
                field == 6 ? e.text() + "x" : e.text(),
                field == 7 ? "0" + e.digest().substring(1) + "1" : e.digest(),
                field == 8 ? e.hash() : e.previous(),
                field == 9 ? e.previous() + "1" : e.hash());
    }

    private static Decision decision(String id, DecisionKind kind, String supplier) {
        return new Decision(
                id,
                Shop.GROUP,
                kind,
                "",
                "Ana",
                "",
                cutOff(MONDAY) + MINUTE,
                supplier,
                "",
                "",
                -1,
                -1,
                -1);
    }
}

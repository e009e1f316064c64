package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenOrderTest {
    private static final long NOON = at(MONDAY, 12, 0);
    private final OpenOrder order = order(false);

    @Test
    void startsSentWithEverythingExpectedAsRequested() {
        assertThat(order.isOpen()).isTrue();
        assertThat(order.isUnanswered()).isTrue();
        assertThat(open(order, "APPLE")).isEqualTo(10);
        assertThat(order.lines()).extracting(OpenLine::expectedEpochDay).containsOnly(MONDAY + 2);
    }

    @Test
    void acceptanceKeepsWhatWasOrdered() {
        OpenOrder accepted = answer(order, ReplyKind.ACCEPTED);

        assertThat(accepted.status()).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(accepted.isUnanswered()).isFalse();
        assertThat(accepted.lines()).isEqualTo(order.lines());
    }

    @Test
    void acceptanceThatNamesLessIsAChange() {
        OpenOrder accepted = answer(order, ReplyKind.ACCEPTED, line("APPLE", 4));

        assertThat(accepted.status()).isEqualTo(OrderStatus.ACCEPTED_WITH_CHANGE);
        assertThat(open(accepted, "APPLE")).isEqualTo(4);
        assertThat(open(accepted, "BREAD")).isEqualTo(20);
    }

    @Test
    void shortAcknowledgementLowersOnOrderAtOnce() {
        OpenOrder changed = answer(order, ReplyKind.ACCEPTED_WITH_CHANGE, line("APPLE", 4));

        assertThat(changed.status()).isEqualTo(OrderStatus.ACCEPTED_WITH_CHANGE);
        assertThat(open(changed, "APPLE")).isEqualTo(4);
        assertThat(open(changed, "BREAD")).isZero();
        assertThat(changed.lines().get(0).expectedEpochDay()).isEqualTo(MONDAY + 3);
    }

    @Test
    void refusalLeavesNothingToCome() {
        OpenOrder refused = answer(order, ReplyKind.REJECTED);

        assertThat(refused.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(refused.isOpen()).isFalse();
        assertThat(open(refused, "APPLE")).isZero();
    }

    @Test
    void shipNoticeLeavesTheRestOfASupplierExpected() {
        OpenOrder shipped = answer(order, ReplyKind.SHIPPED, line("APPLE", 4));

        assertThat(shipped.status()).isEqualTo(OrderStatus.PART_SHIPPED);
        assertThat(open(shipped, "APPLE")).isEqualTo(10);
        assertThat(shipped.lines().get(0).unshipped()).isEqualTo(6);
    }

    @Test
    void transferThatLeavesShortComesShort() {
        Answer left = order(true).answer(reply(ReplyKind.SHIPPED, line("APPLE", 4)));

        assertThat(open(left.order(), "APPLE")).isEqualTo(4);
        assertThat(left.movements()).containsExactly(new Movement("FARM", "APPLE", NOON, -4));
    }

    @Test
    void partialReceiptsAddUpUntilAllHasCome() {
        OpenOrder part = answer(order, ReplyKind.RECEIVED, line("APPLE", 4), line("BREAD", 20));
        Answer rest = part.answer(at(1, ReplyKind.RECEIVED, line("APPLE", 6)));

        assertThat(part.status()).isEqualTo(OrderStatus.PART_RECEIVED);
        assertThat(open(part, "APPLE")).isEqualTo(6);
        assertThat(rest.order().status()).isEqualTo(OrderStatus.RECEIVED);
        assertThat(rest.order().isOpen()).isFalse();
        assertThat(rest.movements()).containsExactly(new Movement("S3", "APPLE", NOON + 1, 6));
    }

    @Test
    void whatArrivesOfATransferMustHaveLeft() {
        Answer received = order(true).answer(reply(ReplyKind.RECEIVED, line("APPLE", 10)));

        assertThat(received.movements())
                .containsExactly(
                        new Movement("FARM", "APPLE", NOON, -10),
                        new Movement("S3", "APPLE", NOON, 10));
    }

    @Test
    void linesOfTheSameItemCountTogether() {
        OpenOrder changed =
                answer(
                        order,
                        ReplyKind.ACCEPTED_WITH_CHANGE,
                        new ReplyLine("APPLE", 3, MONDAY + 2),
                        new ReplyLine("APPLE", 4, MONDAY + 5));

        assertThat(open(changed, "APPLE")).isEqualTo(7);
        assertThat(changed.lines().get(0).expectedEpochDay()).isEqualTo(MONDAY + 5);
    }

    @Test
    void strangeItemIsToldAndTheRestApplied() {
        Answer answer = order.answer(reply(ReplyKind.RECEIVED, line("PEAR", 3), line("APPLE", 10)));

        assertThat(answer.remark()).contains("PEAR");
        assertThat(open(answer.order(), "APPLE")).isZero();
    }

    @Test
    void duplicateChangesNothing() {
        SupplierReply reply = reply(ReplyKind.RECEIVED, line("APPLE", 4));
        OpenOrder once = order.answer(reply).order();

        Answer twice = once.answer(reply);

        assertThat(twice.verdict()).isEqualTo(Verdict.REPEATED);
        assertThat(twice.order()).isEqualTo(once);
        assertThat(twice.movements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SHIPPED,ACCEPTED",
        "SHIPPED,ACCEPTED_WITH_CHANGE",
        "SHIPPED,REJECTED",
        "REJECTED,ACCEPTED",
        "REJECTED,REJECTED",
    })
    void illegalMoveIsAReasonAndNoChange(ReplyKind first, ReplyKind second) {
        OpenOrder before = answer(order, first, line("APPLE", 4));

        Answer after = before.answer(at(1, second, line("APPLE", 1)));

        assertThat(after.remark()).contains(second.name()).contains(before.status().name());
        assertThat(after.order()).isEqualTo(before);
    }

    @Test
    void whatComesOfACancelledOrderIsStockAndNothingMoreIsExpected() {
        OpenOrder cancelled = order.cancel(NOON).order();

        Answer came = cancelled.answer(at(1, ReplyKind.RECEIVED, line("APPLE", 4)));

        assertThat(came.remark()).isEmpty();
        assertThat(came.movements()).containsExactly(new Movement("S3", "APPLE", NOON + 1, 4));
        assertThat(came.order().status()).isEqualTo(OrderStatus.RECEIVED);
        assertThat(came.order().isOpen()).isFalse();
        assertThat(came.order().lines()).allSatisfy(l -> assertThat(l.open()).isZero());
    }

    @Test
    void whatIsShippedOfAClosedOrderIsExpectedAgain() {
        OpenOrder part = answer(order, ReplyKind.RECEIVED, line("APPLE", 4));
        for (OpenOrder closed :
                List.of(
                        order.writeOff(NOON),
                        answer(order, ReplyKind.REJECTED),
                        answer(order, ReplyKind.SHIPPED, line("APPLE", 10)).writeOff(NOON),
                        part.writeOff(NOON))) {
            OpenOrder shipped = closed.answer(at(1, ReplyKind.SHIPPED, line("APPLE", 5))).order();
            OpenOrder received =
                    shipped.answer(at(2, ReplyKind.RECEIVED, line("APPLE", 5))).order();

            assertThat(open(shipped, "APPLE")).as("%s", closed.status()).isEqualTo(5);
            assertThat(open(shipped, "BREAD")).isZero();
            assertThat(shipped.isOpen()).isTrue();
            assertThat(received.status()).isEqualTo(OrderStatus.RECEIVED);
            assertThat(received.isOpen()).isFalse();
        }
    }

    @Test
    void transferThatLeftBeforeItWasTakenBackLeavesOnce() {
        OpenOrder left = order(true).answer(reply(ReplyKind.SHIPPED, line("APPLE", 10))).order();

        Answer came = left.writeOff(NOON).answer(at(1, ReplyKind.RECEIVED, line("APPLE", 10)));

        assertThat(came.movements()).containsExactly(new Movement("S3", "APPLE", NOON + 1, 10));
    }

    @Test
    void lateShipNoticeOfWhatHasComeIsRefused() {
        OpenOrder received =
                answer(order, ReplyKind.RECEIVED, line("APPLE", 10), line("BREAD", 20));

        Answer late = received.answer(at(-60, ReplyKind.SHIPPED, line("APPLE", 10)));

        assertThat(late.remark()).contains("SHIPPED");
        assertThat(late.order()).isEqualTo(received);
    }

    @Test
    void writeOffOfWhatIsLateLeavesTheRestExpected() {
        OpenOrder promised =
                answer(
                        order,
                        ReplyKind.ACCEPTED_WITH_CHANGE,
                        new ReplyLine("APPLE", 10, MONDAY + 2),
                        new ReplyLine("BREAD", 20, MONDAY + 90));

        OpenOrder left = promised.writeOff(NOON, MONDAY + 2);

        assertThat(open(left, "APPLE")).isZero();
        assertThat(open(left, "BREAD")).isEqualTo(20);
        assertThat(left.isOpen()).isTrue();
        assertThat(left.revision()).isEqualTo(promised.revision() + 1);
        assertThat(left.writeOff(NOON, MONDAY + 89)).isSameAs(left);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, 101, 2",
        "SHIPPED, 101, 2",
        "RECEIVED, 101, 2",
        "RECEIVED, 9223372036854775807, 2",
        "ACCEPTED, 10, 369",
        "SHIPPED, 10, -1",
        "ACCEPTED_WITH_CHANGE, 10, 13000",
    })
    void answerThatCannotBeMeantIsRefused(ReplyKind kind, long quantity, int daysLater) {
        Answer answer =
                order.answer(reply(kind, new ReplyLine("APPLE", quantity, MONDAY + daysLater)));

        assertThat(answer.remark()).contains("APPLE").contains("must be");
        assertThat(answer.order()).isEqualTo(order);
        assertThat(answer.movements()).isEmpty();
    }

    @Test
    void negativeQuantityIsRefused() {
        Answer answer = order.answer(reply(ReplyKind.RECEIVED, line("APPLE", -1)));

        assertThat(answer.remark()).contains("-1");
        assertThat(answer.order()).isEqualTo(order);
    }

    @Test
    void goodsOfAnEarlierRevisionCountAndAnAnswerToALaterOneIsRefused() {
        OpenOrder revised =
                order.revise(List.of(OpenLine.of(1, "APPLE", 1, 2, 30, MONDAY + 2)), NOON, "d2");

        Answer physical = revised.answer(reply(ReplyKind.RECEIVED, line("APPLE", 10)));
        Answer future = order.answer(Shop.reply("P1", 3, ReplyKind.ACCEPTED, NOON));

        assertThat(open(physical.order(), "APPLE")).isEqualTo(20);
        assertThat(future.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(future.remark()).contains("no revision 3");
    }

    @Test
    void acceptanceOfAnEarlierRevisionLeavesTheChangeOpen() {
        OpenOrder revised = revised(6);

        Answer old = revised.answer(reply(ReplyKind.ACCEPTED));
        Answer latest = old.order().answer(Shop.reply("P1", 1, ReplyKind.ACCEPTED, NOON + 1));

        assertThat(old.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(old.order().status()).isEqualTo(OrderStatus.CHANGE_PENDING);
        assertThat(open(old.order(), "APPLE")).as("as the change asks").isEqualTo(6);
        assertThat(latest.order().status()).isEqualTo(OrderStatus.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"12, 7, 7", "7, 8, 7", "12, 10, 12", "12, 11, 12"})
    void shortAnswerToAnEarlierRevisionIsJudgedAgainstWhatThatAskedFor(
            long now, long said, long expected) {
        OpenOrder old =
                answer(
                        revised(now),
                        ReplyKind.ACCEPTED_WITH_CHANGE,
                        new ReplyLine("APPLE", said, MONDAY + 2),
                        new ReplyLine("BREAD", 20, MONDAY + 2));

        assertThat(open(old, "APPLE")).isEqualTo(expected);
        assertThat(open(old, "BREAD")).isEqualTo(20);
    }

    @Test
    void delayOfAnEarlierRevisionDelaysTheLatest() {
        OpenOrder late =
                answer(revised(12), ReplyKind.ACCEPTED, new ReplyLine("APPLE", 10, MONDAY + 4));

        assertThat(late.lines().get(0).expectedEpochDay()).isEqualTo(MONDAY + 4);
        assertThat(late.lines().get(1).expectedEpochDay()).isEqualTo(MONDAY + 2);
    }

    @Test
    void refusalOfAnyRevisionRefusesAnOrderThatNobodyHasAgreedOn() {
        OpenOrder refused = answer(revised(12), ReplyKind.REJECTED);

        Answer later = refused.answer(Shop.reply("P1", 1, ReplyKind.ACCEPTED, NOON + 1));

        assertThat(refused.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(refused.isOpen()).isFalse();
        assertThat(later.verdict()).isEqualTo(Verdict.TOO_LATE);
        assertThat(later.order()).isEqualTo(refused);
    }

    @Test
    void changeOfAnAgreementWaitsAndItsRefusalRestoresTheAgreement() {
        OpenOrder agreed = answer(order, ReplyKind.ACCEPTED, new ReplyLine("APPLE", 9, MONDAY + 3));
        OpenOrder changed = agreed.revise(asked(4), NOON, "d2");

        OpenOrder refused =
                changed.answer(Shop.reply("P1", 1, ReplyKind.REJECTED, NOON + 1)).order();

        assertThat(changed.status()).isEqualTo(OrderStatus.CHANGE_PENDING);
        assertThat(open(changed, "APPLE")).isEqualTo(4);
        assertThat(refused.status()).isEqualTo(OrderStatus.ACCEPTED_WITH_CHANGE);
        assertThat(open(refused, "APPLE")).isEqualTo(9);
        assertThat(refused.lines().get(0).expectedEpochDay()).isEqualTo(MONDAY + 3);
        assertThat(changed.lapse().lines()).isEqualTo(refused.lines());
    }

    @Test
    void cancellationOfAnAgreementWaitsForItsAnswer() {
        OpenOrder cancelling = answer(order, ReplyKind.ACCEPTED).cancel(NOON).order();

        OpenOrder agreedTo =
                cancelling.answer(Shop.reply("P1", 1, ReplyKind.ACCEPTED, NOON + 1)).order();
        OpenOrder refused =
                cancelling.answer(Shop.reply("P1", 1, ReplyKind.REJECTED, NOON + 1)).order();
        OpenOrder left =
                cancelling
                        .answer(Shop.reply("P1", 0, ReplyKind.SHIPPED, NOON + 1, line("APPLE", 10)))
                        .order();

        assertThat(cancelling.status()).isEqualTo(OrderStatus.CANCEL_PENDING);
        assertThat(cancelling.isOpen()).isTrue();
        assertThat(open(cancelling, "APPLE")).isZero();
        assertThat(cancelling.purchaseOrder(OrderTransition.CANCELLED, "EUR", "why", "m1").lines())
                .hasSize(2);
        assertThat(agreedTo.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(agreedTo.isOpen()).isFalse();
        assertThat(refused.status()).isEqualTo(OrderStatus.ACCEPTED_WITH_CHANGE);
        assertThat(open(refused, "BREAD")).isEqualTo(20);
        assertThat(left.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(open(left, "APPLE")).isEqualTo(10);
        assertThat(open(left, "BREAD")).isZero();
    }

    @Test
    void agreeingToWhatWasTakenBackIsNothingNew() {
        OpenOrder cancelled = order.cancel(NOON).order();

        Answer agreed =
                cancelled.answer(
                        Shop.reply("P1", 1, ReplyKind.ACCEPTED, NOON + 1, line("APPLE", 10)));

        assertThat(agreed.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(agreed.order().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(agreed.order().isOpen()).isFalse();
        assertThat(cancelled.answer(reply(ReplyKind.ACCEPTED)).verdict())
                .as("of the revision that was cancelled")
                .isEqualTo(Verdict.TOO_LATE);
    }

    @Test
    void technicalReceiptSaysNothingOfTheOrder() {
        OpenOrder read = answer(order, ReplyKind.TECH_ACKED);
        OpenOrder accepted = answer(read, ReplyKind.ACCEPTED);

        assertThat(read.status()).isEqualTo(OrderStatus.TECH_ACKED);
        assertThat(read.isUnanswered()).isTrue();
        assertThat(read.lines()).isEqualTo(order.lines());
        assertThat(accepted.answer(at(2, ReplyKind.TECH_ACKED)).verdict())
                .isEqualTo(Verdict.TOO_LATE);
    }

    @Test
    void acceptanceOfNothingIsARefusal() {
        assertThat(answer(order, ReplyKind.ACCEPTED_WITH_CHANGE).status())
                .isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void revisionIsADocumentOfTheSameNumber() {
        OpenOrder revised =
                order.revise(List.of(OpenLine.of(1, "APPLE", 1, 2, 30, MONDAY + 2)), NOON, "d2");

        var document = revised.purchaseOrder(OrderTransition.CHANGED, "EUR", "why", "m1");

        assertThat(document.number()).isEqualTo("P1");
        assertThat(document.revision()).isEqualTo(1);
        assertThat(document.decisionId()).isEqualTo("d2");
        assertThat(document.modelVersion()).isEqualTo("m1");
        assertThat(document.lines())
                .singleElement()
                .satisfies(l -> assertThat(l.quantity()).isEqualTo(30));
    }

    @Test
    void cancellationNamesWhatIsTakenBack() {
        Answer cancelled = order.cancel(NOON);

        assertThat(cancelled.order().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(cancelled.order().isOpen()).isFalse();
        assertThat(
                        cancelled
                                .order()
                                .purchaseOrder(OrderTransition.CANCELLED, "EUR", "why", "m1")
                                .lines())
                .hasSize(2);
    }

    @Test
    void whatHasLeftCannotBeCancelled() {
        OpenOrder shipped = answer(order, ReplyKind.SHIPPED, line("APPLE", 10));

        assertThat(shipped.cancel(NOON).remark()).contains("SHIPPED");
        assertThat(answer(order, ReplyKind.REJECTED).cancel(NOON).remark()).contains("REJECTED");
    }

    @Test
    void writeOffKeepsWhatHasCome() {
        OpenOrder part = answer(order, ReplyKind.RECEIVED, line("APPLE", 4));

        OpenOrder given = part.writeOff(NOON);

        assertThat(given.isOpen()).isFalse();
        assertThat(given.status()).isEqualTo(OrderStatus.RECEIVED);
        assertThat(given.purchaseOrder(OrderTransition.CHANGED, "EUR", "late", "m1").lines())
                .singleElement()
                .satisfies(l -> assertThat(l.quantity()).isEqualTo(4));
        assertThat(order.writeOff(NOON).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    /** Whatever is answered in whatever order, nothing throws and nothing is out of bounds. */
    @Property(tries = 500)
    void lifeNeverThrowsAndNeverPromisesBelowZero(@ForAll("answers") List<SupplierReply> answers) {
        OpenOrder current = order(answers.size() % 2 == 0);
        for (SupplierReply reply : answers) {
            Answer answer = current.answer(reply);
            boolean wasOpen = current.isOpen();
            boolean physical =
                    reply.kind() == ReplyKind.SHIPPED || reply.kind() == ReplyKind.RECEIVED;
            if (!wasOpen && !physical) {
                assertThat(answer.order()).isEqualTo(current);
                assertThat(answer.verdict() == Verdict.REPEATED || !answer.remark().isEmpty())
                        .isTrue();
            }
            current = answer.order();
            assertThat(current.lines())
                    .allSatisfy(
                            l -> {
                                assertThat(l.open()).isNotNegative();
                                assertThat(l.unshipped()).isNotNegative();
                                assertThat(l.shipped()).isGreaterThanOrEqualTo(l.received());
                            });
            boolean nothingToCome = current.lines().stream().allMatch(l -> l.open() == 0);
            assertThat(current.isOpen()).isEqualTo(!nothingToCome);
            assertThat(current.answer(reply).order()).isEqualTo(current);
        }
    }

    @Provide
    Arbitrary<List<SupplierReply>> answers() {
        Arbitrary<ReplyLine> lines =
                Combinators.combine(
                                Arbitraries.of("APPLE", "BREAD", "PEAR"),
                                Arbitraries.longs().between(0, 25),
                                Arbitraries.integers().between(MONDAY, MONDAY + 6))
                        .as(ReplyLine::new);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(ReplyKind.class),
                        lines.list().ofMaxSize(3))
                .as(
                        (id, revision, kind, said) ->
                                new SupplierReply(
                                        "e" + id,
                                        "P1",
                                        revision,
                                        Shop.GROUP,
                                        kind,
                                        NOON + id,
                                        said))
                .list()
                .ofMaxSize(12);
    }

    static OpenOrder order(boolean transfer) {
        return new OpenOrder(
                "P1",
                0,
                transfer,
                OrderStatus.SENT,
                Shop.GROUP,
                MONDAY,
                MONDAY,
                "FARM",
                "S3",
                "d1",
                Shop.cutOff(MONDAY),
                0,
                List.of(
                        OpenLine.of(1, "APPLE", 1, 2, 10, MONDAY + 2),
                        OpenLine.of(2, "BREAD", 1, 2, 20, MONDAY + 2)),
                List.of());
    }

    /** The order as revision 1, with other apples and the same bread. */
    private OpenOrder revised(long apples) {
        return order.revise(asked(apples), NOON, "d2");
    }

    private static List<OpenLine> asked(long apples) {
        return List.of(
                OpenLine.of(1, "APPLE", 1, 2, apples, MONDAY + 2),
                OpenLine.of(2, "BREAD", 1, 2, 20, MONDAY + 2));
    }

    private static OpenOrder answer(OpenOrder order, ReplyKind kind, ReplyLine... lines) {
        return order.answer(reply(kind, lines)).order();
    }

    private static SupplierReply reply(ReplyKind kind, ReplyLine... lines) {
        return Shop.reply("P1", 0, kind, NOON, lines);
    }

    private static SupplierReply at(long later, ReplyKind kind, ReplyLine... lines) {
        return Shop.reply("P1", 0, kind, NOON + later, lines);
    }

    private static long at(int day, int hour, int minute) {
        return Shop.at(day, hour, minute);
    }

    private static ReplyLine line(String item, long quantity) {
        return new ReplyLine(item, quantity, MONDAY + 3);
    }

    private static long open(OpenOrder order, String item) {
        return order.lines().stream()
                .filter(l -> l.item().equals(item))
                .mapToLong(OpenLine::open)
                .sum();
    }
}

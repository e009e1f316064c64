package io.restock.operators.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DocumentFormat;
import io.restock.domain.OrderTransition;
import io.restock.domain.ReplyKind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one side writes the other reads. */
class RoundTripTest {
    @Property(tries = 150)
    void ordersComeOutAsTheyWentIn(@ForAll DocumentFormat name, @ForAll long seed)
            throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        OrderMessage order = new AnyDocument(seed).anyOrder();
        Envelope envelope = new Envelope(7, order.issuedMillis(), AnyDocument.terms(name), true);

        byte[] document = format.order(envelope, order, List.of());

        Interchange read = PartnerFormat.of(document).read(document);
        assertThat(read.format()).isEqualTo(name);
        assertThat(read.messages()).hasSize(1);
        assertThat(read.messages().get(0).faults()).isEmpty();
        assertThat(read.messages().get(0).orders())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields(unsaid(name, order))
                .containsExactly(order);
        assertThat(read.messages().get(0).orders().get(0).unit())
                .isEqualTo(order.lines().isEmpty() ? "" : format.piece());
    }

    /**
     * UBL has no day of the order but that of issue, and a cancellation of it no place or lines.
     */
    private static String[] unsaid(DocumentFormat name, OrderMessage order) {
        if (name != DocumentFormat.UBL) {
            return new String[] {"unit"};
        }
        return order.transition() == OrderTransition.CANCELLED
                ? new String[] {"unit", "orderedEpochDay", "shipTo", "currency"}
                : new String[] {"unit", "orderedEpochDay"};
    }

    @Property(tries = 150)
    void answersComeOutAsTheyWentIn(@ForAll DocumentFormat name, @ForAll long seed)
            throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        AnswerMessage answer = onOneDay(name, new AnyDocument(seed).anyAnswer());

        byte[] document = format.answer(AnyDocument.toBuyer(name, 21), answer, "A-77");

        Interchange read = PartnerFormat.of(document).read(document);
        assertThat(read.partner()).isEqualTo(AnyDocument.terms(name).partner());
        assertThat(Math.floorDiv(read.timeMillis(), 60_000))
                .isEqualTo(Math.floorDiv(AnyDocument.TIME, 60_000));
        assertThat(read.messages().get(0).faults()).isEmpty();
        AnswerMessage said = read.messages().get(0).answers().get(0);
        assertThat(said)
                .usingRecursiveComparison()
                .ignoringFields("revision", "lines", "position", "restAsOrdered")
                .isEqualTo(answer);
        assertThat(Math.max(0, said.revision())).isEqualTo(answer.revision());
        assertThat(said.lines())
                .usingRecursiveComparison()
                .ignoringFields("unit", "position")
                .isEqualTo(answer.lines());
        assertThat(said.lines())
                .allSatisfy(
                        line ->
                                assertThat(line.unit())
                                        .isEqualTo(line.unit().isEmpty() ? "" : format.piece()));
    }

    /** A DespatchAdvice has one day for all of its lines, and names no revision. */
    private static AnswerMessage onOneDay(DocumentFormat name, AnswerMessage answer) {
        if (name != DocumentFormat.UBL || answer.kind() != ReplyKind.SHIPPED) {
            return answer;
        }
        return new AnswerMessage(
                answer.kind(),
                answer.orderNumber(),
                0,
                answer.restAsOrdered(),
                answer.lines().stream()
                        .map(
                                l ->
                                        AnyDocument.line(
                                                l.line(),
                                                l.item(),
                                                l.quantity(),
                                                AnyDocument.DAY + 9))
                        .toList(),
                "",
                0);
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void bothSidesSayThatTheyHaveRead(DocumentFormat name) throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        byte[] order =
                format.order(AnyDocument.toSupplier(name, 7), AnyDocument.order(), List.of());

        var receipt = format.acknowledge(AnyDocument.toBuyer(name, 21), format.read(order));

        if (format.acknowledgement().isEmpty()) {
            assertThat(receipt).isEmpty();
            return;
        }
        Interchange read = format.read(receipt.orElseThrow());
        assertThat(read.messages())
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.type()).isEqualTo(format.acknowledgement());
                            assertThat(message.receipt().control()).isEqualTo(7);
                            assertThat(message.receipt().verdict())
                                    .isEqualTo(Receipt.Verdict.ACCEPTED);
                        });
        assertThat(format.acknowledge(AnyDocument.toSupplier(name, 8), read))
                .as("nobody acknowledges an acknowledgement")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void saysOfEachKindOfOrderWhatItIs(DocumentFormat name) throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        for (OrderMessage order :
                List.of(AnyDocument.order(), AnyDocument.change(), AnyDocument.cancellation())) {
            byte[] document =
                    format.order(AnyDocument.toSupplier(name, 3), order, AnyDocument.LINES);

            Message message = format.read(document).messages().get(0);
            assertThat(message.type()).isEqualTo(format.typeOf(order));
            assertThat(message.orders())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields(unsaid(name, order))
                    .containsExactly(order);
        }
        assertThat(OrderTransition.values()).hasSize(3);
        assertThat(ReplyKind.values()).hasSize(6);
    }
}

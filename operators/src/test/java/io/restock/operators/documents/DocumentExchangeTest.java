package io.restock.operators.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class DocumentExchangeTest {
    private static final int KEY_GROUPS = 8;
    private static final String NUMBER = AnyDocument.order().number();

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void ordersGoOutOnceAndAnswersComeInAsTheBookUnderstandsThem(DocumentFormat name)
            throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(name, 0, OrderTransition.CREATED, AnyDocument.LINES);
            exchange.order(name, 0, OrderTransition.CREATED, AnyDocument.LINES);
            exchange.order(name, 1, OrderTransition.CHANGED, AnyDocument.change().lines());

            exchange.receive(answer(name, AnyDocument.answer(), 21));
            exchange.receive(answer(name, AnyDocument.shipment(), 22));

            List<SupplierDocument> documents = exchange.documents();
            PartnerFormat format = PartnerFormat.of(name);
            assertThat(documents)
                    .extracting(SupplierDocument::type)
                    .startsWith(
                            format.typeOf(AnyDocument.order()), format.typeOf(AnyDocument.change()))
                    .hasSize(format.acknowledgement().isEmpty() ? 2 : 4);
            assertThat(documents).extracting(SupplierDocument::id).doesNotHaveDuplicates();
            List<SupplierReply> replies = exchange.side(DocumentExchange.REPLIES);
            assertThat(replies)
                    .extracting(SupplierReply::kind)
                    .containsExactly(ReplyKind.ACCEPTED_WITH_CHANGE, ReplyKind.SHIPPED);
            assertThat(replies)
                    .allSatisfy(
                            reply -> {
                                assertThat(reply.orderNumber()).isEqualTo(NUMBER);
                                assertThat(reply.group()).isEqualTo("FRUIT");
                                assertThat(reply.revision()).isEqualTo(1);
                            });
            assertThat(replies.get(0).lines())
                    .containsExactly(
                            new ReplyLine("SKU-1001", 120, AnyDocument.DAY + 16),
                            new ReplyLine("SKU-1002", 0, AnyDocument.DAY + 13));
            assertThat(replies.get(1).lines())
                    .containsExactly(new ReplyLine("SKU-1001", 120, AnyDocument.DAY + 13));
            assertThat(exchange.reasons()).isEmpty();
        }
    }

    @Test
    void documentThatComesAgainHasTheSameEventId() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);
            AnswerMessage accepted =
                    new AnswerMessage(ReplyKind.ACCEPTED, NUMBER, 0, true, List.of(), "", 0);

            exchange.receive(answer(DocumentFormat.X12, accepted, 21));
            exchange.receive(answer(DocumentFormat.X12, accepted, 21));
            exchange.receive(answer(DocumentFormat.X12, accepted, 22));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .extracting(SupplierReply::eventId)
                    .satisfies(
                            ids -> {
                                assertThat(ids.get(0))
                                        .isEqualTo(ids.get(1))
                                        .isNotEqualTo(ids.get(2));
                                assertThat(ids.get(0))
                                        .hasSizeLessThanOrEqualTo(128)
                                        .doesNotContain("|");
                            });
        }
    }

    @Test
    void anotherAnswerUnderTheSameNumbersIsAnotherAnswer() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);
            String answer =
                    new String(answer(DocumentFormat.X12, AnyDocument.answer(), 1), ISO_8859_1);

            exchange.receive(answer);
            exchange.receive(answer.replace("*IC*120*", "*IC*100*"));
            exchange.receive(
                    answer.replace("*134108*1*", "*134108*2*").replace("GE*1*1~", "GE*1*2~"));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .extracting(SupplierReply::eventId)
                    .doesNotHaveDuplicates()
                    .hasSize(3);
        }
    }

    @Test
    void correctedDocumentOfTheSameIdIsAnotherAnswer() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.UBL, 0, OrderTransition.CREATED, AnyDocument.LINES);
            String answer =
                    new String(answer(DocumentFormat.UBL, AnyDocument.answer(), 1), ISO_8859_1);

            exchange.receive(answer);
            exchange.receive(answer);
            exchange.receive(answer.replace(">120<", ">100<"));

            List<SupplierReply> replies = exchange.side(DocumentExchange.REPLIES);
            assertThat(replies).hasSize(3);
            assertThat(replies.get(1).eventId()).isEqualTo(replies.get(0).eventId());
            assertThat(replies.get(2).eventId()).isNotEqualTo(replies.get(0).eventId());
        }
    }

    /** One firm that the buyer knows under two codes. */
    @Test
    void suppliersOfTheSameIdsShareNumbersAndEachGetsItsReceipts() throws Exception {
        DocumentTerms terms = AnyDocument.terms(DocumentFormat.X12);
        try (Exchange exchange = Exchange.open()) {
            exchange.order(terms, NUMBER, "SUP9", 0, OrderTransition.CREATED, AnyDocument.LINES);
            exchange.order(terms, "P2", "SUP8", 0, OrderTransition.CREATED, AnyDocument.LINES);

            exchange.receive(answer(DocumentFormat.X12, AnyDocument.answer(), 21));
            exchange.receive(PartnersWaysTest.x12("855", "BAK*00*AD*P2*20261122"));
            exchange.receive(PartnersWaysTest.x12("855", "BAK*00*AD*P3*20261122"));

            assertThat(exchange.documents())
                    .extracting(
                            SupplierDocument::type,
                            SupplierDocument::supplier,
                            DocumentExchangeTest::control)
                    .containsExactly(
                            tuple("850", "SUP9", "1"),
                            tuple("850", "SUP8", "2"),
                            tuple("997", "SUP9", "3"),
                            tuple("997", "SUP8", "4"),
                            tuple("997", "SUP8", "5"));
            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .extracting(SupplierReply::orderNumber)
                    .containsExactly(NUMBER, "P2");
        }
    }

    /** A receipt repeats what the partner calls its message, in the format's own characters. */
    @ParameterizedTest
    @MethodSource("unsayable")
    void documentWhoseReceiptCannotBeSaidStopsNothing(DocumentFormat name, byte[] document)
            throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(name, 0, OrderTransition.CREATED, AnyDocument.LINES);

            exchange.receive(document);
            exchange.receive(answer(name, AnyDocument.answer(), 22));

            assertThat(exchange.reasons())
                    .last()
                    .asString()
                    .contains("Interchange", "gets no " + PartnerFormat.of(name).acknowledgement());
            assertThat(exchange.documents())
                    .as("the order, and the receipt of the answer after it")
                    .hasSize(2);
        }
    }

    static List<Arguments> unsayable() throws Exception {
        String x12 = new String(answer(DocumentFormat.X12, AnyDocument.answer(), 21), ISO_8859_1);
        String edifact =
                new String(answer(DocumentFormat.EDIFACT, AnyDocument.answer(), 21), ISO_8859_1);
        return List.of(
                Arguments.of(
                        DocumentFormat.X12,
                        x12.replace("ST*855*0001~", "ST*855*0001|").getBytes(ISO_8859_1)),
                Arguments.of(
                        DocumentFormat.X12, x12.replace("*0001~", "*00é1~").getBytes(ISO_8859_1)),
                Arguments.of(
                        DocumentFormat.X12,
                        x12.replace('*', '|').replace("|0001~", "|00*1~").getBytes(ISO_8859_1)),
                Arguments.of(
                        DocumentFormat.EDIFACT,
                        edifact.replace("UNH+1+", "UNH+1\u0085+")
                                .replaceAll("(UNT.*)\\+1'", "$1+1\u0085'")
                                .getBytes(ISO_8859_1)));
    }

    @Property(tries = 30)
    void damageStopsNothing(@ForAll DocumentFormat name, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> whole =
                List.of(
                        answer(name, AnyDocument.answer(), 21),
                        answer(name, AnyDocument.shipment(), 22));
        try (Exchange exchange = Exchange.open()) {
            exchange.order(name, 0, OrderTransition.CREATED, AnyDocument.LINES);
            for (int i = 0; i < 20; i++) {
                byte[] hurt = whole.get(i % 2).clone();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    hurt[random.nextInt(hurt.length)] = (byte) random.nextInt(256);
                }
                exchange.receiveAnything(hurt);
            }
            int before = exchange.side(DocumentExchange.REPLIES).size();

            exchange.receive(whole.get(0));

            assertThat(exchange.side(DocumentExchange.REPLIES)).hasSize(before + 1);
        }
    }

    @Test
    void changeOfAnOrderThatWasNeverToldIsToldAsAnOrder() throws Exception {
        for (DocumentFormat name : DocumentFormat.values()) {
            try (Exchange exchange = Exchange.open()) {
                exchange.order(name, 1, OrderTransition.CHANGED, AnyDocument.LINES);
                exchange.receive(
                        answer(
                                name,
                                new AnswerMessage(
                                        ReplyKind.ACCEPTED, NUMBER, -1, true, List.of(), "", 0),
                                21));

                PartnerFormat format = PartnerFormat.of(name);
                SupplierDocument first = exchange.documents().get(0);
                assertThat(first.type()).isEqualTo(format.typeOf(AnyDocument.order()));
                assertThat(format.read(first.bytes()).messages().get(0).orders())
                        .singleElement()
                        .satisfies(
                                order -> {
                                    assertThat(order.transition())
                                            .isEqualTo(OrderTransition.CREATED);
                                    assertThat(order.lines()).isEqualTo(AnyDocument.LINES);
                                });
                assertThat(exchange.side(DocumentExchange.REPLIES))
                        .singleElement()
                        .extracting(SupplierReply::revision)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void cancellationOfAnOrderThatWasNeverToldIsNotTold() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 1, OrderTransition.CANCELLED, AnyDocument.LINES);

            assertThat(exchange.documents()).isEmpty();
            assertThat(exchange.side(DocumentExchange.UNDELIVERABLE))
                    .singleElement()
                    .satisfies(u -> assertThat(u.reason()).contains("never told"));
        }
    }

    /** A 997 is a receipt of the file, found by the control number of its group. */
    @ParameterizedTest
    @EnumSource(
            value = DocumentFormat.class,
            names = {"X12", "EDIFACT"})
    void receiptsSayThatAnOrderWasRead(DocumentFormat name) throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        try (Exchange exchange = Exchange.open()) {
            exchange.order(name, 0, OrderTransition.CREATED, AnyDocument.LINES);
            exchange.order(name, 1, OrderTransition.CHANGED, AnyDocument.change().lines());
            byte[] change = exchange.documents().get(1).bytes();

            exchange.receive(
                    format.acknowledge(AnyDocument.toBuyer(name, 31), format.read(change))
                            .orElseThrow());

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .extracting(SupplierReply::kind, SupplierReply::revision)
                    .containsExactly(tuple(ReplyKind.TECH_ACKED, 1));
            assertThat(exchange.documents()).as("no receipt of a receipt").hasSize(2);
        }
    }

    /** A TA1 speaks of the envelope: that it is right says nothing of the order in it. */
    @ParameterizedTest(name = "TA1 {0}")
    @CsvSource({
        "A, 000, ",
        "E, 022, 'took with errors our 860 of order %s, revision 1 (control number 2): TA1 is E, note 022.'",
        "R, 006, 'could not read our 860 of order %s, revision 1 (control number 2): TA1 is R, note 006.'"
    })
    void refusedInterchangeIsAnOrderThatWasNotTold(String code, String note, String reason)
            throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);
            exchange.order(
                    DocumentFormat.X12, 1, OrderTransition.CHANGED, AnyDocument.change().lines());

            exchange.receive(ReceiptsTest.ta1("2", code, note));

            assertThat(exchange.reasons())
                    .hasSize(reason == null ? 0 : 1)
                    .allSatisfy(
                            said ->
                                    assertThat(said)
                                            .endsWith(String.valueOf(reason).formatted(NUMBER)));
            assertThat(exchange.side(DocumentExchange.REPLIES)).isEmpty();
            assertThat(exchange.documents()).as("no receipt of a receipt").hasSize(2);
        }
    }

    @Test
    void refusedInterchangeThatToldNoOrderIsOnRejected() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);

            exchange.receive(ReceiptsTest.ta1("99", "A", "000"));
            exchange.receive(ReceiptsTest.ta1("99", "R", "006"));

            assertThat(exchange.reasons())
                    .singleElement()
                    .asString()
                    .contains("No order was told by control number 99", "note 006");
        }
    }

    @Test
    void receiptWithErrorsSaysThatTheOrderWasReadAndWhatIsWrong() throws Exception {
        PartnerFormat x12 = PartnerFormat.of(DocumentFormat.X12);
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);
            byte[] order = exchange.documents().get(0).bytes();
            byte[] receipt =
                    x12.acknowledge(AnyDocument.toBuyer(DocumentFormat.X12, 31), x12.read(order))
                            .orElseThrow();

            exchange.receive(
                    new String(receipt, ISO_8859_1)
                            .replace("AK5*A~", "AK5*E*5~")
                            .replace("AK9*A*", "AK9*E*"));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .extracting(SupplierReply::kind)
                    .containsExactly(ReplyKind.TECH_ACKED);
            assertThat(exchange.reasons())
                    .singleElement()
                    .asString()
                    .endsWith("(control number 1): AK9 is E, AK5 E*5.");
        }
    }

    @Test
    void answerToWhatWasNeverToldAnswersTheFirstThatWas() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 1, OrderTransition.CHANGED, AnyDocument.LINES);

            exchange.receive(PartnersWaysTest.x12("855", "BAK*00*AD*" + NUMBER + "*20261122*0"));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .singleElement()
                    .extracting(SupplierReply::revision)
                    .isEqualTo(1);
        }
    }

    @Test
    void firstRevisionIsAnsweredStillWhenManyFollowedIt() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            for (int revision = 0; revision < 7; revision++) {
                exchange.order(
                        DocumentFormat.X12,
                        revision,
                        revision == 0 ? OrderTransition.CREATED : OrderTransition.CHANGED,
                        AnyDocument.LINES);
            }

            exchange.receive(PartnersWaysTest.x12("855", "BAK*00*AD*" + NUMBER + "*20261122"));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .singleElement()
                    .extracting(SupplierReply::revision)
                    .isEqualTo(0);
        }
    }

    /** An 865 answers a change, and partners name none. */
    @ParameterizedTest(name = "told {0}: answers {1}")
    @CsvSource({"0, 0", "0 1, 1", "0 1 2, 1", "0 2 3, 2", "1 2, 2", "0 1 2 3 4 5 6, 1"})
    void answerToAChangeThatItDoesNotNameAnswersTheFirst(String told, int answered)
            throws Exception {
        try (Exchange exchange = Exchange.open()) {
            for (String revision : told.split(" ")) {
                exchange.order(
                        DocumentFormat.X12,
                        Integer.parseInt(revision),
                        OrderTransition.CHANGED,
                        AnyDocument.LINES);
            }

            exchange.receive(PartnersWaysTest.x12("865", "BCA*00*AT*" + NUMBER + "***20261122"));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .singleElement()
                    .extracting(SupplierReply::revision)
                    .isEqualTo(answered);
        }
    }

    @Test
    void changeThatAnAnswerDoesNotNameIsNotAgreedTo() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);
            exchange.order(
                    DocumentFormat.X12, 1, OrderTransition.CHANGED, AnyDocument.change().lines());

            exchange.receive(
                    answer(
                            DocumentFormat.X12,
                            new AnswerMessage(
                                    ReplyKind.ACCEPTED, NUMBER, -1, true, List.of(), "", 0),
                            21));
            exchange.receive(
                    answer(
                            DocumentFormat.X12,
                            new AnswerMessage(
                                    ReplyKind.SHIPPED,
                                    NUMBER,
                                    -1,
                                    false,
                                    AnyDocument.shipment().lines(),
                                    "",
                                    0),
                            22));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .extracting(SupplierReply::revision)
                    .containsExactly(0, 1);
        }
    }

    @Test
    void acceptanceOfLessIsOneWithChangeAndWhatItDoesNotNameIsAsOrdered() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);

            exchange.receive(
                    answer(
                            DocumentFormat.X12,
                            new AnswerMessage(
                                    ReplyKind.ACCEPTED,
                                    NUMBER,
                                    0,
                                    true,
                                    List.of(
                                            AnyDocument.line(
                                                    2, "SKU-1002", 7, AnyDocument.DAY + 13)),
                                    "",
                                    0),
                            21));

            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .singleElement()
                    .satisfies(
                            reply -> {
                                assertThat(reply.kind()).isEqualTo(ReplyKind.ACCEPTED_WITH_CHANGE);
                                assertThat(reply.lines())
                                        .containsExactly(
                                                new ReplyLine("SKU-1002", 7, AnyDocument.DAY + 13),
                                                new ReplyLine(
                                                        "SKU-1001", 144, AnyDocument.DAY + 12));
                            });
        }
    }

    @Test
    void whatCannotBeUnderstoodIsRejectedWithItsPlaceAndToldItsSender() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);
            String answer =
                    new String(answer(DocumentFormat.X12, AnyDocument.answer(), 21), ISO_8859_1);

            exchange.receive(answer.replace("*067*20261208", "*067*20261308"));
            exchange.receive(answer.replace("*120*EA", "*120*CS"));
            exchange.receive(answer.replace(NUMBER, "P0"));
            exchange.receive(answer.replace("SKU-1002", "SKU-9"));
            exchange.receive(answer.replace("PO1*1*****BP", "PO1*1***8.5**BP"));

            assertThat(exchange.reasons())
                    .satisfiesExactly(
                            r -> assertThat(r).contains("ACK at position 6, element 5", "20261308"),
                            r -> assertThat(r).contains("position 6", "CS", "EA"),
                            r -> assertThat(r).contains("position 4", "P0", "never told"),
                            r -> assertThat(r).contains("position 8", "SKU-9"),
                            r -> assertThat(r).contains("position 6", "8.5", "7.2"));
            assertThat(exchange.side(DocumentExchange.REPLIES))
                    .as("another price is told, and the quantity counts")
                    .hasSize(1);
            assertThat(exchange.documents())
                    .filteredOn(d -> d.type().equals("997"))
                    .first()
                    .satisfies(
                            d ->
                                    assertThat(new String(d.bytes(), ISO_8859_1))
                                            .contains(
                                                    "AK2*855*0001~",
                                                    "AK3*ACK*4**8~",
                                                    "AK4*5**8~",
                                                    "AK5*R*5~",
                                                    "AK9*R*1*1*0~"));
            assertThat(exchange.side(DocumentExchange.REJECTED))
                    .extracting(Rejected::offset)
                    .containsOnly(9L);
        }
    }

    @Test
    void aPartnerAnswersOnlyItsOwnOrders() throws Exception {
        DocumentTerms other =
                new DocumentTerms(
                        DocumentFormat.X12, "ZZ", "BUYERCO", "ZZ", "OTHER", "", "", "", "", false);
        try (Exchange exchange = Exchange.open()) {
            exchange.order(DocumentFormat.X12, 0, OrderTransition.CREATED, AnyDocument.LINES);

            exchange.receive(
                    PartnerFormat.of(DocumentFormat.X12)
                            .answer(
                                    new Envelope(5, AnyDocument.TIME, other, false),
                                    AnyDocument.answer(),
                                    "X"));

            assertThat(exchange.side(DocumentExchange.REPLIES)).isEmpty();
            assertThat(exchange.reasons()).singleElement().asString().contains("OTHER", "no order");
            assertThat(exchange.documents()).hasSize(1);
        }
    }

    /** An answer that a supplier only tried must not change a plan. */
    @ParameterizedTest
    @EnumSource(
            value = DocumentFormat.class,
            names = {"X12", "EDIFACT"})
    void testsCountWithAPartnerInTestAlone(DocumentFormat name) throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        DocumentTerms production = AnyDocument.terms(name);
        DocumentTerms test =
                new DocumentTerms(
                        name,
                        production.buyerQualifier(),
                        production.buyerId(),
                        production.supplierQualifier(),
                        production.supplierId(),
                        "",
                        "",
                        "",
                        "",
                        true);
        try (Exchange exchange = Exchange.open()) {
            exchange.order(production, 0, OrderTransition.CREATED, AnyDocument.LINES);

            exchange.receive(
                    format.answer(
                            new Envelope(21, AnyDocument.TIME, test, false),
                            AnyDocument.answer(),
                            "A-21"));

            assertThat(exchange.reasons())
                    .singleElement()
                    .asString()
                    .endsWith(
                            "says test, and with %s (%s) it is production."
                                    .formatted(
                                            production.supplierId(),
                                            production.supplierQualifier()));
            assertThat(exchange.side(DocumentExchange.REPLIES)).isEmpty();

            exchange.order(test, 1, OrderTransition.CHANGED, AnyDocument.change().lines());
            exchange.receive(
                    format.answer(
                            new Envelope(22, AnyDocument.TIME, test, false),
                            AnyDocument.answer(),
                            "A-22"));

            assertThat(exchange.side(DocumentExchange.REPLIES)).hasSize(1);
            assertThat(exchange.documents())
                    .as("order, change and receipt of the answer")
                    .extracting(document -> format.read(document.bytes()).test())
                    .containsExactly(false, true, true);
        }
    }

    @Test
    void whatAFormatCannotSayIsGivenBackAndTakesNoControlNumber() throws Exception {
        try (Exchange exchange = Exchange.open()) {
            exchange.order(
                    DocumentFormat.X12,
                    0,
                    OrderTransition.CREATED,
                    List.of(new OrderLine(1, "STAR*ITEM", 1, 1, 1, 0)));
            exchange.order(DocumentFormat.X12, 1, OrderTransition.CHANGED, AnyDocument.LINES);

            assertThat(exchange.side(DocumentExchange.UNDELIVERABLE))
                    .singleElement()
                    .satisfies(u -> assertThat(u.reason()).contains("STAR*ITEM"));
            assertThat(exchange.documents()).hasSize(1);
            assertThat(control(exchange.documents().get(0))).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void controlNumbersGrowOverRestartsAndScaling(StateBackend backend) throws Exception {
        List<DocumentTerms> partners = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            partners.add(
                    new DocumentTerms(
                            DocumentFormat.X12,
                            "ZZ",
                            "BUYERCO",
                            "ZZ",
                            "SUP" + i,
                            "",
                            "",
                            "",
                            "",
                            false));
        }
        List<SupplierDocument> said = new ArrayList<>();
        List<OperatorSubtaskState> states = List.of();
        int revision = 0;
        for (int parallelism : new int[] {1, 2, 3, 2, 1}) {
            try (Exchange exchange = Exchange.open(backend, parallelism, states)) {
                for (DocumentTerms terms : partners) {
                    exchange.order(terms, revision, OrderTransition.CHANGED, AnyDocument.LINES);
                }
                states = exchange.snapshot();
                said.addAll(exchange.documents());
            }
            revision++;
        }

        for (DocumentTerms terms : partners) {
            assertThat(said)
                    .filteredOn(
                            d ->
                                    new String(d.bytes(), ISO_8859_1)
                                            .contains("*" + terms.supplierId() + "*"))
                    .extracting(DocumentExchangeTest::control)
                    .containsExactly("1", "2", "3", "4", "5");
        }
        assertThat(said)
                .as("the change is told against what was told before the restart")
                .filteredOn(d -> new String(d.bytes(), ISO_8859_1).contains("POC*1*NC*"))
                .hasSize(4 * partners.size());
    }

    @Test
    void afterTheLargestControlNumberComesTheFirst() {
        assertThat(Envelope.after(0)).isEqualTo(1);
        assertThat(Envelope.after(Envelope.MOST_CONTROL)).isEqualTo(1);
    }

    @Test
    void stateAndRecordsNeedNoKryo() {
        for (Class<?> type :
                List.of(
                        Partner.class,
                        SentOrder.class,
                        SentRevision.class,
                        SentDocument.class,
                        SupplierTerms.class,
                        PartnerOrder.class,
                        ReceivedDocument.class,
                        SupplierDocument.class,
                        Undeliverable.class)) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        }
    }

    private static String control(SupplierDocument document) {
        return new String(document.bytes(), ISO_8859_1)
                .replaceAll("(?s).*GE\\*1\\*(\\d+)~.*", "$1");
    }

    private static byte[] answer(DocumentFormat name, AnswerMessage answer, long control)
            throws Exception {
        return PartnerFormat.of(name)
                .answer(AnyDocument.toBuyer(name, control), answer, "A-" + control);
    }

    /** All subtasks of the operator. */
    private static final class Exchange implements AutoCloseable {
        private final List<
                        KeyedTwoInputStreamOperatorTestHarness<
                                String, PartnerOrder, ReceivedDocument, SupplierDocument>>
                harnesses = new ArrayList<>();

        static Exchange open() throws Exception {
            return open(new HashMapStateBackend(), 1, List.of());
        }

        static Exchange open(
                StateBackend backend, int parallelism, List<OperatorSubtaskState> before)
                throws Exception {
            Exchange exchange = new Exchange();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                var harness =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(new DocumentExchange()),
                                PartnerOrder::partner,
                                ReceivedDocument::partner,
                                Types.STRING,
                                KEY_GROUPS,
                                parallelism,
                                subtask);
                harness.setStateBackend(backend);
                if (!before.isEmpty()) {
                    OperatorSubtaskState all =
                            AbstractStreamOperatorTestHarness.repackageState(
                                    before.toArray(new OperatorSubtaskState[0]));
                    harness.initializeState(
                            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                    all, KEY_GROUPS, before.size(), parallelism, subtask));
                }
                harness.open();
                exchange.harnesses.add(harness);
            }
            return exchange;
        }

        void order(DocumentFormat name, int revision, OrderTransition said, List<OrderLine> lines)
                throws Exception {
            order(AnyDocument.terms(name), revision, said, lines);
        }

        void order(DocumentTerms terms, int revision, OrderTransition said, List<OrderLine> lines)
                throws Exception {
            order(terms, NUMBER, "SUP9", revision, said, lines);
        }

        void order(
                DocumentTerms terms,
                String number,
                String supplier,
                int revision,
                OrderTransition said,
                List<OrderLine> lines)
                throws Exception {
            PurchaseOrder order =
                    new PurchaseOrder(
                            number,
                            revision,
                            said,
                            OrderStatus.SENT,
                            "FRUIT",
                            AnyDocument.DAY,
                            supplier,
                            "W1",
                            AnyDocument.TIME - 3_600_000,
                            "EUR",
                            lines,
                            "",
                            "FRUIT:20779:0",
                            "");
            PartnerOrder event = new PartnerOrder(terms, order);
            subtask(event.partner()).processElement1(new StreamRecord<>(event));
        }

        void receive(String document) throws Exception {
            receive(document.getBytes(ISO_8859_1));
        }

        /** Over the sorter, as in the job. */
        void receive(byte[] document) throws Exception {
            String partner = PartnerFormat.of(document).read(document).partner();
            subtask(partner)
                    .processElement2(
                            new StreamRecord<>(
                                    new ReceivedDocument(
                                            partner, "in", 2, 9, new byte[0], document)));
        }

        /** The same where the sorter may have stopped it. */
        void receiveAnything(byte[] document) throws Exception {
            try {
                PartnerFormat.of(document).read(document);
            } catch (UnreadableDocumentException e) {
                return;
            }
            receive(document);
        }

        private KeyedTwoInputStreamOperatorTestHarness<
                        String, PartnerOrder, ReceivedDocument, SupplierDocument>
                subtask(String partner) {
            return harnesses.get(
                    org.apache.flink.runtime.state.KeyGroupRangeAssignment
                            .assignKeyToParallelOperator(partner, KEY_GROUPS, harnesses.size()));
        }

        List<SupplierDocument> documents() {
            List<SupplierDocument> all = new ArrayList<>();
            harnesses.forEach(h -> all.addAll(h.extractOutputValues()));
            return all;
        }

        <T> List<T> side(OutputTag<T> tag) {
            List<T> all = new ArrayList<>();
            for (var harness : harnesses) {
                Queue<StreamRecord<T>> said = harness.getSideOutput(tag);
                if (said != null) {
                    said.forEach(record -> all.add(record.getValue()));
                }
            }
            return all;
        }

        List<String> reasons() {
            return side(DocumentExchange.REJECTED).stream().map(Rejected::reason).toList();
        }

        List<OperatorSubtaskState> snapshot() throws Exception {
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (var harness : harnesses) {
                states.add(harness.snapshot(1, 1));
            }
            return states;
        }

        @Override
        public void close() throws Exception {
            for (var harness : harnesses) {
                harness.close();
            }
        }
    }
}

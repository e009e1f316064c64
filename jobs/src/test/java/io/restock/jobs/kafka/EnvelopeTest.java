package io.restock.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.DataFlag;
import io.restock.domain.DataFlagKind;
import io.restock.domain.DemandReport;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.TransferOrder;
import io.restock.jobs.contract.Contract;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.AnyMessage;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Json;
import io.restock.operators.documents.SupplierDocument;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    private static final Settings SETTINGS =
            Settings.of(
                    Map.of(
                            "kafka.bootstrap.servers", "broker:9092",
                            "topics.prefix", "north.",
                            "orders.source", "urn:shop:north"));
    private static final Envelope ENVELOPE = new Envelope(SETTINGS);
    private static final PurchaseOrder ORDER =
            new PurchaseOrder(
                    "POWH1SUP920261122007",
                    2,
                    OrderTransition.CHANGED,
                    OrderStatus.SENT,
                    "G1",
                    20_779,
                    "SUP9",
                    "WH1",
                    1_795_342_530_000L,
                    "EUR",
                    List.of(),
                    "demand rose",
                    "G1:20779:1",
                    "9f2c1a");

    @Test
    void putsOrdersOfSuppliersThatAreKeptApartOnTheirOwnTopicsAlone() {
        Envelope apart = new Envelope(SETTINGS.with("orders.own-topics", "SUP8,SUP9"));
        Envelope others = new Envelope(SETTINGS.with("orders.own-topics", "SUP8"));

        assertThat(apart.of(ORDER).topic()).isEqualTo("north.purchase-orders.SUP9");
        assertThat(apart.stateOf(ORDER).topic()).isEqualTo("north.purchase-orders-state.SUP9");
        assertThat(others.of(ORDER).topic()).isEqualTo("north.purchase-orders");
    }

    @Test
    void putsOrdersIntoCloudEventsThatSuppliersCanTellApart() throws Exception {
        Outbound record = ENVELOPE.of(ORDER);

        assertThat(record.topic()).isEqualTo("north.purchase-orders");
        assertThat(record.key()).isEqualTo("POWH1SUP920261122007".getBytes(UTF_8));
        assertThat(record.headers())
                .containsExactly(
                        "ce_specversion", "1.0",
                        "ce_id", "POWH1SUP920261122007:2:changed",
                        "ce_type", "io.restock.purchaseorder.changed.v1",
                        "ce_source", "urn:shop:north",
                        "ce_time", "2026-11-22T10:15:30Z",
                        "ce_subject", "POWH1SUP920261122007",
                        "content-type", "application/json",
                        "idempotency-key", "POWH1SUP920261122007:2:changed",
                        "po-revision", "2",
                        "decisionid", "G1:20779:1",
                        "model-version", "9f2c1a");
        assertThat(Decoder.of(PurchaseOrder.class).message(record.value())).isEqualTo(ORDER);
    }

    @Test
    void ordersKeepTheContractWithSuppliers() throws Exception {
        AnyMessage any = new AnyMessage(new Random(11));
        for (int i = 0; i < 50; i++) {
            Outbound order = ENVELOPE.of(any.purchaseOrder());

            Contract.assertHeadersKept("order-headers", order.headers());
            Contract.assertKept("purchase-order", order.value());
            Contract.assertHeadersKept("order-headers", ENVELOPE.of(any.transferOrder()).headers());
        }
        assertThat(Contract.faults("order-headers", Json.MAPPER.readTree("{\"ce_id\":\"7\"}")))
                .as("what has no headers does not keep it")
                .hasSizeGreaterThan(5);
    }

    @Test
    void putsADocumentAsItIsUnderItsSupplier() {
        byte[] bytes = "ISA*00".getBytes(UTF_8);

        Outbound record =
                ENVELOPE.of(
                        new SupplierDocument(
                                "SUP9",
                                "OrderChange",
                                "P1:1:changed:OrderChange",
                                "P1",
                                "application/xml",
                                1_795_342_530_000L,
                                bytes));

        isAt(record, "supplier-documents", "SUP9");
        assertThat(record.value()).isEqualTo(bytes);
        assertThat(record.headers())
                .containsExactly(
                        "ce_specversion", "1.0",
                        "ce_id", "P1:1:changed:OrderChange",
                        "ce_type", "io.restock.document.orderchange.v1",
                        "ce_source", "urn:shop:north",
                        "ce_time", "2026-11-22T10:15:30Z",
                        "ce_subject", "P1",
                        "content-type", "application/xml",
                        "idempotency-key", "P1:1:changed:OrderChange",
                        "supplier", "SUP9");
        Contract.assertHeadersKept("document-headers", record.headers());
    }

    @Test
    void keepsTheLatestDocumentUnderTheSameKey() {
        Outbound state = ENVELOPE.stateOf(ORDER);

        assertThat(state.topic()).isEqualTo("north.purchase-orders-state");
        assertThat(state.key()).isEqualTo(ENVELOPE.of(ORDER).key());
        assertThat(state.value()).isEqualTo(ENVELOPE.of(ORDER).value());
    }

    @Test
    void keysEachMessageByWhatMustKeepItsOrder() {
        AnyMessage any = new AnyMessage(new Random(5));
        var forecast = any.forecast();
        var transfer = any.transferOrder();
        var plan = any.plan();
        var line = any.planLine();
        var day = new DemandReport("S1", "APPLE", 20_777, 0, 3, 4, 0.5f, "Why.", List.of());

        assertThat(ENVELOPE.of(forecast))
                .satisfies(r -> isAt(r, "forecasts", forecast.location() + '|' + forecast.item()));
        assertThat(ENVELOPE.of(transfer))
                .satisfies(r -> isAt(r, "transfer-orders", transfer.number()));
        assertThat(ENVELOPE.of(plan)).satisfies(r -> isAt(r, "plans", plan.group()));
        assertThat(ENVELOPE.of(line)).satisfies(r -> isAt(r, "plans", line.group()));
        assertThat(ENVELOPE.of(day)).satisfies(r -> isAt(r, "demand", "S1|APPLE"));
        assertThat(ENVELOPE.of(any.model())).satisfies(r -> isAt(r, "models", "demand"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOCK_OUT, APPLE, '', S1|APPLE",
        "STOCK_UNKNOWN, '', '', S1",
        "ORDER_UNANSWERED, '', P26111905FRUITFARMW1, P26111905FRUITFARMW1",
        "ORDER_OVERDUE, '', T26111905FRUITW1S1, T26111905FRUITW1S1",
        "ORDER_HELD, '', P26112105FRUITFARMW1, P26112105FRUITFARMW1",
    })
    void keysAnAlertByWhatItIsAbout(AlertKind kind, String item, String order, String key)
            throws Exception {
        Alert alert =
                new Alert("a", kind, "G1", "S1", item, order, "", 20_777, -1, 1, 2.5, 3, "Why.", 5);

        Outbound record = ENVELOPE.of(alert);

        isAt(record, "alerts", key);
        assertThat(record.headers()).isEmpty();
        assertThat(Decoder.of(Alert.class).message(record.value())).isEqualTo(alert);
    }

    @Test
    void keysAnAlertOfNoPlaceByItself() throws Exception {
        Alert alert =
                new Alert(
                        "drift:SLOW:20777",
                        AlertKind.FORECAST_DRIFT,
                        "",
                        "",
                        "",
                        "",
                        "",
                        20_777,
                        -1,
                        0,
                        0,
                        0,
                        "Why.",
                        5);

        Outbound record = ENVELOPE.of(alert);

        isAt(record, "alerts", "drift:SLOW:20777");
        assertThat(Decoder.of(Alert.class).message(record.value())).isEqualTo(alert);
    }

    @Test
    void saysADayOfDemandWholeEvenWhereNothingIsKnownOfIt() throws Exception {
        DemandReport day =
                new DemandReport(
                        "S1",
                        "APPLE",
                        20_777,
                        0,
                        Float.NaN,
                        Float.NaN,
                        Float.NaN,
                        "",
                        List.of(new DataFlag(DataFlagKind.MISSING, 20_776, 2, "Nothing known.")));

        Outbound record = ENVELOPE.of(day);

        assertThat(record.headers()).isEmpty();
        assertThat(Decoder.of(DemandReport.class).message(record.value())).isEqualTo(day);
    }

    @Test
    void putsTransfersIntoTheSameEnvelopeForWarehousesToTellApart() {
        TransferOrder transfer =
                new TransferOrder(
                        "T26112105FRUITW1S1",
                        3,
                        OrderTransition.CANCELLED,
                        "FRUIT",
                        20_778,
                        "W1",
                        "S1",
                        1_795_342_530_000L,
                        List.of(),
                        "FRUIT:20778:1");

        assertThat(ENVELOPE.of(transfer).headers())
                .containsExactly(
                        "ce_specversion", "1.0",
                        "ce_id", "T26112105FRUITW1S1:3:cancelled",
                        "ce_type", "io.restock.transferorder.cancelled.v1",
                        "ce_source", "urn:shop:north",
                        "ce_time", "2026-11-22T10:15:30Z",
                        "ce_subject", "T26112105FRUITW1S1",
                        "content-type", "application/json",
                        "idempotency-key", "T26112105FRUITW1S1:3:cancelled",
                        "po-revision", "3",
                        "decisionid", "FRUIT:20778:1");
    }

    @Test
    void keepsTheKeyOfWhatIsRejected() {
        Rejected rejected = new Rejected("sales", 1, 2, "Why.", bytes("key"), bytes("raw"));

        assertThat(ENVELOPE.of(rejected)).satisfies(r -> isAt(r, "rejected", "key"));
    }

    @Test
    void cutsRejectedRecordsThatTheTopicCouldNotHold() throws Exception {
        byte[] huge = new byte[Envelope.LARGEST_REJECTED + 1];
        Rejected rejected = new Rejected("sales", 1, 2, "Why.", huge, huge);

        Outbound record = ENVELOPE.of(rejected);

        assertThat(record.key().length + record.value().length)
                .isLessThan(Topics.largestMessage(SETTINGS));
        var tree = Json.MAPPER.readTree(record.value());
        assertThat(tree.get("raw").binaryValue()).hasSize(Envelope.LARGEST_REJECTED);
        assertThat(tree.get("reason").asText())
                .isEqualTo("Why. Only the first bytes are kept here; the whole is in its topic.");
    }

    @Test
    void handsHeadersToKafka() {
        Outbound outbound =
                new Outbound("t", bytes("k"), bytes("v"), new String[] {"a", "1", "b", "2"});

        ProducerRecord<byte[], byte[]> record =
                new OutboundSchema().serialize(outbound, new NoContext(), 5L);

        assertThat(record.topic()).isEqualTo("t");
        assertThat(record.headers())
                .extracting(header -> header.key() + '=' + new String(header.value(), UTF_8))
                .containsExactly("a=1", "b=2");
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void keepsRecordsOnTheirWayAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Outbound.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Rejected.class);
    }

    private static void isAt(Outbound record, String topic, String key) {
        assertThat(record.topic()).isEqualTo("north." + topic);
        assertThat(record.key()).isEqualTo(bytes(key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static final class NoContext
            implements org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema
                    .KafkaSinkContext {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0};
        }
    }
}

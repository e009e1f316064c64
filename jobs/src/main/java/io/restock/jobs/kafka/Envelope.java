package io.restock.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.Alert;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.ModelNews;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.SeriesKey;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Iso;
import io.restock.jobs.wire.Messages;
import io.restock.operators.documents.SupplierDocument;
import io.restock.operators.forecast.life.ModelJudge;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts messages into records: topic, key and headers. */
final class Envelope implements Serializable {
    private static final long serialVersionUID = 1L;

    /** In base64 and with its key it still fits the topic of rejected records. */
    static final int LARGEST_REJECTED = 4 * 1024 * 1024;

    private static final int LARGEST_REJECTED_KEY = 512 * 1024;
    private static final String CUT =
            " Only the first bytes are kept here; the whole is in its topic.";
    private static final String[] NO_HEADERS = {};

    private final String prefix;
    private final String ordersSource;
    private final Set<String> ownTopics;

    Envelope(Settings settings) {
        this.prefix = settings.get(Keys.TOPICS_PREFIX);
        this.ordersSource = settings.get(Keys.ORDERS_SOURCE);
        this.ownTopics = new HashSet<>(settings.get(Keys.ORDERS_OWN_TOPICS));
    }

    /** Keyed by series, as forecasts of a series replace each other. */
    Outbound of(Forecast forecast) {
        return plain(Topic.FORECASTS, SeriesKey.id(forecast.location(), forecast.item()), forecast);
    }

    /** Keyed by series, whose days stay in order. */
    Outbound of(DemandReport day) {
        return plain(Topic.DEMAND, SeriesKey.id(day.location(), day.item()), day);
    }

    /** Keyed by what is forecast, so that all news of its models stay in order. */
    Outbound of(ModelNews news) {
        return plain(Topic.MODELS, ModelJudge.NAME, news);
    }

    /** The transition, for the topic of all transitions. */
    Outbound of(PurchaseOrder order) {
        return order(Topic.PURCHASE_ORDERS, order);
    }

    /** The document as it stands now, for the compacted topic. */
    Outbound stateOf(PurchaseOrder order) {
        return order(Topic.PURCHASE_ORDERS_STATE, order);
    }

    /** Keyed by the transfer, in the same envelope as purchase orders. */
    Outbound of(TransferOrder order) {
        Map<String, String> headers =
                headers(
                        "transferorder",
                        order.number(),
                        order.revision(),
                        order.transition(),
                        order.issuedMillis(),
                        order.decisionId());
        return enveloped(prefix + Topic.TRANSFER_ORDERS.base(), order.number(), order, headers);
    }

    /** Keyed by group, so that a group's plans and their lines stay together in order. */
    Outbound of(PlanRecord plan) {
        return plain(Topic.PLANS, plan.group(), plan);
    }

    Outbound of(PlanLine line) {
        return plain(Topic.PLANS, line.group(), line);
    }

    /** Keyed by group: a chain is in one partition, in its order. */
    Outbound of(LogEntry entry) {
        return plain(Topic.DECISION_LOG, entry.group(), entry);
    }

    /** Keyed by what it is about: an order, a series, a location, or itself. */
    Outbound of(Alert alert) {
        return plain(Topic.ALERTS, keyOf(alert), alert);
    }

    /** Keyed by the order, as other answers to it. */
    Outbound of(SupplierReply reply) {
        return plain(Topic.SUPPLIER_REPLIES, reply.orderNumber(), reply);
    }

    /** The document itself, keyed by its supplier; who and what it is, is in the headers. */
    Outbound of(SupplierDocument document) {
        return new Outbound(
                ofSupplier(Topic.SUPPLIER_DOCUMENTS, document.supplier()),
                document.supplier().getBytes(UTF_8),
                document.bytes(),
                new String[] {
                    "ce_specversion", "1.0",
                    "ce_id", document.id(),
                    "ce_type",
                            "io.restock.document."
                                    + document.type().toLowerCase(Locale.ROOT)
                                    + ".v1",
                    "ce_source", ordersSource,
                    "ce_time", Iso.time(document.timeMillis()),
                    "ce_subject", document.subject(),
                    "content-type", document.contentType(),
                    "idempotency-key", document.id(),
                    "supplier", document.supplier()
                });
    }

    private static String keyOf(Alert alert) {
        if (!alert.orderNumber().isEmpty()) {
            return alert.orderNumber();
        }
        if (alert.location().isEmpty()) {
            return alert.alertId();
        }
        return alert.item().isEmpty()
                ? alert.location()
                : SeriesKey.id(alert.location(), alert.item());
    }

    /** Under its own key; what is too large for the topic is cut, and its reason says so. */
    Outbound of(Rejected rejected) {
        Rejected fitting = rejected;
        if (rejected.raw().length > LARGEST_REJECTED
                || rejected.key().length > LARGEST_REJECTED_KEY) {
            fitting =
                    new Rejected(
                            rejected.topic(),
                            rejected.partition(),
                            rejected.offset(),
                            rejected.reason() + CUT,
                            first(rejected.key(), LARGEST_REJECTED_KEY),
                            first(rejected.raw(), LARGEST_REJECTED));
        }
        return new Outbound(
                prefix + Topic.REJECTED.base(),
                fitting.key(),
                Messages.encodeRejected(fitting),
                NO_HEADERS);
    }

    private Outbound plain(Topic topic, String key, Object message) {
        return new Outbound(
                prefix + topic.base(), key.getBytes(UTF_8), Messages.encode(message), NO_HEADERS);
    }

    private Outbound order(Topic topic, PurchaseOrder order) {
        Map<String, String> headers =
                headers(
                        "purchaseorder",
                        order.number(),
                        order.revision(),
                        order.transition(),
                        order.issuedMillis(),
                        order.decisionId());
        if (!order.modelVersion().isEmpty()) {
            headers.put("model-version", order.modelVersion());
        }
        return enveloped(ofSupplier(topic, order.supplier()), order.number(), order, headers);
    }

    private String ofSupplier(Topic topic, String supplier) {
        String shared = prefix + topic.base();
        return ownTopics.contains(supplier) ? Topics.own(shared, supplier) : shared;
    }

    /** CloudEvents 1.0 in binary mode: a reader filters duplicates on ce_source and ce_id. */
    private Map<String, String> headers(
            String kind,
            String number,
            int revision,
            OrderTransition said,
            long issuedMillis,
            String decisionId) {
        String transition = said.name().toLowerCase(Locale.ROOT);
        String id = number + ':' + revision + ':' + transition;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_type", "io.restock." + kind + '.' + transition + ".v1");
        headers.put("ce_source", ordersSource);
        headers.put("ce_time", Iso.time(issuedMillis));
        headers.put("ce_subject", number);
        headers.put("content-type", "application/json");
        headers.put("idempotency-key", id);
        headers.put("po-revision", Integer.toString(revision));
        headers.put("decisionid", decisionId);
        return headers;
    }

    private Outbound enveloped(
            String topic, String key, Object message, Map<String, String> headers) {
        return new Outbound(
                topic,
                key.getBytes(UTF_8),
                Messages.encode(message),
                headers.entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }

    private static byte[] first(byte[] bytes, int most) {
        return Arrays.copyOf(bytes, Math.min(bytes.length, most));
    }
}

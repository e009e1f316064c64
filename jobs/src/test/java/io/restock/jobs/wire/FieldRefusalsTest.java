package io.restock.jobs.wire;

import static io.restock.jobs.wire.FieldRule.aboveZero;
import static io.restock.jobs.wire.FieldRule.anyWhole;
import static io.restock.jobs.wire.FieldRule.ascii;
import static io.restock.jobs.wire.FieldRule.atLeastZero;
import static io.restock.jobs.wire.FieldRule.choice;
import static io.restock.jobs.wire.FieldRule.code;
import static io.restock.jobs.wire.FieldRule.currency;
import static io.restock.jobs.wire.FieldRule.day;
import static io.restock.jobs.wire.FieldRule.finite;
import static io.restock.jobs.wire.FieldRule.flag;
import static io.restock.jobs.wire.FieldRule.hash;
import static io.restock.jobs.wire.FieldRule.hours;
import static io.restock.jobs.wire.FieldRule.id;
import static io.restock.jobs.wire.FieldRule.ids;
import static io.restock.jobs.wire.FieldRule.part;
import static io.restock.jobs.wire.FieldRule.parts;
import static io.restock.jobs.wire.FieldRule.real;
import static io.restock.jobs.wire.FieldRule.reals;
import static io.restock.jobs.wire.FieldRule.requiredId;
import static io.restock.jobs.wire.FieldRule.text;
import static io.restock.jobs.wire.FieldRule.time;
import static io.restock.jobs.wire.FieldRule.whole;
import static io.restock.jobs.wire.FieldRule.wholeFrom;
import static io.restock.jobs.wire.FieldRule.zone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.Rejected;
import io.restock.jobs.wire.FieldRule.Wrong;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every message refuses what it cannot take, and says so by name and value. */
class FieldRefusalsTest {
    /** Stands in a message where a value is put as it is, so that it need not be JSON. */
    private static final String HERE = "@here@";

    private static final int LONGEST_SHOWN = 40;

    private static final String[] TRANSITIONS = {"CREATED", "CHANGED", "CANCELLED"};
    private static final List<Part> MESSAGES =
            List.of(
                    Part.of(
                            "sale",
                            List.of("eventId"),
                            requiredId("eventId"),
                            requiredId("location"),
                            requiredId("item"),
                            time("time"),
                            real("units", 0, 1_000_000_000),
                            id("corrects").optional()),
                    Part.of(
                            "stock",
                            List.of("eventId"),
                            requiredId("eventId"),
                            requiredId("location"),
                            requiredId("item"),
                            day("day"),
                            time("time"),
                            real("onHand", 0, 1_000_000_000).optional(),
                            hours("stockOutHours")),
                    Part.of(
                            "weather",
                            List.of("eventId"),
                            requiredId("eventId"),
                            requiredId("region"),
                            day("day"),
                            time("issued"),
                            flag("observed"),
                            real("temperatureC", -100, 70).optional(),
                            real("precipitationMm", 0, 3000).optional(),
                            real("humidityPct", 0, 100).optional(),
                            real("windLevel", 0, 20).optional()),
                    Part.of(
                            "model",
                            List.of("version"),
                            requiredId("version"),
                            text("folder", 0).optional(),
                            choice(
                                    "change",
                                    "ANNOUNCED",
                                    "PROMOTED",
                                    "REJECTED",
                                    "ROLLED_BACK",
                                    "RETIRED"),
                            text("reason", 0).optional(),
                            id("comparedWith").optional(),
                            whole("days", 0, 100_000).optional(),
                            wholeFrom("rows", 0, Long.MAX_VALUE).optional(),
                            real("pinball", 0, 1_000_000_000).optional(),
                            real("comparedPinball", 0, 1_000_000_000).optional(),
                            real("holdOutWape", 0, 1_000_000_000).optional(),
                            real("holdOutPinball", 0, 1_000_000_000).optional(),
                            time("time")),
                    Part.of(
                            "holiday",
                            List.of("region", "day"),
                            requiredId("region"),
                            day("day"),
                            flag("holiday"),
                            text("name", 0).optional(),
                            time("announced")),
                    Part.of(
                            "promotion",
                            List.of("eventId"),
                            requiredId("eventId"),
                            requiredId("location"),
                            requiredId("item"),
                            day("from"),
                            day("to"),
                            real("discount", 0, 10).optional(),
                            flag("promoted"),
                            time("announced")),
                    Part.of(
                            "reply",
                            List.of("eventId"),
                            requiredId("eventId"),
                            code("orderNumber", 22),
                            whole("revision", 0, 1_000_000),
                            code("group", 6),
                            choice(
                                    "kind",
                                    "TECH_ACKED",
                                    "ACCEPTED",
                                    "ACCEPTED_WITH_CHANGE",
                                    "REJECTED",
                                    "SHIPPED",
                                    "RECEIVED"),
                            time("time"),
                            parts("lines", 0)),
                    Part.in(
                            "reply",
                            "lines",
                            "line",
                            List.of("item"),
                            requiredId("item"),
                            wholeFrom("quantity", 0, Long.MAX_VALUE),
                            day("expected")),
                    Part.of(
                            "decision",
                            List.of("eventId"),
                            requiredId("eventId"),
                            code("group", 6),
                            decisions(),
                            code("orderNumber", 22).optional(),
                            text("by", 1),
                            text("reason", 0).optional(),
                            time("time")),
                    Part.in(
                            "decision.override",
                            "",
                            "decision",
                            List.of("eventId"),
                            requiredId("eventId"),
                            code("group", 6),
                            decisions(),
                            text("by", 1),
                            text("reason", 0).optional(),
                            time("time"),
                            code("supplier", 8).optional(),
                            id("location").optional(),
                            id("item").optional(),
                            real("quantity", 0, 1_000_000_000).optional(),
                            day("from").optional(),
                            day("until").optional()),
                    Part.of(
                            "forecast",
                            List.of("location", "item", "origin"),
                            requiredId("location"),
                            requiredId("item"),
                            day("origin"),
                            time("issued"),
                            text("modelVersion", 0).optional(),
                            text("method", 1),
                            text("fallbackReason", 0).optional(),
                            reals("mean"),
                            reals("quantiles"),
                            day("seasonEnd").optional()),
                    Part.of("location", List.of("id"), location()),
                    Part.of(
                            "group",
                            List.of("id"),
                            code("id", 6),
                            wholeFrom("version", 0, Integer.MAX_VALUE),
                            zone("zone"),
                            whole("cutOffMinute", 0, 1439),
                            whole("buckets", 2, 366),
                            atLeastZero("overflowCost"),
                            currency("currency"),
                            text("assumed", 0).optional(),
                            parts("locations", 1),
                            parts("suppliers", 0),
                            parts("lanes", 0),
                            parts("items", 0)),
                    Part.in("group", "locations", "location", List.of("id"), location()),
                    Part.in(
                            "group",
                            "suppliers",
                            "supplier",
                            List.of("id"),
                            code("id", 8),
                            whole("leadTimeDays", 1, 365),
                            atLeastZero("capacityPerDay"),
                            atLeastZero("orderHeaderCost"),
                            text("owner", 0).optional(),
                            part("documents").optional()),
                    Part.in(
                            "group",
                            "suppliers/documents",
                            "documents",
                            List.of("format"),
                            choice("format", "X12", "EDIFACT", "UBL"),
                            ascii("buyerQualifier", 4),
                            ascii("buyerId", 35),
                            ascii("supplierQualifier", 4),
                            ascii("supplierId", 35),
                            ascii("unit", 3).optional(),
                            ascii("buyerName", 35).optional(),
                            ascii("supplierName", 35).optional(),
                            ascii("country", 2).optional(),
                            flag("test").optional()),
                    Part.in(
                            "group",
                            "lanes",
                            "lane",
                            List.of("from", "to"),
                            requiredId("from"),
                            requiredId("to"),
                            whole("leadTimeDays", 1, 365),
                            atLeastZero("truckCost"),
                            atLeastZero("costPerPallet")),
                    Part.in(
                            "group",
                            "items",
                            "item",
                            List.of("id"),
                            requiredId("id"),
                            text("category", 0).optional(),
                            aboveZero("baseUnit"),
                            atLeastZero("volume"),
                            atLeastZero("standardCost"),
                            atLeastZero("holdingCostPerDay"),
                            atLeastZero("backorderCostPerDay"),
                            wholeFrom("transferMultiple", 1, Long.MAX_VALUE),
                            atLeastZero("transferLineCost"),
                            parts("sources", 0),
                            ids("stores")),
                    Part.in(
                            "group",
                            "items/sources",
                            "source",
                            List.of("supplier"),
                            code("supplier", 8),
                            wholeFrom("orderMultiple", 1, Long.MAX_VALUE),
                            wholeFrom("minimumOrderQuantity", 1, Long.MAX_VALUE),
                            wholeFrom("maximumOrderQuantity", 1, Long.MAX_VALUE),
                            atLeastZero("lineCost"),
                            parts("priceBreaks", 1)),
                    Part.in(
                            "group",
                            "items/sources/priceBreaks",
                            "price break",
                            List.of("fromQuantity"),
                            wholeFrom("fromQuantity", 0, Long.MAX_VALUE),
                            atLeastZero("unitPrice")),
                    Part.of(
                            "purchase-order",
                            List.of("number"),
                            code("number", 22),
                            whole("revision", 0, 1_000_000),
                            choice("transition", TRANSITIONS),
                            choice(
                                    "status",
                                    "DRAFT",
                                    "PROPOSED",
                                    "HELD",
                                    "SENT",
                                    "TECH_ACKED",
                                    "ACCEPTED",
                                    "ACCEPTED_WITH_CHANGE",
                                    "CHANGE_PENDING",
                                    "CANCEL_PENDING",
                                    "REJECTED",
                                    "PART_SHIPPED",
                                    "SHIPPED",
                                    "PART_RECEIVED",
                                    "RECEIVED",
                                    "CANCELLED",
                                    "CLOSED"),
                            code("group", 6),
                            day("cycle"),
                            code("supplier", 8),
                            requiredId("shipTo"),
                            time("issued"),
                            code("currency", 3),
                            parts("lines", 0),
                            text("reason", 0).optional(),
                            text("decisionId", 1),
                            text("modelVersion", 0).optional()),
                    Part.in("purchase-order", "lines", "line", List.of("line"), orderLine()),
                    Part.of(
                            "transfer-order",
                            List.of("number"),
                            code("number", 22),
                            whole("revision", 0, 1_000_000),
                            choice("transition", TRANSITIONS),
                            code("group", 6),
                            day("cycle"),
                            requiredId("from"),
                            requiredId("to"),
                            time("issued"),
                            parts("lines", 0),
                            text("decisionId", 1)),
                    Part.in("transfer-order", "lines", "line", List.of("line"), orderLine()),
                    Part.of(
                            "plan",
                            List.of("decisionId"),
                            text("decisionId", 1),
                            code("group", 6),
                            day("cycle"),
                            whole("run", 0, 1_000_000),
                            time("issued"),
                            anyWhole("seed"),
                            wholeFrom("rounds", 0, Integer.MAX_VALUE),
                            part("cost"),
                            part("costOfNoLine"),
                            finite("costOrderUpTo"),
                            text("modelVersion", 0).optional(),
                            wholeFrom("forecasts", 0, Integer.MAX_VALUE),
                            wholeFrom("staleForecasts", 0, Integer.MAX_VALUE),
                            wholeFrom("unknownStock", 0, Integer.MAX_VALUE),
                            wholeFrom("staleStock", 0, Integer.MAX_VALUE),
                            ids("orderNumbers"),
                            ids("transferNumbers"),
                            code("covers", 22).optional()),
                    Part.in("plan", "cost", "cost", List.of(), planCost()),
                    Part.in("plan", "costOfNoLine", "costOfNoLine", List.of(), planCost()),
                    Part.of(
                            "line",
                            List.of("decisionId", "item", "location"),
                            text("decisionId", 1),
                            code("orderNumber", 22).optional(),
                            code("group", 6),
                            day("cycle"),
                            requiredId("item"),
                            requiredId("location"),
                            requiredId("source"),
                            wholeFrom("quantity", 0, Long.MAX_VALUE),
                            anyWhole("onHand"),
                            anyWhole("onOrder"),
                            anyWhole("inTransit"),
                            whole("protectionDays", 0, 1_000_000),
                            finite("demandMean"),
                            real("quantile", 0, 1),
                            real("serviceTarget", 0, 1),
                            text("bound", 1),
                            part("cost"),
                            text("forecastMethod", 0).optional(),
                            text("modelVersion", 0).optional(),
                            anyWhole("seed"),
                            day("lastOrder").optional()),
                    Part.in("line", "cost", "cost", List.of(), planCost()),
                    Part.in(
                            "line.override",
                            "",
                            "line",
                            List.of("decisionId", "item", "location"),
                            text("decisionId", 1),
                            code("orderNumber", 22).optional(),
                            code("group", 6),
                            day("cycle"),
                            requiredId("item"),
                            requiredId("location"),
                            requiredId("source"),
                            wholeFrom("quantity", 0, Long.MAX_VALUE),
                            anyWhole("onHand"),
                            anyWhole("onOrder"),
                            anyWhole("inTransit"),
                            whole("protectionDays", 0, 1_000_000),
                            finite("demandMean"),
                            real("quantile", 0, 1),
                            real("serviceTarget", 0, 1),
                            text("bound", 1),
                            part("cost"),
                            text("forecastMethod", 0).optional(),
                            anyWhole("seed"),
                            part("override").optional()),
                    Part.in(
                            "line.override",
                            "override",
                            "override",
                            List.of(),
                            text("by", 1),
                            wholeFrom("planned", 0, Long.MAX_VALUE),
                            finite("moneyAbovePlan")),
                    Part.of(
                            "log-entry",
                            List.of("group", "sequence"),
                            code("group", 6),
                            wholeFrom("sequence", 0, Long.MAX_VALUE),
                            choice("kind", "DECISION", "REFUSAL", "PLAN", "ORDER", "TRANSFER"),
                            time("time"),
                            text("by", 0).optional(),
                            text("subject", 1),
                            text("text", 0).optional(),
                            hash("digest"),
                            hash("previous"),
                            hash("hash")),
                    Part.of(
                            "alert",
                            List.of("alertId"),
                            text("alertId", 1),
                            choice(
                                    "kind",
                                    "STOCK_OUT",
                                    "STOCK_UNKNOWN",
                                    "ORDER_UNANSWERED",
                                    "ORDER_OVERDUE",
                                    "ORDER_HELD",
                                    "TECHNICAL_RECEIPT_MISSING",
                                    "ACKNOWLEDGEMENT_MISSING",
                                    "SHIP_NOTICE_MISSING",
                                    "RECEIPT_MISSING",
                                    "ORDER_OVER_RECEIVED",
                                    "ORDER_UNKNOWN",
                                    "ALERTS_WITHHELD",
                                    "FORECAST_DRIFT",
                                    "MODEL_REJECTED",
                                    "MODEL_ROLLED_BACK"),
                            code("group", 6).optional(),
                            id("location").optional(),
                            id("item").optional(),
                            day("cycle"),
                            day("nextReceipt").optional(),
                            real("probability", 0, 1),
                            atLeastZero("expectedShortBaseUnits"),
                            atLeastZero("money"),
                            text("text", 1),
                            time("time"),
                            text("key", 0).optional(),
                            flag("ended").optional()),
                    Part.in(
                            "alert.order",
                            "",
                            "alert",
                            List.of("alertId"),
                            text("alertId", 1),
                            choice(
                                    "kind",
                                    "STOCK_OUT",
                                    "STOCK_UNKNOWN",
                                    "ORDER_UNANSWERED",
                                    "ORDER_OVERDUE",
                                    "ORDER_HELD",
                                    "TECHNICAL_RECEIPT_MISSING",
                                    "ACKNOWLEDGEMENT_MISSING",
                                    "SHIP_NOTICE_MISSING",
                                    "RECEIPT_MISSING",
                                    "ORDER_OVER_RECEIVED",
                                    "ORDER_UNKNOWN",
                                    "ALERTS_WITHHELD",
                                    "FORECAST_DRIFT",
                                    "MODEL_REJECTED",
                                    "MODEL_ROLLED_BACK"),
                            code("group", 6).optional(),
                            id("location").optional(),
                            code("orderNumber", 22).optional(),
                            id("source").optional(),
                            day("cycle"),
                            real("probability", 0, 1),
                            atLeastZero("expectedShortBaseUnits"),
                            atLeastZero("money"),
                            text("text", 1),
                            time("time"),
                            text("key", 0).optional(),
                            text("owner", 0).optional(),
                            time("deadline").optional(),
                            flag("ended").optional()));

    private static FieldRule decisions() {
        return choice(
                "kind",
                "REVIEW",
                "HOLD",
                "RELEASE",
                "CANCEL_ORDER",
                "HOLD_SUPPLIER",
                "RELEASE_SUPPLIER",
                "OVERRIDE_FORECAST",
                "OVERRIDE_QUANTITY");
    }

    private static FieldRule[] location() {
        return new FieldRule[] {
            requiredId("id"),
            requiredId("region"),
            zone("zone"),
            choice("kind", "STORE", "WAREHOUSE"),
            id("servedBy").optional(),
            atLeastZero("space")
        };
    }

    private static FieldRule[] planCost() {
        return new FieldRule[] {
            finite("purchase"),
            finite("orderLines"),
            finite("orderHeaders"),
            finite("trucks"),
            finite("transferUnits"),
            finite("transferLines"),
            finite("holding"),
            finite("runOutHolding"),
            finite("backorder"),
            finite("overflow"),
            finite("endOfHorizonCredit"),
            finite("sunk")
        };
    }

    private static FieldRule[] orderLine() {
        return new FieldRule[] {
            whole("line", 1, 1_000_000),
            requiredId("item"),
            wholeFrom("quantity", 1, Long.MAX_VALUE),
            aboveZero("baseUnit"),
            atLeastZero("unitPrice"),
            day("requested")
        };
    }

    /**
     * A message or a part of one.
     *
     * @param message name of the golden message
     * @param path names of the fields that lead to the part; of an array the last element is meant
     * @param noun what complaints call it
     * @param identity fields by which they tell it from others
     */
    record Part(
            String message,
            List<String> path,
            String noun,
            List<String> identity,
            List<FieldRule> rules) {
        static Part of(String message, List<String> identity, FieldRule... rules) {
            return new Part(
                    message, List.of(), message.replace('-', ' '), identity, Arrays.asList(rules));
        }

        static Part in(
                String message,
                String path,
                String noun,
                List<String> identity,
                FieldRule... rules) {
            List<String> names = path.isEmpty() ? List.of() : List.of(path.split("/"));
            return new Part(message, names, noun, identity, Arrays.asList(rules));
        }
    }

    /** A field of a message. */
    record Case(Part part, FieldRule rule) {
        @Override
        public String toString() {
            List<String> names = new ArrayList<>(List.of(part.message()));
            names.addAll(part.path());
            names.add(rule.field());
            return String.join(".", names);
        }
    }

    static Stream<Case> fields() {
        return MESSAGES.stream()
                .flatMap(part -> part.rules().stream().map(rule -> new Case(part, rule)));
    }

    static Stream<Part> messagesAndTheirParts() {
        return MESSAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesWhatItCannotTake(Case field) throws Exception {
        Decoder<?> decoder = decoder(field.part());
        for (Wrong wrong : field.rule().wrong()) {
            String reason = reason(decoder, with(field, wrong.json()));

            assertThat(reason)
                    .as(wrong.json())
                    .startsWith(
                            "The %s (%s) of %s must "
                                    .formatted(
                                            field.rule().field(),
                                            shortened(wrong.shown()),
                                            subject(field)))
                    .endsWith((wrong.must().isEmpty() ? field.rule().must() : wrong.must()) + ".");
            assertReadsAsIfNothingHadBeen(decoder, field.part());
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void asksForWhatIsMissing(Case field) throws Exception {
        Decoder<?> decoder = decoder(field.part());
        String without = without(field);

        if (field.rule().required()) {
            assertThat(reason(decoder, without))
                    .startsWith(
                            "The %s (missing) of %s must be "
                                    .formatted(field.rule().field(), subject(field)))
                    .contains(field.rule().must());
            assertThat(reason(decoder, with(field, "null")))
                    .startsWith(
                            "The %s (null) of %s must be "
                                    .formatted(field.rule().field(), subject(field)));
        } else {
            Object absent = read(decoder, without);
            assertThat(read(decoder, with(field, "null")))
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .withEqualsForType(Float::equals, Float.class)
                    .isEqualTo(absent);
        }
        assertReadsAsIfNothingHadBeen(decoder, field.part());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesToChooseBetweenTwo(Case field) throws Exception {
        Decoder<?> decoder = decoder(field.part());
        String value =
                parent(tree(field.part()), field.part()).get(field.rule().field()).toString();

        String twice = with(field, value + ",\"" + field.rule().field() + "\":" + value);

        assertThat(reason(decoder, twice))
                .isEqualTo(
                        "The %s (twice) of %s must be said once."
                                .formatted(field.rule().field(), subject(field)));
        assertReadsAsIfNothingHadBeen(decoder, field.part());
    }

    /** Else a field could come without a rule here. */
    @ParameterizedTest
    @MethodSource("messagesAndTheirParts")
    void knowsEveryFieldOfTheMessage(Part part) throws Exception {
        List<String> said = new ArrayList<>();
        parent(tree(part), part).fieldNames().forEachRemaining(said::add);
        said.remove("type");

        assertThat(said).isEqualTo(part.rules().stream().map(FieldRule::field).toList());
    }

    private static void assertReadsAsIfNothingHadBeen(Decoder<?> decoder, Part part)
            throws Exception {
        assertThat(read(decoder, GoldenMessages.text(part.message())))
                .usingRecursiveComparison()
                .isEqualTo(GoldenMessages.all().get(part.message()));
    }

    /** What a complaint about a field calls the message: by what is right of its identity. */
    private static String subject(Case field) throws IOException {
        Part part = field.part();
        JsonNode whole = tree(part);
        List<String> names = new ArrayList<>();
        names.add(
                named(
                        part.noun(),
                        part.identity().stream()
                                .filter(name -> !name.equals(field.rule().field()))
                                .toList(),
                        parent(whole, part)));
        for (int depth = part.path().size() - 1; depth >= 0; depth--) {
            List<String> path = part.path().subList(0, depth);
            Part around =
                    MESSAGES.stream()
                            .filter(p -> p.message().equals(part.message()))
                            .filter(p -> p.path().equals(path))
                            .findFirst()
                            .orElseThrow();
            names.add(named(around.noun(), around.identity(), parent(whole, around)));
        }
        return String.join(" of ", names);
    }

    private static String named(String noun, List<String> identity, ObjectNode said) {
        List<String> names = new ArrayList<>(List.of(noun));
        identity.forEach(name -> names.add(shortened(said.get(name).asText())));
        return String.join(" ", names);
    }

    private static String with(Case field, String json) throws IOException {
        ObjectNode tree = tree(field);
        parent(tree, field.part()).put(field.rule().field(), HERE);
        return tree.toString().replace('"' + HERE + '"', json);
    }

    private static String without(Case field) throws IOException {
        ObjectNode tree = tree(field);
        parent(tree, field.part()).remove(field.rule().field());
        return tree.toString();
    }

    private static ObjectNode tree(Case field) throws IOException {
        ObjectNode tree = tree(field.part());
        if (field.toString().equals("decision.orderNumber")) {
            tree.put("kind", "HOLD"); // to cancel an order, it must be named
        }
        return tree;
    }

    private static ObjectNode tree(Part part) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(GoldenMessages.text(part.message()));
    }

    private static ObjectNode parent(JsonNode whole, Part part) {
        JsonNode at = whole;
        for (String name : part.path()) {
            at = at.get(name);
            at = at instanceof ArrayNode array ? array.get(array.size() - 1) : at;
        }
        return (ObjectNode) at;
    }

    private static Decoder<?> decoder(Part part) {
        Map<String, Object> golden = GoldenMessages.all();
        return Decoder.of(Objects.requireNonNull(golden.get(part.message())).getClass());
    }

    private static @Nullable Object read(Decoder<?> decoder, String json) throws Exception {
        return decoder.message(json.getBytes(UTF_8));
    }

    private static String reason(Decoder<?> decoder, String json) {
        Rejected rejected = decoder.decode("t", 0, 0, null, json.getBytes(UTF_8)).rejected();
        assertThat(rejected).as(json).isNotNull();
        return Objects.requireNonNull(rejected).reason();
    }

    private static String shortened(String shown) {
        return shown.length() <= LONGEST_SHOWN
                ? shown
                : shown.substring(0, LONGEST_SHOWN - 1) + "…";
    }
}

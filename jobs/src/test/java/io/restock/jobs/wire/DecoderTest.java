package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.WeatherDay;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
    private static final String SALE =
            "{\"type\":\"sale\",\"eventId\":\"17\",\"location\":\"S1\",\"item\":\"I1\","
                    + "\"time\":\"2026-11-22T10:15:30+01:00\",\"units\":3}";
    private static final String GROUP =
            new String(Messages.encode(new AnyMessage(new Random(11)).group()), UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"units\":3; \"units\":-3; The units (-3) of sale 17 must be 0 … 1000000000.",
                "\"units\":3; \"units\":\"3\"; The units (\"3\") of sale 17 must be a number 0 … 1000000000.",
                "\"units\":3; \"units\":true; The units (true) of sale 17 must be a number 0 … 1000000000.",
                "\"units\":3; \"units\":null; The units (null) of sale 17 must be a number 0 … 1000000000.",
                "\"units\":3; \"units\":{\"a\":[1]}; The units (an object) of sale 17 must be a number 0 … 1000000000.",
                "\"units\":3; \"units\":[3]; The units (an array) of sale 17 must be a number 0 … 1000000000.",
                "\"units\":3; \"units\":1e999; The units (1e999) of sale 17 must be finite.",
                "\"units\":3; \"units\":2e9; The units (2e9) of sale 17 must be 0 … 1000000000.",
                "\"units\":3; \"other\":3; The units (missing) of sale 17 must be a number 0 … 1000000000.",
                "\"units\":3; \"units\":3,\"units\":4; The units (twice) of sale 17 must be said once.",
                "\"units\":3; \"units\":3,\"corrects\":\"17\"; The corrects (17) of sale 17 must name another sale than itself.",
                "\"S1\"; \"\"; The location (\"\") of sale 17 must be an id without | or control characters of 1 to 128 characters.",
                "\"S1\"; \"a|b\"; The location (\"a|b\") of sale 17 must be an id without | or control characters of 1 to 128 characters.",
                "\"17\"; 17; The eventId (17) of sale must be an id without | or control characters of 1 to 128 characters.",
                "2026-11-22T; 2026-11-31T; The time (\"2026-11-31T10:15:30+01:00\") of sale 17 must be a time of the years 1970 to 2199 with its offset, such as 2026-11-22T10:15:30+01:00.",
            })
    void saysWhatIsWrongWithASale(String good, String bad, String reason) {
        assertThat(reasonOf(Sale.class, SALE.replace(good, bad))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; The record must be a JSON object.",
                "`[]`; The record must be a JSON object.",
                "`7`; The record must be a JSON object.",
                "`nothing`; The record must be JSON in UTF-8",
                "`{\"type\":\"sale\"`; The record must be JSON in UTF-8",
                "`{\"type\":\"sale\",\"units\":NaN}`; The record must be JSON in UTF-8",
                "`{}`; The type (missing) must be one of progress, sale.",
                "`{\"type\":7}`; The type (VALUE_NUMBER_INT) must be text.",
                "`{\"type\":\"order\"}`; The type (order) must be one of progress, sale.",
                "`{\"type\":\"progress\"}`; The time (missing) of progress must be a time",
                "`{\"type\":\"progress\",\"time\":7}`; The time (7) of progress must be a time",
                "`{\"type\":\"progress\",\"time\":\"2026-11-22T04:00:00Z\"} {}`; The record must hold one JSON object and no more.",
            })
    void saysWhatIsWrongWithARecord(String record, String reason) {
        assertThat(reasonOf(Sale.class, record)).startsWith(reason);
    }

    @Test
    void rejectsTombstonesAndLargeRecordsUnread() {
        Decoder<Sale> decoder = Decoder.of(Sale.class, 20, Answers.ALL);

        assertThat(rejected(decoder.decode("sales", 0, 0, null, null)).reason())
                .isEqualTo("The record (no value) must hold a JSON object.");
        assertThat(rejected(decoder.decode("sales", 0, 0, null, bytes(SALE))).reason())
                .isEqualTo("The record (" + SALE.length() + " bytes) must have at most 20 bytes.");
    }

    @Test
    void keepsWhereARejectedRecordCameFromAndWhatItWas() {
        Rejected rejected =
                rejected(Decoder.of(Sale.class).decode("sales", 1, 42, bytes("key"), bytes("{")));

        assertThat(rejected.topic()).isEqualTo("sales");
        assertThat(rejected.partition()).isEqualTo(1);
        assertThat(rejected.offset()).isEqualTo(42);
        assertThat(rejected.key()).isEqualTo(bytes("key"));
        assertThat(rejected.raw()).isEqualTo(bytes("{"));
    }

    @Test
    void readsProgressAndStepsOverTypesThatShareTheTopic() {
        Decoder<Location> decoder = Decoder.of(Location.class, "group");

        Inbound<Location> progress =
                decoder.decode("network", 0, 0, null, Messages.progress(1_795_342_530_000L));
        Inbound<Location> group = decoder.decode("network", 0, 1, null, bytes(GROUP));

        assertThat(progress).isEqualTo(new Inbound<>(null, true, 1_795_342_530_000L, null));
        assertThat(group).isEqualTo(new Inbound<>(null, false, 0, null));
    }

    @Test
    void allowsUnknownFields() throws Exception {
        String sale = SALE.replace("\"units\"", "\"till\":{\"no\":[7,8]},\"units\"");

        assertThat(Decoder.of(Sale.class).message(bytes(sale)))
                .isEqualTo(new Sale("17", "S1", "I1", 1_795_338_930_000L, 3600, 3, ""));
    }

    @Test
    void forgetsOneMessageBeforeTheNext() {
        Decoder<Sale> decoder = Decoder.of(Sale.class);
        decoder.decode("sales", 0, 0, null, bytes(SALE.replace("}", ",\"corrects\":\"9\"}")));
        decoder.decode("sales", 0, 1, null, bytes(SALE.replace("3}", "-3}")));

        Sale sale = decoder.decode("sales", 0, 2, null, bytes(SALE)).value();

        assertThat(sale).isEqualTo(new Sale("17", "S1", "I1", 1_795_338_930_000L, 3600, 3, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"currency\":\"EUR\"; \"currency\":\"euro\"; The currency (\"euro\") of group",
                "\"cutOffMinute\":; \"cutOffMinute\":-; The cutOffMinute (-",
                "\"buckets\":20; \"buckets\":2.5; The buckets (2.5) of group",
                "\"buckets\":20; \"buckets\":99999999999999999999; The buckets (99999999999999999999) of group",
                "\"zone\":\"Europe/Berlin\",\"cut; \"zone\":\"Mars\",\"cut; The zone (\"Mars\") of group",
                "\"locations\":[; \"locations\":[7,; The locations (7) of group",
                "\"locations\":[; \"locations\":[],\"x\":[; The locations (0 locations) of group",
                "\"id\":\"S2\"; \"id\":\"S1\"; There is more than one location S1.",
                "\"servedBy\":\"W1\"; \"servedBy\":\"W9\"; Location S1 is served by W9, which must be a warehouse of the group.",
                "\"id\":\"SUP1\"; \"id\":\"SUP2\"; The supplier of item I0 from SUP1 must be known.",
                "\"to\":\"S2\"; \"to\":\"S9\"; There must be a lane from W1 to S2, which it serves. The lane W1→S9 must join two locations of the group.",
                "\"to\":\"S2\",\"leadTimeDays\":2; \"to\":\"S2\",\"leadTimeDays\":20; The lead time (20 days) of lane W1→S2 must be at least 1 and less than the 20 days planned ahead.",
                "\"to\":\"S2\",\"leadTimeDays\":2; \"to\":\"S2\",\"leadTimeDays\":0; The leadTimeDays (0) of lane W1 S2 of group",
                "\"stores\":[\"S1\"; \"stores\":[\"S9\"; Item I0 is sold at S9, which must be a store of the group.",
                "\"stores\":[\"S1\"; \"stores\":[\"S2\"; There is more than one store of item I0 S2.",
                "\"stores\":[\"S1\"; \"stores\":[7; The stores (7) of item I0 of group",
                "\"stores\":[; \"stores\":\"S1\",\"x\":[; The stores (\"S1\") of item I0 of group",
                "\"fromQuantity\":1,; \"fromQuantity\":1000,; The first price of item I0 from SUP1 must hold from its minimum quantity on.",
                "\"minimumOrderQuantity\":; \"minimumOrderQuantity\":999; The terms of item I0 from SUP1 must have multiple >= 1 and 1 <= minimum <= maximum.",
                "\"baseUnit\":; \"baseUnit\":0,\"x\":; The baseUnit (0) of item I0 of group",
                "\"items\":[; \"items\":{},\"x\":[; The items (an object) of group",
            })
    void saysWhatIsWrongWithAGroup(String good, String bad, String reason) {
        assertThat(GROUP).contains(good);
        assertThat(reasonOf(PlanningGroup.class, GROUP.replace(good, bad))).contains(reason);
    }

    @Test
    void saysWhatIsWrongWithTheOtherMessages() {
        AnyMessage any = new AnyMessage(new Random(3));

        assertThat(reasonOf(StockLevel.class, with(any.stock(), "day", "2199-01-01")))
                .contains("must be at or after the end of day 2199-01-01.");
        assertThat(reasonOf(StockLevel.class, with(any.stock(), "stockOutHours", "00000g")))
                .contains("must be 6 hexadecimal digits, one bit an hour.");
        assertThat(reasonOf(StockLevel.class, with(any.stock(), "onHand", -1)))
                .contains("must be 0 … 1000000000.");
        assertThat(reasonOf(WeatherDay.class, with(any.weather(), "observed", "yes")))
                .contains("must be true or false.");
        assertThat(reasonOf(WeatherDay.class, with(any.weather(), "temperatureC", 451)))
                .contains("must be -100 … 70.");
        assertThat(reasonOf(WeatherDay.class, with(any.weather(), "day", 20_000)))
                .contains("must be a day of the years 1970 to 2199, such as 2026-11-22.");
        assertThat(reasonOf(Promotion.class, with(any.promotion(), "to", "1970-01-01")))
                .contains("must be 0 … 365 days after");
        assertThat(reasonOf(SupplierReply.class, with(any.reply(), "kind", "MAYBE")))
                .contains("must be one of TECH_ACKED, ACCEPTED, ACCEPTED_WITH_CHANGE, REJECTED");
        assertThat(reasonOf(Forecast.class, with(any.forecast(), "mean", 7)))
                .contains("must be an array of numbers >= 0.");
        assertThat(reasonOf(Forecast.class, with(any.forecast(), "mean", new int[] {})))
                .contains("must have 1 … 366 days.");
        assertThat(reasonOf(Forecast.class, with(any.forecast(), "quantiles", new int[] {1})))
                .contains("must have 19 for each of");
        assertThat(reasonOf(Forecast.class, with(any.forecast(), "quantiles", new int[] {-1})))
                .contains("must be numbers >= 0.");
    }

    @Test
    void refusesNewsOfDaysThatNobodyCanKnow() {
        AnyMessage any = new AnyMessage(new Random(4));

        assertThat(reasonOf(WeatherDay.class, with(any.weather(), "day", "2199-12-31")))
                .contains("day (2199-12-31) of weather")
                .contains("must be at most 366 days after");
        assertThat(reasonOf(Promotion.class, with(any.promotion(), "from", "2199-12-31")))
                .contains("from (2199-12-31) of promotion")
                .contains("must be at most 366 days after");
        assertThat(reasonOf(Holiday.class, with(any.holiday(), "day", "2199-12-31")))
                .contains("day (2199-12-31) of holiday")
                .contains("must be at most 3660 days after");
    }

    @Test
    void refusesQuantilesThatCross() {
        float[] quantiles = new float[19];
        quantiles[3] = 2;
        Forecast crossed =
                new Forecast("S1", "I1", 20_000, 0, "", "lstm", "", new float[1], quantiles);

        assertThat(reasonOf(Forecast.class, new String(Messages.encode(crossed), UTF_8)))
                .isEqualTo(
                        "The quantiles (day 1) of forecast S1 I1 2024-10-04"
                                + " must ascend within each day.");
    }

    @Test
    void asksWhichOrderIsToBeCancelled() {
        String cancel =
                "{\"type\":\"decision\",\"eventId\":\"d1\",\"group\":\"G1\",\"by\":\"ann\","
                        + "\"kind\":\"CANCEL_ORDER\",\"time\":\"2026-11-22T10:15:30Z\"}";

        assertThat(reasonOf(Decision.class, cancel))
                .isEqualTo(
                        "The orderNumber (missing) of decision d1 must name the order to cancel.");
    }

    @Test
    void namesTheLineOfAnOrder() {
        String order =
                new String(Messages.encode(new AnyMessage(new Random(1)).purchaseOrder()), UTF_8)
                        .replaceAll("\"lines\":.*\\]", "\"lines\":[{\"line\":3,\"quantity\":-1}]");

        assertThat(reasonOf(PurchaseOrder.class, order))
                .startsWith("The item (missing) of line 3 of purchase order ");
    }

    @Property(tries = 500)
    void answersWhateverTheBytes(@ForAll byte[] value) {
        assertThat(Decoder.of(Sale.class).decode("sales", 0, 0, null, value)).isNotNull();
    }

    @Property(tries = 500)
    void rejectsEveryTruncatedMessage(@ForAll long seed) {
        Random random = new Random(seed);
        for (Object message : new AnyMessage(random).ofEveryType()) {
            byte[] whole = Messages.encode(message);
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));

            assertThat(
                            rejected(Decoder.of(message.getClass()).decode("t", 0, 0, null, cut))
                                    .reason())
                    .isNotEmpty();
        }
    }

    private static String with(Object message, String field, Object value) {
        var tree = Json.MAPPER.createObjectNode();
        try {
            tree.setAll((ObjectNode) Json.MAPPER.readTree(Messages.encode(message)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        tree.set(field, Json.MAPPER.valueToTree(value));
        return tree.toString();
    }

    private static String reasonOf(Class<?> type, String json) {
        return rejected(Decoder.of(type).decode("t", 0, 0, null, bytes(json))).reason();
    }

    private static Rejected rejected(Inbound<?> inbound) {
        Rejected rejected = inbound.rejected();
        assertThat(rejected).isNotNull();
        return Objects.requireNonNull(rejected);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

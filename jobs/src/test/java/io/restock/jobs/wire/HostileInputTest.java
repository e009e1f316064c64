package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Forecast;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.WeatherDay;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that senders never should send, and records at the edge of what they may. */
class HostileInputTest {
    private static final String SALE =
            "{\"type\":\"sale\",\"eventId\":\"17\",\"location\":\"S1\",\"item\":\"I1\","
                    + "\"time\":\"2026-11-22T10:15:30+01:00\",\"units\":3}";

    static Stream<Arguments> messages() {
        return GoldenMessages.all().entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void rejectsAMessageThatIsCutAtAnyByte(String name, Object message) throws Exception {
        byte[] whole = Messages.encode(message);
        Decoder<?> decoder = Decoder.of(message.getClass());

        for (int length = 0; length < whole.length; length++) {
            assertThat(rejected(decoder, Arrays.copyOf(whole, length)).reason())
                    .as("of %s bytes", length)
                    .startsWith("The record must be ");
        }
        assertThat(decoder.message(whole)).usingRecursiveComparison().isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void answersWhateverOneByteBecomes(String name, Object message) {
        byte[] whole = Messages.encode(message);
        Decoder<?> decoder = Decoder.of(message.getClass());
        byte[] others = {0, '"', '{', ']', '-', (byte) 0x80, (byte) 0xc0, (byte) 0xff};

        for (int at = 0; at < whole.length; at++) {
            byte before = whole[at];
            for (byte other : others) {
                whole[at] = other;
                Inbound<?> answer = decoder.decode("t", 0, 0, null, whole);
                assertThat(answer.value() != null || answer.rejected() != null).isTrue();
            }
            whole[at] = before;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1001, 100_000})
    void stepsOverDeepNestingOrRejectsIt(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        Inbound<Sale> answer =
                Decoder.of(Sale.class)
                        .decode(
                                "t",
                                0,
                                0,
                                null,
                                bytes(SALE.replace("3}", "3,\"x\":" + deep + "}")));

        if (depth < 1000) {
            assertThat(answer.value()).isEqualTo(sale());
        } else {
            assertThat(Objects.requireNonNull(answer.rejected()).reason())
                    .startsWith("The record must be JSON in UTF-8 (")
                    .contains("nesting depth");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3e400", "-3e400", "1" + "0", "1e-400", "-0", "-0.0", "3.0000", "0.3e1"})
    void readsNumbersOfAnyFormAndOnlyThoseInRange(String number) {
        double value = Double.parseDouble(number);
        Inbound<Sale> answer = read(SALE.replace("3}", number + "}"));

        if (value >= 0 && value <= 1e9) {
            assertThat(Objects.requireNonNull(answer.value()).units()).isEqualTo(value);
        } else {
            assertThat(Objects.requireNonNull(answer.rejected()).reason())
                    .isEqualTo("The units (%s) of sale 17 must be finite.".formatted(number));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "-Infinity", "+3", "03", ".3", "3.", "0x3", "3d", "1_0"})
    void readsNoNumberThatIsNotJson(String number) {
        assertThat(reason(SALE.replace("3}", number + "}")))
                .startsWith("The record must be JSON in UTF-8 (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'sale'}",
                "{type:\"sale\"}",
                "{\"type\":\"sale\",}",
                "{\"type\":\"sale\"/* by hand */}",
                "// sale\n{\"type\":\"sale\"}",
                "{\"type\":\"sale\",\"item\":\"a\nb\"}",
                "{\"type\":\"sale\",\"item\":\"\\x\"}",
                "{\"type\":\"sale\",\"item\":\"\\u12\"}",
            })
    void readsNoDialectOfJson(String record) {
        assertThat(reason(record)).startsWith("The record must be JSON in UTF-8 (");
    }

    @Test
    void readsAByteOrderMarkAsPartOfTheEncoding() {
        byte[] marked = bytes("\ufeff" + SALE);

        assertThat(Decoder.of(Sale.class).decode("t", 0, 0, null, marked).value())
                .isEqualTo(sale());
    }

    @Test
    void readsOtherEncodingsOfUnicodeAsJsonAllows() {
        assertThat(Decoder.of(Sale.class).decode("t", 0, 0, null, SALE.getBytes(UTF_16BE)).value())
                .isEqualTo(sale());
    }

    static Stream<byte[]> brokenUtf8() {
        return Stream.of(
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xc3},
                new byte[] {(byte) 0xc3, 'x'},
                new byte[] {(byte) 0xe2, (byte) 0x82},
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xfe, (byte) 0xff},
                new byte[] {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80});
    }

    @ParameterizedTest
    @MethodSource("brokenUtf8")
    void rejectsTextThatIsNoUtf8(byte[] broken) {
        byte[] before = bytes(SALE.substring(0, SALE.indexOf("I1")));
        byte[] after = bytes(SALE.substring(SALE.indexOf("I1") + 2));
        byte[] record = Arrays.copyOf(before, before.length + broken.length + after.length);
        System.arraycopy(broken, 0, record, before.length, broken.length);
        System.arraycopy(after, 0, record, before.length + broken.length, after.length);

        assertThat(rejected(Decoder.of(Sale.class), record).reason())
                .startsWith("The record must be JSON in UTF-8 (");
    }

    @Test
    void showsTheBeginningOfALongValueOnly() {
        String reason = reason(SALE.replace("\"S1\"", '"' + "x".repeat(100_000) + '"'));

        assertThat(reason)
                .hasSizeLessThan(200)
                .startsWith("The location (\"" + "x".repeat(38) + "…) of sale 17 must be an id");
    }

    @Test
    void showsTheBeginningOfALongTypeOnly() {
        assertThat(reason("{\"type\":\"" + "x".repeat(100_000) + "\"}"))
                .isEqualTo("The type (" + "x".repeat(39) + "…) must be one of progress, sale.");
    }

    @Test
    void readsARecordOfExactlyTheLargestSize() {
        byte[] record = bytes(SALE);
        Decoder<Sale> fits = Decoder.of(Sale.class, record.length, Answers.ALL);
        Decoder<Sale> tooSmall = Decoder.of(Sale.class, record.length - 1, Answers.ALL);

        assertThat(fits.decode("t", 0, 0, null, record).value()).isEqualTo(sale());
        assertThat(rejected(tooSmall, record).raw()).isEqualTo(record);
    }

    @Test
    void takesTheFirstOfTwoTypes() {
        assertThat(read(SALE.replace("\"units\"", "\"type\":\"stock\",\"units\"")).value())
                .isEqualTo(sale());
        assertThat(reason("{\"a\":1,\"type\":\"stock\",\"type\":\"sale\"}"))
                .isEqualTo("The type (stock) must be one of progress, sale.");
    }

    @Property(tries = 300)
    void readsBackSalesOfAnyNamesAndUnits(
            @ForAll("ids") String id,
            @ForAll("ids") String place,
            @ForAll @DoubleRange(max = 1e9) double units,
            @ForAll @LongRange(max = 7_000_000_000_000L) long millis,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes)
            throws Exception {
        Sale sale = new Sale(id, place, place, millis + 86_400_000, offsetMinutes * 60, units, "");

        assertThat(Decoder.of(Sale.class).message(Messages.encode(sale))).isEqualTo(sale);
    }

    @Property(tries = 300)
    void readsBackStockOfAnySize(@ForAll @DoubleRange(max = 1e9) double units, @ForAll int mask)
            throws Exception {
        StockLevel stock =
                new StockLevel(
                        "e", "S", "I", 20_000, 1_728_086_400_000L, 0, units, mask & 0xffffff);

        assertThat(Decoder.of(StockLevel.class).message(Messages.encode(stock))).isEqualTo(stock);
    }

    @Property(tries = 300)
    void readsBackWeatherToTheLastBit(
            @ForAll @DoubleRange(min = -100, max = 70) double temperature,
            @ForAll @DoubleRange(max = 3000) double rain)
            throws Exception {
        WeatherDay day =
                new WeatherDay(
                        "e",
                        "R",
                        20_000,
                        20_000 * 86_400_000L,
                        false,
                        (float) temperature,
                        (float) rain,
                        0,
                        20);

        assertThat(Decoder.of(WeatherDay.class).message(Messages.encode(day))).isEqualTo(day);
    }

    @Property(tries = 200)
    void readsBackForecastsToTheLastBit(@ForAll @IntRange(min = 1, max = 366) int days)
            throws Exception {
        float[] mean = new float[days];
        float[] quantiles = new float[days * Quantiles.COUNT];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = (float) Math.exp((i % Quantiles.COUNT - 9) * 4.7);
            mean[i / Quantiles.COUNT] = Float.intBitsToFloat(1 + i);
        }
        Forecast forecast = new Forecast("S", "I", 20_000, 0, "", "lstm", "", mean, quantiles);

        Forecast read = Decoder.of(Forecast.class).message(Messages.encode(forecast));

        assertThat(Objects.requireNonNull(read).mean()).containsExactly(mean);
        assertThat(read.quantiles()).containsExactly(quantiles);
    }

    @Property(tries = 300)
    void readsBackOrdersOfAnyQuantityPriceAndReason(
            @ForAll("orderLines") List<OrderLine> lines, @ForAll("texts") String reason)
            throws Exception {
        PurchaseOrder order =
                new PurchaseOrder(
                        "P1",
                        0,
                        OrderTransition.CREATED,
                        OrderStatus.SENT,
                        "G",
                        20_000,
                        "S",
                        "W",
                        0,
                        "EUR",
                        lines,
                        reason,
                        "d",
                        reason);

        assertThat(Decoder.of(PurchaseOrder.class).message(Messages.encode(order)))
                .isEqualTo(order);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings().all().ofMinLength(1).ofMaxLength(60).filter(Ids::isId);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(200).filter(Ids::isText);
    }

    @Provide
    Arbitrary<List<OrderLine>> orderLines() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 1_000_000),
                        Arbitraries.longs().between(1, Long.MAX_VALUE),
                        Arbitraries.integers().between(-1000, 1000),
                        Arbitraries.doubles().between(0, 1e12).ofScale(9),
                        Arbitraries.integers().between(0, 80_000))
                .as(
                        (line, quantity, exponent, price, day) ->
                                new OrderLine(
                                        line, "I", quantity, Math.scalb(1.1, exponent), price, day))
                .list()
                .ofMaxSize(3);
    }

    private static Sale sale() {
        return new Sale("17", "S1", "I1", 1_795_338_930_000L, 3600, 3, "");
    }

    private static Inbound<Sale> read(String json) {
        return Decoder.of(Sale.class).decode("t", 0, 0, null, bytes(json));
    }

    private static String reason(String json) {
        return rejected(Decoder.of(Sale.class), bytes(json)).reason();
    }

    private static Rejected rejected(Decoder<?> decoder, byte[] record) {
        Rejected rejected = decoder.decode("t", 0, 0, null, record).rejected();
        assertThat(rejected).isNotNull();
        return Objects.requireNonNull(rejected);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

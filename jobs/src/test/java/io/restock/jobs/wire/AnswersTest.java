package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Location;
import io.restock.domain.PlanningGroup;
import io.restock.domain.StockLevel;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two readers of one topic, of which exactly one rejects what cannot be read. */
class AnswersTest {
    private static final int MAX_BYTES = 20_000;

    private final Decoder<Location> locations =
            Decoder.of(Location.class, MAX_BYTES, Answers.ITS_TYPE, "group");
    private final Decoder<PlanningGroup> groups =
            Decoder.of(PlanningGroup.class, MAX_BYTES, Answers.ALL, "location");
    private final AnyMessage any = new AnyMessage(new Random(11));

    @Test
    void leavesABadLocationToTheReaderOfLocations() {
        byte[] bad =
                text(any.location("S1", ""))
                        .replace("\"zone\":", "\"zone\":7,\"x\":")
                        .getBytes(UTF_8);

        assertThat(rejectedBy(locations, bad)).isTrue();
        assertThat(rejectedBy(groups, bad)).isFalse();
    }

    @Test
    void leavesABadGroupToTheReaderOfGroups() {
        byte[] bad =
                text(any.group()).replace("\"currency\":\"EUR\"", "\"currency\":7").getBytes(UTF_8);

        assertThat(rejectedBy(locations, bad)).isFalse();
        assertThat(rejectedBy(groups, bad)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "[]",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"warehouse\"}",
                "{\"type\":\"progress\",\"time\":7}",
                "{\"type\":\"location\"",
                "{\"type\":\"location\",\"id\":7} {}",
                "{\"type\":\"location\",\"id\":7}}",
                "{\"type\":\"location\",\"id\":\"S1\",\"space\":NaN}",
                "{\"id\":\"S1\",\"type\":\"location\",\"space\":01}",
                "{\"type\":\"group\",\"id\":\"S1\"} x",
            })
    void leavesWhatIsOfNoTypeOrNoJsonToOneOfThem(String record) {
        assertThat(rejectedBy(locations, record.getBytes(UTF_8))).isFalse();
        assertThat(rejectedBy(groups, record.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"location\"}",
                "{\"type\":\"location\",\"id\":7,\"id\":8}",
                "{\"id\":\"S1\",\"type\":\"location\"}",
                "{\"type\":\"location\",\"type\":\"group\",\"id\":\"S1\"}",
            })
    void asksOnlyTheReaderOfLocationsAboutTheirFields(String record) {
        assertThat(rejectedBy(locations, record.getBytes(UTF_8))).isTrue();
        assertThat(rejectedBy(groups, record.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {310, 999, 1001, 15_000})
    void rejectsANumberOfAnyLengthOnce(int digits) {
        byte[] bad =
                text(any.location("S1", ""))
                        .replaceAll("\"space\":[^,}]*", "\"space\":" + "1".repeat(digits))
                        .getBytes(UTF_8);

        assertThat(rejectedBy(locations, bad)).isNotEqualTo(rejectedBy(groups, bad));
    }

    @Test
    void rejectsTombstonesAndLargeRecordsOnce() {
        assertThat(rejectedBy(locations, null)).isFalse();
        assertThat(rejectedBy(groups, null)).isTrue();
        assertThat(rejectedBy(locations, new byte[MAX_BYTES + 1])).isFalse();
        assertThat(rejectedBy(groups, new byte[MAX_BYTES + 1])).isTrue();
    }

    @Test
    void stepsOverWhatAnotherReaderOfTheSameTypeAnswersFor() {
        Decoder<StockLevel> beside = Decoder.of(StockLevel.class, MAX_BYTES, Answers.NONE);
        byte[] good = Messages.encode(any.stock());

        assertThat(beside.decode("stock", 0, 0, null, "junk".getBytes(UTF_8)))
                .isEqualTo(new Inbound<StockLevel>(null, false, 0, null));
        assertThat(beside.decode("stock", 0, 0, null, good).value()).isNotNull();
    }

    @Property(tries = 300)
    void rejectsEverySpoiltRecordOnceAndNoneTwice(@ForAll long seed) {
        Random random = new Random(seed);
        AnyMessage messages = new AnyMessage(random);
        boolean ofLocation = random.nextBoolean();
        byte[] record =
                spoilt(
                        Messages.encode(
                                ofLocation ? messages.location("S1", "") : messages.group()),
                        random);
        boolean bad =
                rejectedBy(Decoder.of(Location.class, "group"), record)
                        || rejectedBy(Decoder.of(PlanningGroup.class, "location"), record);

        int times = 0;
        times += rejectedBy(locations, record) ? 1 : 0;
        times += rejectedBy(groups, record) ? 1 : 0;

        assertThat(times).as(() -> new String(record, UTF_8)).isEqualTo(bad ? 1 : 0);
    }

    /** Bytes of a record with one to three of them changed, taken out or doubled, or cut off. */
    private static byte[] spoilt(byte[] record, Random random) {
        byte[] spoilt = record.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(spoilt.length);
            switch (random.nextInt(4)) {
                case 0 -> spoilt[at] = (byte) random.nextInt(256);
                case 1 -> spoilt[at] = (byte) "{}[]\":,0-e".charAt(random.nextInt(10));
                case 2 -> spoilt = Arrays.copyOf(spoilt, Math.max(1, at));
                default -> spoilt = doubled(spoilt, at);
            }
        }
        return spoilt;
    }

    private static byte[] doubled(byte[] record, int at) {
        byte[] longer = Arrays.copyOf(record, record.length + 1);
        System.arraycopy(record, at, longer, at + 1, record.length - at);
        return longer;
    }

    private static boolean rejectedBy(Decoder<?> decoder, byte @Nullable [] record) {
        return decoder.decode("network", 0, 0, null, record).rejected() != null;
    }

    private static String text(Object message) {
        return new String(Messages.encode(message), UTF_8);
    }
}

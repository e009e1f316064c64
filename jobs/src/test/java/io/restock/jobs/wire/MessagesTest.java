package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Property(tries = 100)
    void readsBackEveryMessageItSays(@ForAll long seed) throws Exception {
        for (Object message : new AnyMessage(new Random(seed)).ofEveryType()) {
            byte[] bytes = Messages.encode(message);

            Object read = Decoder.of(message.getClass()).message(bytes);

            assertSame(read, message);
        }
    }

    @Property(tries = 100)
    void readsMessagesWhoseFieldsComeInAnotherOrder(@ForAll long seed) throws Exception {
        for (Object message : new AnyMessage(new Random(seed)).ofEveryType()) {
            var tree = (ObjectNode) Json.MAPPER.readTree(Messages.encode(message));
            var backwards = Json.MAPPER.createObjectNode();
            List<String> names = new ArrayList<>();
            tree.fieldNames().forEachRemaining(names::add);
            Collections.reverse(names);
            names.forEach(name -> backwards.set(name, tree.get(name)));

            Object read =
                    Decoder.of(message.getClass())
                            .message(Json.MAPPER.writeValueAsBytes(backwards));

            assertSame(read, message);
        }
    }

    @Test
    void saysSalesInLocalTimeWithTheirOffset() {
        Sale sale = new Sale("e1", "S1", "I1", 1_795_338_930_000L, 3600, 2.5, "");

        assertThat(new String(Messages.encode(sale), UTF_8))
                .isEqualTo(
                        "{\"type\":\"sale\",\"eventId\":\"e1\",\"location\":\"S1\",\"item\":\"I1\","
                                + "\"time\":\"2026-11-22T10:15:30+01:00\",\"units\":2.5}");
    }

    @Test
    void leavesUnknownFiguresOut() {
        StockLevel level =
                new StockLevel("e1", "S1", "I1", 20_000, 1_728_086_400_000L, 0, Double.NaN, -1);

        assertThat(new String(Messages.encode(level), UTF_8))
                .doesNotContain("onHand", "stockOutHours");
    }

    @Test
    void saysRejectedRecordsWithTheirRawBytes() throws Exception {
        Rejected rejected =
                new Rejected(
                        "sales", 1, 42, "It must be better.", new byte[] {1}, new byte[] {2, 3});

        var tree = Json.MAPPER.readTree(Messages.encodeRejected(rejected));

        assertThat(tree.get("topic").asText()).isEqualTo("sales");
        assertThat(tree.get("partition").asInt()).isEqualTo(1);
        assertThat(tree.get("offset").asLong()).isEqualTo(42);
        assertThat(tree.get("reason").asText()).isEqualTo("It must be better.");
        assertThat(tree.get("key").binaryValue()).containsExactly(1);
        assertThat(tree.get("raw").binaryValue()).containsExactly(2, 3);
    }

    @Test
    void leavesOutAPositionThatNobodyKnows() throws Exception {
        Rejected rejected =
                new Rejected(
                        "sales",
                        Rejected.UNKNOWN,
                        Rejected.UNKNOWN,
                        "It came too late.",
                        new byte[0],
                        new byte[] {2});

        var tree = Json.MAPPER.readTree(Messages.encodeRejected(rejected));

        assertThat(tree.fieldNames())
                .toIterable()
                .containsExactly("type", "topic", "reason", "key", "raw");
    }

    @Test
    void namesTheMessagesThereAreWhenARecordIsNone() {
        assertThatThrownBy(() -> Messages.encode("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("String")
                .hasMessageContaining("Sale");
    }

    private static void assertSame(@Nullable Object read, Object said) {
        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .withEqualsForType(Float::equals, Float.class)
                .isEqualTo(said);
    }
}

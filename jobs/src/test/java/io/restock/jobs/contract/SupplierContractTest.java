package io.restock.jobs.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.restock.domain.Rejected;
import io.restock.domain.SupplierReply;
import io.restock.jobs.wire.AnyMessage;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Json;
import io.restock.jobs.wire.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas that suppliers are given say what is sent, and what is read of them. */
class SupplierContractTest {
    private static final Path SAMPLES = Path.of("..", "docs", "samples");

    @ParameterizedTest
    @ValueSource(strings = {"purchase-order", "transfer-order", "reply", "progress", "rejected"})
    void allowsTheSampleOfTheDocumentation(String type) throws IOException {
        Contract.assertKept(type, Files.readAllBytes(SAMPLES.resolve(type + ".json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"purchase-order", "transfer-order", "reply", "progress", "rejected"})
    void namesEveryFieldOfTheSampleAndNoOthers(String type) throws IOException {
        ObjectNode sample =
                (ObjectNode)
                        Json.MAPPER.readTree(Files.readString(SAMPLES.resolve(type + ".json")));
        JsonNode schema = Contract.schemas(Contract.SCHEMAS).get(type);

        assertThat(fields(schema.path("properties"))).isEqualTo(fields(sample));
        assertThat(fields(schema.path("properties").path("lines").path("items").path("properties")))
                .isEqualTo(fields(sample.path("lines").path(0)));
    }

    @Property(tries = 200)
    void allowsWhateverIsSaid(@ForAll long seed) throws IOException {
        AnyMessage any = new AnyMessage(new Random(seed));

        Contract.assertKept("purchase-order", Messages.encode(any.purchaseOrder()));
        Contract.assertKept("reply", Messages.encode(any.reply()));
        Contract.assertKept("progress", Messages.progress(any.reply().timeMillis()));
    }

    @Test
    void allowsWhatIsRejectedWithAndWithoutItsPlace() throws IOException {
        byte[] raw = {0, -1, 7};
        Contract.assertKept(
                "rejected",
                Messages.encodeRejected(new Rejected("supplier-replies", 3, 9, "Why.", raw, raw)));
        Contract.assertKept(
                "rejected",
                Messages.encodeRejected(
                        new Rejected(
                                "supplier-replies",
                                Rejected.UNKNOWN,
                                Rejected.UNKNOWN,
                                "Why.",
                                new byte[0],
                                raw)));
    }

    /**
     * Junk in any field: what an engineer has checked against the schema is read. But for 1e3, a
     * whole number to JSON Schema, which nobody writes.
     */
    @Property(tries = 2000)
    void repliesThatTheSchemaAllowsAreRead(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        ObjectNode reply =
                (ObjectNode) Json.MAPPER.readTree(Messages.encode(new AnyMessage(random).reply()));
        spoil(reply, random);

        assertThat(Contract.faults("reply", reply).isEmpty() && !isRead(reply))
                .as("%s is allowed and not read", reply)
                .isFalse();
    }

    /** And the schema is no stricter than the reader, but for what nobody writes. */
    @ParameterizedTest
    @ValueSource(strings = {"eventId", "orderNumber", "revision", "group", "kind", "time", "lines"})
    void asksForTheFieldsThatTheReaderAsksFor(String field) throws IOException {
        ObjectNode reply =
                (ObjectNode) Json.MAPPER.readTree(Files.readString(SAMPLES.resolve("reply.json")));
        reply.remove(field);

        assertThat(Contract.faults("reply", reply)).hasSize(1).first().asString().contains(field);
        assertThat(isRead(reply)).isFalse();
    }

    @Test
    void schemasAreThemselvesRight() throws IOException {
        JsonSchema meta =
                Contract.schema(
                        VersionFlag.V202012,
                        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}");
        Contract.schemas(Contract.SCHEMAS)
                .forEach(
                        (name, schema) -> {
                            assertThat(Contract.faults(meta, schema)).as(name).isEmpty();
                            assertThat(schema.path("$id").asText()).endsWith(":v1:" + name);
                            assertThat(schema.has("additionalProperties"))
                                    .as("%s lets fields be added", name)
                                    .isFalse();
                        });
    }

    private static boolean isRead(JsonNode reply) {
        try {
            return Decoder.of(SupplierReply.class).message(reply.toString().getBytes(UTF_8))
                    != null;
        } catch (BadMessageException e) {
            return false;
        }
    }

    private static void spoil(ObjectNode reply, Random random) {
        ObjectNode target = reply;
        ArrayNode lines = (ArrayNode) reply.get("lines");
        if (!lines.isEmpty() && random.nextBoolean()) {
            target = (ObjectNode) lines.get(random.nextInt(lines.size()));
        }
        List<String> names = new ArrayList<>();
        target.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        String[] junk = {
            "null",
            "-1",
            "0",
            "1.5",
            "true",
            "\"\"",
            "\"a|b\"",
            "\"P1\"",
            "\"p1\"",
            "[]",
            "[7]",
            "{}",
            "[{}]",
            "99999999999999999999",
            "\"2026-02-29\"",
            "\"2026-02-28\"",
            "\"2200-01-01\"",
            "\"1969-12-31\"",
            "\"2026-02-28T10:00:00Z\"",
            "\"2026-02-28T24:00:00Z\"",
            "\"2026-02-28T10:00:00+18:30\"",
            "\"2026-02-28T10:00:00.1234567891Z\"",
            "\"2026-02-28T10:00Z\"",
            "\"2026-02-28t10:00:00z\"",
            "\"\\u0007\"",
            "\"ACCEPTED\"",
            "\"accepted\""
        };
        try {
            target.set(name, Json.MAPPER.readTree(junk[random.nextInt(junk.length)]));
        } catch (IOException e) {
            throw new IllegalStateException("The junk is JSON.", e);
        }
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

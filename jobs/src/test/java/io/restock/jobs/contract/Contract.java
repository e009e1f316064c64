package io.restock.jobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schemas that suppliers are given, and what they say of a message. */
public final class Contract {
    /** What suppliers read. */
    static final Path FOLDER = Path.of("..", "docs", "suppliers");

    static final Path SCHEMAS = FOLDER.resolve("schemas").resolve("v1");

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Contract() {}

    /** Every schema by its name. */
    static Map<String, JsonNode> schemas(Path folder) throws IOException {
        Map<String, JsonNode> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                schemas.put(
                        file.getFileName().toString().replace(".json", ""),
                        Json.MAPPER.readTree(Files.readString(file)));
            }
        }
        return schemas;
    }

    /** Fails unless the bytes are what the schema of that name promises. */
    public static void assertKept(String schema, byte[] message) throws IOException {
        assertThat(faults(schema, Json.MAPPER.readTree(message)))
                .as(
                        "%s against %s",
                        new String(message, java.nio.charset.StandardCharsets.UTF_8), schema)
                .isEmpty();
    }

    /** Fails unless the headers, names and values in turn, are what the schema promises. */
    public static void assertHeadersKept(String schema, String[] headers) {
        var said = Json.MAPPER.createObjectNode();
        for (int i = 0; i < headers.length; i += 2) {
            assertThat(said.has(headers[i])).as("%s twice", headers[i]).isFalse();
            said.put(headers[i], headers[i + 1]);
        }
        assertThat(faults(schema, said)).as("%s", said).isEmpty();
    }

    /** What is wrong with a message. */
    public static List<String> faults(String schema, JsonNode message) {
        return faults(draft(schema), message);
    }

    static List<String> faults(JsonSchema schema, JsonNode message) {
        return schema.validate(message).stream().map(ValidationMessage::getMessage).toList();
    }

    private static JsonSchema draft(String name) {
        try {
            return schema(VersionFlag.V202012, Files.readString(SCHEMAS.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonSchema schema(VersionFlag version, String text) {
        return JsonSchemaFactory.getInstance(version).getSchema(text, CONFIG);
    }
}

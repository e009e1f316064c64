package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of the documentation say the fields of its samples. */
class SamplesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.*?) \\|.*\\|");

    static Stream<Class<?>> messages() {
        return GoldenMessages.all().values().stream().<Class<?>>map(Object::getClass).distinct();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isDocumentedFieldByField(Class<?> type) throws Exception {
        String name = Messages.newShape(type).type();

        assertThat(documented(name).keySet()).isEqualTo(paths(sample(name), ""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void needsTheFieldsThatAreNotCalledOptionalAndNoOthers(Class<?> type) throws Exception {
        String name = Messages.newShape(type).type();
        Map<String, String> fields = documented(name);
        fields.remove("type");
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().matches("[a-zA-Z]+(\\[])?")) {
                ObjectNode without = sample(name);
                without.remove(field.getKey().replace("[]", ""));
                if (field.getValue().contains("optional") || field.getValue().contains("or null")) {
                    assertThat(Decoder.of(type).message(bytes(without)))
                            .as("without %s", field.getKey())
                            .isNotNull();
                } else {
                    assertThatThrownBy(() -> Decoder.of(type).message(bytes(without)))
                            .as("without %s", field.getKey())
                            .isInstanceOf(BadMessageException.class)
                            .hasMessageContaining(field.getKey().replace("[]", ""));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"progress", "rejected"})
    void documentsWhatIsNoMessageFieldByField(String name) throws Exception {
        assertThat(documented(name).keySet()).isEqualTo(paths(sample(name), ""));
    }

    @Test
    void thereIsOneOfEveryMessage() throws IOException {
        Set<String> types = new TreeSet<>(GoldenMessages.all().keySet());
        types.addAll(List.of("progress", "rejected"));

        try (Stream<Path> files = Files.list(GoldenMessages.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    private static ObjectNode sample(String type) throws IOException {
        ObjectNode merged = GoldenMessages.merged(type);
        return merged.isEmpty()
                ? (ObjectNode) Json.MAPPER.readTree(GoldenMessages.text(type))
                : merged;
    }

    private static byte[] bytes(JsonNode tree) {
        return tree.toString().getBytes(UTF_8);
    }

    /** What the table under the message's heading says of each field. */
    private static Map<String, String> documented(String type) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String page : List.of("feeds.md", "orders.md")) {
            boolean inside = false;
            for (String line : Files.readAllLines(DOCS.resolve(page))) {
                inside = line.startsWith("#") ? line.equals("### " + type) : inside;
                Matcher row = ROW.matcher(line);
                if (inside && row.matches()) {
                    fields.put(row.group(1), row.group(2));
                }
            }
        }
        return fields;
    }

    /**
     * Names of the fields, those of parts behind {@code .} and those of lists behind {@code []}.
     */
    private static Set<String> paths(JsonNode node, String before) {
        Set<String> paths = new TreeSet<>();
        node.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            String path = before + field.getKey() + (value.isArray() ? "[]" : "");
                            paths.add(path);
                            if (value.isObject()) {
                                paths.addAll(paths(value, path + "."));
                            }
                            if (value.isArray()) {
                                value.forEach(part -> paths.addAll(paths(part, path + ".")));
                            }
                        });
        return paths;
    }
}

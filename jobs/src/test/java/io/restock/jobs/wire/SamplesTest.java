package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.Alert;
import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.domain.WeatherDay;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples in the documentation are messages, and its tables say their fields. */
class SamplesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path SAMPLES = DOCS.resolve("samples");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.*?) \\|.*\\|");
    private static final List<Class<?>> MESSAGES =
            List.of(
                    Sale.class,
                    StockLevel.class,
                    WeatherDay.class,
                    Holiday.class,
                    Promotion.class,
                    SupplierReply.class,
                    Decision.class,
                    Forecast.class,
                    Location.class,
                    PlanningGroup.class,
                    PurchaseOrder.class,
                    TransferOrder.class,
                    PlanRecord.class,
                    PlanLine.class,
                    Alert.class);

    static List<Class<?>> messages() {
        return MESSAGES;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isAMessageThatSaysEveryFieldThereIs(Class<?> type) throws Exception {
        JsonNode sample = sample(Messages.newShape(type).type());

        Object message = Decoder.of(type).message(bytes(sample));

        assertThat(message).isInstanceOf(type);
        JsonNode said = Json.MAPPER.readTree(Messages.encode(message));
        assertThat(said.toPrettyString()).isEqualTo(sample.toPrettyString());
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

    @Test
    void saysProgressAndRejectedRecordsAsTheyAreWritten() throws Exception {
        JsonNode progress = sample("progress");
        JsonNode rejected = sample("rejected");

        Inbound<Sale> read = Decoder.of(Sale.class).decode("t", 0, 0, null, bytes(progress));

        assertThat(read.progress()).isTrue();
        assertThat(Json.MAPPER.readTree(Messages.progress(read.timeMillis()))).isEqualTo(progress);
        assertThat(documented("progress").keySet()).isEqualTo(paths(progress, ""));
        Rejected record =
                new Rejected(
                        rejected.get("topic").asText(),
                        rejected.get("partition").asInt(),
                        rejected.get("offset").asLong(),
                        rejected.get("reason").asText(),
                        rejected.get("key").binaryValue(),
                        rejected.get("raw").binaryValue());
        assertThat(Json.MAPPER.readTree(Messages.encodeRejected(record)).toString())
                .isEqualTo(rejected.toString());
        assertThat(documented("rejected").keySet()).isEqualTo(paths(rejected, ""));
    }

    @Test
    void thereIsOneOfEveryMessage() throws IOException {
        Set<String> types =
                MESSAGES.stream()
                        .map(type -> Messages.newShape(type).type())
                        .collect(Collectors.toCollection(TreeSet::new));
        types.addAll(List.of("progress", "rejected"));

        try (Stream<Path> files = Files.list(SAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    private static ObjectNode sample(String type) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(SAMPLES.resolve(type + ".json").toFile());
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

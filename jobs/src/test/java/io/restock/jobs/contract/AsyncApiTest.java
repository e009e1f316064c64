package io.restock.jobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.restock.jobs.kafka.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document that suppliers are given. */
class AsyncApiTest {
    private static final Path DOCUMENT = Contract.FOLDER.resolve("asyncapi.yaml");

    /** Of AsyncAPI 3.0.0, as published by the AsyncAPI initiative under Apache 2.0. */
    private static final Path SCHEMA =
            Path.of("src", "test", "resources", "asyncapi", "3.0.0.json");

    @Test
    void isAsyncApi30() throws IOException {
        assertThat(
                        Contract.faults(
                                Contract.schema(VersionFlag.V7, Files.readString(SCHEMA)),
                                document()))
                .isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = document();
        for (String reference : references(document)) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(Contract.FOLDER.resolve(reference)).exists();
            }
        }
    }

    @Test
    void givesEverySchema() throws IOException {
        Set<String> given = new TreeSet<>();
        references(document()).stream()
                .filter(reference -> !reference.startsWith("#"))
                .forEach(r -> given.add(r.replaceAll(".*/|\\.json", "")));

        assertThat(given).isEqualTo(Contract.schemas(Contract.SCHEMAS).keySet());
    }

    @Test
    void channelsAreTopicsAndEachHasItsOperation() throws IOException {
        JsonNode document = document();
        List<String> addresses = new ArrayList<>();
        document.path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));
        Set<String> operated = new TreeSet<>();
        document.path("operations").forEach(o -> operated.add(o.at("/channel/$ref").asText()));

        assertThat(addresses).isSubsetOf(Arrays.stream(Topic.values()).map(Topic::base).toList());
        assertThat(operated).hasSize(addresses.size());
    }

    private static JsonNode document() throws IOException {
        return new YAMLMapper().readTree(Files.readString(DOCUMENT));
    }

    private static List<String> references(JsonNode node) {
        return node.findValuesAsText("$ref");
    }
}

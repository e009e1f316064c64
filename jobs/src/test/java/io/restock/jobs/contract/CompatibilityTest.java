package io.restock.jobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    /** The schemas of the last release; a release copies them here. */
    private static final Path RELEASED = Path.of("src", "test", "resources", "contract", "v1");

    private static final String BEFORE =
            """
            {"type":"object","required":["a"],"properties":{
              "a":{"type":"string","pattern":"^x$"},"b":{"type":"integer","minimum":0},
              "k":{"enum":["X","Y"]},
              "l":{"type":"array","items":{"type":"object","required":["i"],"properties":{
                "i":{"type":"string"}}}}}}""";

    @Test
    void suppliersThatWereBuiltAgainstTheLastReleaseGetOnWithThisVersion() throws IOException {
        assertThat(
                        Compatibility.broken(
                                Contract.schemas(RELEASED), Contract.schemas(Contract.SCHEMAS)))
                .as(
                        "a change of docs/suppliers/schemas/v1 that suppliers' systems may break at. Within a"
                                + " version fields are added as optional ones, and nothing else: take it back, or say"
                                + " it under a new name beside the old one, or write a v2 of the message beside v1 and"
                                + " send both until nobody reads v1")
                .isEmpty();
    }

    @Test
    void fieldsThatNobodyMustSayMayBeAdded() throws IOException {
        assertThat(
                        broken(
                                "{\"type\":\"object\",\"required\":[\"a\"],",
                                "{\"type\":\"object\",\"description\":\"Why.\",\"required\":[\"a\"],"))
                .isEmpty();
        assertThat(broken("\"a\":{", "\"c\":{\"type\":\"number\"},\"a\":{")).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            textBlock =
                    """
            "b":{"type":"integer","minimum":0},; ``; The field m.b was removed.
            "b":{"type":"integer"; "b":{"type":"number"; The type of m.b was "integer" and is "number".
            "minimum":0; "minimum":1; The minimum of m.b was 0 and is 1.
            ,"pattern":"^x$"; ``; The pattern of m.a was "^x$" and is not said.
            "Y"; "Z"; The enum of m.k was ["X","Y"] and is ["X","Z"].
            "required":["a"]; "required":["a","b"]; The field m.b was made required.
            "required":["a"]; "required":[]; The field m.a was always there and need not be now.
            "required":["i"]; "required":["i","j"]; The field m.l[].j was made required.
            "i":{"type":"string"}; "i":{"type":"null"}; The type of m.l[].i was "string" and is "null".
            {"type":"object","required":["a"]; {"type":"object","additionalProperties":false,"required":["a"]; The additionalProperties of m was not said and is false.
            """)
    void whatIsTakenBackIsNamed(String before, String after, String sentence) throws IOException {
        assertThat(broken(before, after)).containsExactly(sentence);
    }

    @Test
    void aSchemaThatIsGoneIsNamed() throws IOException {
        assertThat(Compatibility.broken(Map.of("m", tree(BEFORE)), Map.of()))
                .containsExactly("The schema m was removed.");
    }

    @Test
    void releasesHoldEverySchemaThatIsPublished() throws IOException {
        assertThat(Contract.schemas(Contract.SCHEMAS).keySet())
                .as("write the folder anew with -Drestock.write=true when a version is released")
                .containsAll(Contract.schemas(RELEASED).keySet())
                .isNotEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesTheSchemasOfARelease() throws IOException {
        for (String name : Contract.schemas(Contract.SCHEMAS).keySet()) {
            Files.writeString(
                    RELEASED.resolve(name + ".json"),
                    Files.readString(Contract.SCHEMAS.resolve(name + ".json")));
        }
    }

    private static List<String> broken(String before, String after) throws IOException {
        assertThat(BEFORE).contains(before);
        return Compatibility.broken(
                Map.of("m", tree(BEFORE)),
                Map.of("m", tree(BEFORE.replace(before, after == null ? "" : after))));
    }

    private static JsonNode tree(String json) throws IOException {
        return Json.MAPPER.readTree(json);
    }
}

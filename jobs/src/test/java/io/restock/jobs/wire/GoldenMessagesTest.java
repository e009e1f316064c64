package io.restock.jobs.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.Rejected;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands in the samples of the documentation is what other systems write and read. Once a form
 * has been released, a sample that no longer matches is a broken promise.
 */
class GoldenMessagesTest {
    private static final Rejected REJECTED =
            new Rejected(
                    "sales",
                    3,
                    77,
                    "The units (-1) of sale S1/till-3/2026-11-20/4711 must be >= 0.",
                    "S1".getBytes(UTF_8),
                    "{\"type\":\"sale\"}".getBytes(UTF_8));

    /** 2026-11-21T03:50:00Z. */
    private static final long TEN_TO_FIVE = 1_795_233_000_000L;

    static Stream<Arguments> messages() {
        return GoldenMessages.all().entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void readsWhatOtherSystemsSay(String name, Object message) throws Exception {
        Object read =
                Decoder.of(message.getClass()).message(GoldenMessages.text(name).getBytes(UTF_8));

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void saysWhatOtherSystemsRead(String name, Object message) throws Exception {
        assertThat(new String(Messages.encode(message), UTF_8)).isEqualTo(golden(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void namesItsTypeFirst(String name, Object message) throws Exception {
        assertThat(golden(name)).startsWith("{\"type\":\"" + GoldenMessages.type(name) + "\",");
    }

    /** Else a field could be dropped or added and no file would tell. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void saysEveryField(String name, Object message) throws Exception {
        assertThat(unsaid(name, message)).isEmpty();
    }

    @Test
    void saysProgressAsTheSendersOfEveryTopicDo() throws Exception {
        byte[] golden = GoldenMessages.text("progress").getBytes(UTF_8);

        assertThat(Decoder.of(GoldenMessages.sale().getClass()).decode("sales", 0, 0, null, golden))
                .isEqualTo(new Inbound<>(null, true, TEN_TO_FIVE, null));
        assertThat(new String(Messages.progress(TEN_TO_FIVE), UTF_8)).isEqualTo(golden("progress"));
    }

    @Test
    void saysWhatWasRejected() throws Exception {
        assertThat(new String(Messages.encodeRejected(REJECTED), UTF_8))
                .isEqualTo(golden("rejected"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void readsFieldsOfLaterVersionsAsIfTheyWereNotThere(String name, Object message)
            throws Exception {
        ObjectNode later = (ObjectNode) Json.MAPPER.readTree(GoldenMessages.text(name));
        later.set("zzz", Json.MAPPER.readTree("{\"a\":[1,{\"type\":\"sale\"}],\"b\":null}"));
        later.put("aaa", "1");

        Object read = Decoder.of(message.getClass()).message(Json.MAPPER.writeValueAsBytes(later));

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    /** The sample without its line breaks, fields in their order. */
    private static String golden(String name) throws IOException {
        return Json.MAPPER.writeValueAsString(Json.MAPPER.readTree(GoldenMessages.text(name)));
    }

    /** Components of the record, and of its parts, that no sample of its type says. */
    private static List<String> unsaid(String name, Object message) throws IOException {
        JsonNode said = GoldenMessages.merged(GoldenMessages.type(name));
        return unsaid(said, message.getClass(), "");
    }

    private static List<String> unsaid(JsonNode said, Class<?> type, String path) {
        return Stream.of(type.getRecordComponents())
                .flatMap(
                        component -> {
                            String field = spelled(component.getName());
                            String at = path + '.' + field;
                            JsonNode value = said.get(field);
                            if (field.isEmpty()) {
                                return Stream.empty();
                            }
                            if (value == null || (value.isEmpty() && value.isContainerNode())) {
                                return Stream.of(at);
                            }
                            if (value.isObject()) {
                                return unsaid(value, component.getType(), at).stream();
                            }
                            Class<?> part = part(component.getGenericType());
                            return part.isRecord()
                                    ? unsaid(value.get(value.size() - 1), part, at).stream()
                                    : Stream.empty();
                        })
                .toList();
    }

    private static Class<?> part(java.lang.reflect.Type type) {
        return type instanceof java.lang.reflect.ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> of
                ? of
                : Object.class;
    }

    /** Days and times lose the unit that their type has in memory; an offset is part of a time. */
    private static String spelled(String component) {
        return component.equals("utcOffsetSeconds")
                ? ""
                : component.replaceAll("EpochDay$|Millis$", "").replaceAll("^epochDay$", "day");
    }
}

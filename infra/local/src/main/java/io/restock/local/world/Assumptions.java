package io.restock.local.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The network that a sales history does not tell of, figure by figure, each with a sentence why. A
 * file of the same keys can replace some or all of them.
 */
public final class Assumptions {
    private static final String RESOURCE = "/assumptions.json";

    private final Map<String, Entry> entries;

    private record Entry(@Nullable Double value, @Nullable String text, String why) {
        String shown() {
            return value == null ? String.valueOf(text) : number(value);
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    private Assumptions(Map<String, Entry> entries) {
        this.entries = entries;
        ZoneId unused = zone();
    }

    /** The assumptions that come with Restock. */
    public static Assumptions usual() {
        try (InputStream in = Assumptions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path.");
            }
            return new Assumptions(read(Json.MAPPER.readTree(in), RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read.", e);
        }
    }

    /**
     * The usual assumptions, with those of a file in their place.
     *
     * @throws IllegalArgumentException when the file names what is not assumed, or no figure
     */
    public static Assumptions of(Path file) {
        Map<String, Entry> merged = new LinkedHashMap<>(usual().entries);
        Map<String, Entry> given;
        try {
            given = read(Json.MAPPER.readTree(Files.readAllBytes(file)), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The assumptions " + file + " cannot be read.", e);
        }
        given.forEach(
                (key, entry) -> {
                    Entry usual = merged.get(key);
                    if (usual == null) {
                        throw new IllegalArgumentException(
                                "The assumption %s in %s must be one of %s."
                                        .formatted(key, file, new TreeSet<>(merged.keySet())));
                    }
                    if ((usual.value() == null) != (entry.value() == null)) {
                        throw new IllegalArgumentException(
                                "The assumption %s in %s must have a %s."
                                        .formatted(
                                                key,
                                                file,
                                                usual.value() == null ? "text" : "value"));
                    }
                    merged.put(key, entry);
                });
        return new Assumptions(merged);
    }

    /** A figure. */
    public double value(String key) {
        Double value = entry(key).value();
        if (value == null) {
            throw new IllegalArgumentException("The assumption " + key + " must be a figure.");
        }
        return value;
    }

    /** A figure that is a whole number. */
    public int whole(String key) {
        double value = value(key);
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException(
                    "The assumption %s (%s) must be a whole number.".formatted(key, value));
        }
        return (int) value;
    }

    /** A text. */
    public String text(String key) {
        return entry(key).shown();
    }

    /** The time zone of all locations. */
    public ZoneId zone() {
        try {
            return ZoneId.of(text("zone"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The assumption zone (%s) must be an IANA time zone such as Europe/Berlin."
                            .formatted(text("zone")),
                    e);
        }
    }

    /** All of them as sentences: {@code key = figure: why}. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        entries.forEach((key, e) -> sentences.add(key + " = " + e.shown() + ": " + e.why()));
        return sentences;
    }

    private Entry entry(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("There is no assumption " + key + ".");
        }
        return entry;
    }

    private static Map<String, Entry> read(JsonNode root, String file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            JsonNode value = field.getValue().path("value");
            JsonNode text = field.getValue().path("text");
            String why = field.getValue().path("why").asText("");
            if (value.isNumber() == text.isTextual() || why.isEmpty()) {
                throw new IllegalArgumentException(
                        "The assumption %s in %s must have a value (a number >= 0) or a text, and a why."
                                .formatted(field.getKey(), file));
            }
            if (value.isNumber() && !(value.asDouble() >= 0)) {
                throw new IllegalArgumentException(
                        "The assumption %s (%s) in %s must be >= 0."
                                .formatted(field.getKey(), value, file));
            }
            entries.put(
                    field.getKey(),
                    new Entry(
                            value.isNumber() ? value.asDouble() : null,
                            text.isTextual() ? text.asText() : null,
                            why));
        }
        return entries;
    }
}

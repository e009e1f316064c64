package io.restock.local.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why records were rejected, the most frequent reason first. */
public final class RejectedReasons {

    /**
     * A reason.
     *
     * @param topic where the records came from
     * @param reason of the first of them
     * @param count how many there are of this topic whose reasons differ in names and figures only
     */
    public record Reason(String topic, String reason, int count) {}

    private RejectedReasons() {}

    /** Reasons of records as they were written. */
    public static List<Reason> of(List<String> rejected) {
        Map<String, Reason> reasons = new LinkedHashMap<>();
        for (String record : rejected) {
            JsonNode json = parse(record);
            String topic = json.path("topic").asText();
            String reason = json.path("reason").asText();
            String kind = topic + reason.replaceAll("\\([^)]*\\)|[A-Z0-9]*[0-9][A-Z0-9:]*", "#");
            reasons.merge(
                    kind,
                    new Reason(topic, reason, 1),
                    (a, b) -> new Reason(a.topic(), a.reason(), a.count() + 1));
        }
        List<Reason> sorted = new ArrayList<>(reasons.values());
        sorted.sort((a, b) -> Integer.compare(b.count(), a.count()));
        return sorted;
    }

    private static JsonNode parse(String record) {
        try {
            return Json.MAPPER.readTree(record);
        } catch (IOException e) {
            throw new UncheckedIOException("A rejected record is not JSON: " + record, e);
        }
    }
}

package io.restock.jobs.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a schema has taken back of an earlier one. Fields may be added, as long as nobody must say
 * them; all else that an engineer may have written code against stays as it was released.
 */
final class Compatibility {
    /** For people only; every other keyword is a promise. */
    private static final Set<String> WORDS = Set.of("title", "description", "examples", "$comment");

    private final List<String> broken = new ArrayList<>();

    private Compatibility() {}

    /** Sentences, none where readers and writers of the released form get on with this one. */
    static List<String> broken(Map<String, JsonNode> released, Map<String, JsonNode> now) {
        Compatibility compatibility = new Compatibility();
        released.forEach(
                (name, schema) -> {
                    if (now.containsKey(name)) {
                        compatibility.compare(name, schema, now.get(name));
                    } else {
                        compatibility.broken.add("The schema %s was removed.".formatted(name));
                    }
                });
        return compatibility.broken;
    }

    private void compare(String at, JsonNode released, JsonNode now) {
        Set<String> keywords = new TreeSet<>();
        released.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(WORDS);
        for (String keyword : keywords) {
            JsonNode before = released.path(keyword);
            JsonNode after = now.path(keyword);
            switch (keyword) {
                case "properties" -> properties(at, before, after);
                case "required" -> required(at, names(before), names(after));
                case "items" -> compare(at + "[]", before, after);
                default -> {
                    if (!before.equals(after)) {
                        broken.add(
                                "The %s of %s was %s and is %s."
                                        .formatted(keyword, at, said(before), said(after)));
                    }
                }
            }
        }
    }

    private void properties(String at, JsonNode released, JsonNode now) {
        released.properties()
                .forEach(
                        field -> {
                            String name = at + '.' + field.getKey();
                            if (now.has(field.getKey())) {
                                compare(name, field.getValue(), now.get(field.getKey()));
                            } else {
                                broken.add("The field %s was removed.".formatted(name));
                            }
                        });
    }

    private void required(String at, Set<String> released, Set<String> now) {
        for (String field : now) {
            if (!released.contains(field)) {
                broken.add("The field %s.%s was made required.".formatted(at, field));
            }
        }
        for (String field : released) {
            if (!now.contains(field)) {
                broken.add(
                        "The field %s.%s was always there and need not be now."
                                .formatted(at, field));
            }
        }
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new TreeSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static String said(JsonNode node) {
        return node.isMissingNode() ? "not said" : node.toString();
    }
}

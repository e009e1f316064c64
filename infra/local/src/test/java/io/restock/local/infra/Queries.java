package io.restock.local.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What alerts and dashboards ask Prometheus for.
 *
 * @param expressions by where they stand
 */
record Queries(Map<String, String> expressions) {
    static final Path ALERTS = InfraFiles.FOLDER.resolve(Path.of("prometheus", "alerts.yml"));
    static final Path DASHBOARDS = InfraFiles.FOLDER.resolve(Path.of("grafana", "dashboards"));

    private static final Pattern SELECTOR = Pattern.compile("(flink_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER =
            Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("by\\s*\\(([^)]*)\\)");

    /** Those of all files. */
    static Queries all() throws IOException {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (Map<?, ?> rule : alerts()) {
            expressions.put("alert " + rule.get("alert"), rule.get("expr").toString());
        }
        try (Stream<Path> dashboards = Files.list(DASHBOARDS)) {
            for (Path dashboard : dashboards.sorted().toList()) {
                JsonNode board = new ObjectMapper().readTree(dashboard.toFile());
                for (JsonNode panel : board.get("panels")) {
                    for (JsonNode target : panel.get("targets")) {
                        expressions.put(
                                "%s, %s %s"
                                        .formatted(
                                                dashboard.getFileName(),
                                                panel.get("title").asText(),
                                                target.get("refId").asText()),
                                target.get("expr").asText());
                    }
                }
            }
        }
        return new Queries(expressions);
    }

    /** The rules of the alerts. */
    static List<Map<?, ?>> alerts() throws IOException {
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group :
                (List<?>) InfraFiles.at(InfraFiles.documents(ALERTS).get(0), "groups")) {
            for (Object rule : (List<?>) InfraFiles.at(group, "rules")) {
                rules.add((Map<?, ?>) rule);
            }
        }
        return rules;
    }

    /** What is asked for that a page does not have: metrics, labels, values of labels. */
    List<String> missing(Scrape scrape) {
        List<String> missing = new ArrayList<>();
        expressions.forEach(
                (where, expression) -> {
                    Matcher selector = SELECTOR.matcher(expression);
                    boolean any = false;
                    while (selector.find()) {
                        any = true;
                        Map<String, Set<String>> labels = scrape.metrics().get(selector.group(1));
                        if (labels == null) {
                            missing.add(where + ": metric " + selector.group(1));
                        } else {
                            missing.addAll(missingLabels(where, expression, selector, labels));
                        }
                    }
                    if (!any) {
                        missing.add(where + ": any metric of Flink");
                    }
                });
        return missing;
    }

    private static List<String> missingLabels(
            String where, String expression, Matcher selector, Map<String, Set<String>> labels) {
        List<String> missing = new ArrayList<>();
        Matcher matcher = MATCHER.matcher(selector.group(2) == null ? "" : selector.group(2));
        while (matcher.find()) {
            Set<String> values = labels.getOrDefault(matcher.group(1), Set.of());
            String wanted = matcher.group(3);
            boolean found =
                    matcher.group(2).contains("~")
                            ? values.stream().anyMatch(value -> value.matches(wanted))
                            : values.contains(wanted);
            if (!found) {
                missing.add(
                        "%s: %s of %s, which has %s"
                                .formatted(where, matcher.group(), selector.group(1), values));
            }
        }
        Matcher by = BY.matcher(expression);
        while (by.find()) {
            for (String label : by.group(1).split(",")) {
                if (!labels.containsKey(label.strip())) {
                    missing.add("%s: label %s".formatted(where, label.strip()));
                }
            }
        }
        return missing;
    }
}

package io.restock.local.infra;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as Prometheus reads it.
 *
 * @param metrics by name, the values of each label
 */
record Scrape(Map<String, Map<String, Set<String>>> metrics) {
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Scrape of(String page) {
        Map<String, Map<String, Set<String>>> metrics = new HashMap<>();
        page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::find)
                .forEach(
                        sample -> {
                            Map<String, Set<String>> labels =
                                    metrics.computeIfAbsent(
                                            sample.group(1), name -> new HashMap<>());
                            String said = sample.group(2) == null ? "" : sample.group(2);
                            Matcher label = LABEL.matcher(said);
                            while (label.find()) {
                                labels.computeIfAbsent(label.group(1), name -> new HashSet<>())
                                        .add(label.group(2));
                            }
                        });
        return new Scrape(metrics);
    }
}

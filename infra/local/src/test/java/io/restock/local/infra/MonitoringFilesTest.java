package io.restock.local.infra;

import static io.restock.local.infra.InfraFiles.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringFilesTest {
    private static final Pattern NAMED = Pattern.compile("`([a-z]+(?:\\.[a-z-]+)+)");

    /** Of the same beginnings, in the pages. */
    private static final Set<String> METRICS = Set.of("forecast.models");

    private static final Path ROOT = InfraFiles.FOLDER.resolve("..");

    /** Anchors as code hosts make them of headings. */
    @Test
    void everyAlertNamesAPartOfTheRunbookThatIsThere() throws IOException {
        List<Map<?, ?>> alerts = Queries.alerts();

        assertThat(alerts).hasSizeGreaterThan(5);
        for (Map<?, ?> alert : alerts) {
            String[] runbook = at(alert, "annotations", "runbook").toString().split("#");
            assertThat(anchors(ROOT.resolve(runbook[0])))
                    .as(alert.get("alert").toString())
                    .contains(runbook[1]);
            assertThat(at(alert, "labels", "severity").toString()).isIn("page", "ticket");
        }
    }

    @Test
    void everyQueryClosesWhatItOpens() throws IOException {
        assertThat(Queries.all().expressions())
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        (where, expression) -> {
                            assertThat(count(expression, '(')).isEqualTo(count(expression, ')'));
                            assertThat(count(expression, '{')).isEqualTo(count(expression, '}'));
                            assertThat(count(expression, '"') % 2).isZero();
                        });
    }

    @Test
    void aQueryForWhatNobodyExportsIsFound() {
        Scrape scrape = Scrape.of("flink_jobmanager_job_uptime{job_name=\"forecast\",} 1.0\n");
        Queries queries =
                new Queries(
                        Map.of(
                                "good", "flink_jobmanager_job_uptime{job_name=\"forecast\"}",
                                "metric", "sum(flink_jobmanager_job_age)",
                                "label", "flink_jobmanager_job_uptime{job=\"forecast\"}",
                                "value", "flink_jobmanager_job_uptime{job_name=\"planning\"}",
                                "grouping", "sum by (task) (flink_jobmanager_job_uptime)",
                                "nothing", "vector(1)"));

        assertThat(queries.missing(scrape))
                .extracting(fault -> fault.split(":")[0])
                .containsExactlyInAnyOrder("metric", "label", "value", "grouping", "nothing");
    }

    /** What a page names in backticks and what begins as a setting does is one. */
    @ParameterizedTest
    @ValueSource(strings = {"operating.md", "upgrading.md", "deploy.md"})
    void everySettingThatThePagesNameIsOne(String page) throws IOException {
        Set<String> keys = Keys.all().stream().map(Setting::key).collect(Collectors.toSet());
        Set<String> beginnings =
                keys.stream().map(key -> key.split("\\.")[0] + ".").collect(Collectors.toSet());
        beginnings.remove("kafka."); // Kafka's own keys follow it

        List<String> named =
                NAMED.matcher(Files.readString(ROOT.resolve("docs").resolve(page)))
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> beginnings.stream().anyMatch(name::startsWith))
                        .filter(name -> !METRICS.contains(name))
                        .toList();

        assertThat(named).isNotEmpty();
        assertThat(keys).containsAll(named);
    }

    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static long count(String text, char c) {
        return text.chars().filter(each -> each == c).count();
    }
}

package io.restock.local.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.wire.Json;
import io.restock.local.cli.Restock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a savepoint of coordination; there is no broker that it could reach. */
class WhatIfCommandIT {
    /** One store, two items, one supplier; the next cut-off waits for reports of its day. */
    private static final Path SAVEPOINT =
            Path.of("..", "..", "jobs/src/test/resources/savepoints/coordination/v2");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void setsScenariosBesideHowThingsAre() throws Exception {
        Path json = folder.resolve("whatif.json");

        int exit =
                run(
                        "--scenario",
                        "demand=+50%",
                        "--scenario",
                        "supplier=FARM",
                        "--json",
                        json.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .containsSubsequence("EUR", "as it is", "demand=+50%", "supplier=FARM");
        assertThat(out.toString()).contains("ordered from FARM", "expected cost");
        JsonNode scenarios = Json.MAPPER.readTree(Files.readAllBytes(json)).path("scenarios");
        assertThat(scenarios).hasSize(3);
        JsonNode asItIs = scenarios.get(0);
        assertThat(asItIs.path("groups").asInt()).isEqualTo(1);
        assertThat(asItIs.path("ordered").path("FARM").asDouble()).isPositive();
        assertThat(scenarios.get(1).path("ordered").path("FARM").asDouble())
                .isGreaterThan(asItIs.path("ordered").path("FARM").asDouble());
        assertThat(scenarios.get(2).path("orders").asInt()).isZero();
        assertThat(scenarios.get(2).path("costs").path("backlog").asDouble())
                .isGreaterThan(asItIs.path("costs").path("backlog").asDouble());
    }

    @Test
    void whoNobodyKnowsIsTold() {
        assertThat(run("--scenario", "supplier=FRAM")).isEqualTo(1);
        assertThat(err.toString())
                .contains("No group of the savepoint has the supplier FRAM")
                .doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        String[] words = new String[arguments.length + 5];
        words[0] = "whatif";
        words[1] = "--savepoint";
        words[2] = SAVEPOINT.toString();
        words[3] = "--set";
        words[4] = "kafka.bootstrap.servers=none:9092";
        System.arraycopy(arguments, 0, words, 5, arguments.length);
        return Restock.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}

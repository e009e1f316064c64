package io.restock.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
    private static final String CLEAR = "\r\u001b[K";

    private final StringWriter out = new StringWriter();

    @Test
    void printsPlainLinesWhereThereIsNoTerminal() {
        try (Console console = new Console(new PrintWriter(out), false)) {
            console.phase("running", 8);
            for (int day = 1; day <= 8; day++) {
                console.step(day + " orders");
            }
            console.note("a TaskManager is lost");
        }

        assertThat(out.toString().lines())
                .hasSize(6)
                .allMatch(line -> line.matches(" *[0-9.]+ s  .*"))
                .anyMatch(line -> line.endsWith("running 8/8: 8 orders"))
                .noneMatch(line -> line.contains("7/8"));
        assertThat(out.toString()).doesNotContain("\r", "\u001b");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "4, 4", "40, 4", "4000, 4"})
    void aLongPhaseIsSomeLinesToo(int steps, int lines) {
        try (Console console = new Console(new PrintWriter(out), false)) {
            console.phase("running", steps);
            for (int step = 0; step < steps; step++) {
                console.step("on");
            }
        }

        assertThat(out.toString().lines().skip(1)).hasSize(lines);
        assertThat(out.toString()).endsWith("running %d/%d: on%n".formatted(steps, steps));
    }

    @Test
    void aPhaseOfUnknownLengthIsALineWhereverItIs() {
        for (boolean terminal : new boolean[] {true, false}) {
            try (Console console = new Console(new PrintWriter(out), terminal)) {
                console.phase("starting a broker", 0);
                console.step("nobody counts");
            }
        }

        assertThat(out.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("starting a broker …"));
    }

    @Test
    void drawsABarOnATerminal() {
        try (Console console = new Console(new PrintWriter(out), true)) {
            console.phase("running", 8);
            for (int day = 1; day <= 8; day++) {
                console.step(day + " orders");
            }
        }

        String drawn = out.toString();
        String last = drawn.substring(drawn.lastIndexOf('\r') + 1);
        assertThat(last)
                .startsWith("running 100% [==")
                .contains("8/8")
                .contains("8 orders")
                .endsWith(System.lineSeparator());
        assertThat(drawn.lines().filter(line -> line.contains("s  running"))).isEmpty();
    }

    @Test
    void clearsTheBarBeforeALine() {
        try (Console console = new Console(new PrintWriter(out), true)) {
            console.phase("starting", 0);
            console.phase("running", 8);
            console.step("1 order");
            console.note("a TaskManager is lost");
        }

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).endsWith("starting …").doesNotContain("\u001b");
        assertThat(out.toString())
                .containsOnlyOnce(CLEAR)
                .containsPattern("\\r\u001b\\[K *[0-9.]+ s {2}a TaskManager is lost\\R");
    }

    @Test
    void theNextPhaseEndsTheBarOfTheOneBefore() {
        try (Console console = new Console(new PrintWriter(out), true)) {
            console.phase("training", 2);
            console.step("epoch 1");
            console.phase("running", 2);
            console.step("day 1");
        }

        String drawn = out.toString();
        assertThat(drawn.indexOf("training")).isBetween(0, drawn.indexOf("running"));
        assertThat(drawn.substring(drawn.indexOf("running"))).doesNotContain("training");
        assertThat(drawn.lines().filter(line -> line.contains("1/2")).distinct()).hasSize(2);
    }
}

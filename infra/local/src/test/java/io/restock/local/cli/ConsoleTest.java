package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.console.Console;
import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.LoopResults;
import io.restock.local.world.GeneratedWorld;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
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
    }

    @Test
    void clearsTheBarOnATerminalBeforeALine() {
        try (Console console = new Console(new PrintWriter(out), true)) {
            console.phase("starting", 0);
            console.phase("running", 8);
            console.step("1 order");
            console.note("a TaskManager is lost");
        }

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).endsWith("starting …").doesNotContain("\u001b");
        assertThat(out.toString()).containsOnlyOnce("\r\u001b[K");
        assertThat(out.toString())
                .as("steps are the bar's, not lines")
                .doesNotContain("1 order")
                .containsPattern("\\r\u001b\\[K *[0-9.]+ s {2}a TaskManager is lost\n");
    }

    @Test
    void figuresOfTheTableStandUnderEachOther() {
        LoopResult result = LoopResults.idle(GeneratedWorld.of(7, 3), 1.1);
        Figures figures = Figures.of(result, result.days(), 3);

        String table = ResultTable.of(result, result.days(), figures);

        assertThat(table.lines().skip(1))
                .filteredOn(line -> !line.startsWith("digest"))
                .allMatch(
                        line ->
                                line.length() == 37
                                        || line.length() == 50
                                        || line.matches(".{25} *[0-9,]+ {2}\\D.*"))
                .allMatch(line -> line.substring(24, 37).matches(" +[-0-9,.]+%?| +Restock"));
    }

    @Test
    void tableSaysFiguresAndCostBesideTheRule() {
        LoopResult result = LoopResults.idle(GeneratedWorld.of(7, 3), 1.1);
        Figures figures = Figures.of(result, result.days(), 3);

        String table = ResultTable.of(result, result.days(), figures);

        assertThat(table)
                .contains("fill rate")
                .containsPattern("  sales +1  The units \\(<b>\\) must be a number\\.\n")
                .containsPattern("    short history +264  of apples, .*…\n")
                .contains("order-up-to")
                .contains("shortage")
                .contains(figures.ordersDigest());
    }
}

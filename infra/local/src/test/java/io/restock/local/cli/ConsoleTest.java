package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.LoopResults;
import io.restock.local.world.GeneratedWorld;
import java.io.PrintWriter;
import java.io.StringWriter;
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

package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.LoopResults;
import io.restock.local.world.GeneratedWorld;
import org.junit.jupiter.api.Test;

class ResultTableTest {
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

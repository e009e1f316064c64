package io.restock.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestPageTest {
    @TempDir private Path folder;

    @Test
    void drawsErrorsAndCoverageOfEveryForecaster() throws IOException {
        Path page = BacktestPage.write(folder.resolve("new"), content());

        String html = Files.readString(page);
        assertThat(page).hasFileName("backtest.html");
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("mean of 7", "fusion &lt;b&gt;", "WAPE by origin")
                .contains("Share of actuals at or below a quantile")
                .contains("0.3121", "0.2500", "fast")
                .doesNotContain("NaN");
        // A line for each forecaster in each of two drawings, and the one of perfect coverage.
        assertThat(html.split("<path ")).hasSize(1 + 2 * 2 + 1);
        assertThat(html.split("<svg ")).hasSize(1 + 2);
    }

    @Test
    void saysWhereItCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> BacktestPage.write(file, content()))
                .hasMessageContaining("backtest.html");
    }

    private static BacktestPage.Content content() {
        Map<String, BacktestPage.Line> lines = new LinkedHashMap<>();
        lines.put("mean of 7", line(new double[] {0.31, 0.32}));
        lines.put("fusion <b>", line(new double[] {Double.NaN, 0.3}));
        return new BacktestPage.Content(
                "small",
                List.of("2024-06-04", "2024-06-11"),
                lines,
                Map.of("fast", Map.of("mean of 7", 0.25)));
    }

    private static BacktestPage.Line line(double[] byOrigin) {
        double[] coverage = new double[Quantiles.COUNT];
        for (int k = 0; k < coverage.length; k++) {
            coverage[k] = Quantiles.level(k) * 0.9;
        }
        return new BacktestPage.Line(
                0.3121, -0.02, 0.14, byOrigin, coverage, Map.of("fast", 0.2637));
    }
}

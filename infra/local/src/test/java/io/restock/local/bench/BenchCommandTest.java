package io.restock.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter err = new StringWriter();

    @Test
    void asksForABenchmark() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).startsWith("Name a benchmark.").contains("pipeline", "plan");
    }

    @Test
    void knowsNoOtherBenchmark() {
        assertThat(run("disk")).isEqualTo(2);
        assertThat(err.toString()).contains("disk");
    }

    /** Minutes of measuring must not end in an error that was known before they began. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rounds",
                "--days",
                "--per-day",
                "--locations",
                "--items",
                "--parallelism"
            })
    void refusesToMeasureNothing(String option) {
        assertThat(run("pipeline", option, "0")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("The value of %s (0) must be >= 1.".formatted(option));
    }

    @Test
    void wantsAGroupBesideTheOneThatWarmsUp() {
        assertThat(run("cover", "--groups", "1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("The value of --groups (1) must be >= 2");
        assertThat(run("cover", "--checkpoint-interval", "PT0S")).isEqualTo(2);
    }

    @Test
    void ratioIsTheShareOfThePassThroughThatTheSalePathReaches() {
        PipelineFigures figures = new PipelineFigures(900_000, 200_000, 150_000, 90_000);

        assertThat(figures.ratio()).isEqualTo(0.45);
    }

    @Test
    void theMedianOfAnEvenNumberOfRoundsIsTheMiddleOfTwo() {
        Map<String, List<Double>> odd = rounds(List.of(3.0, 1.0, 2.0));
        Map<String, List<Double>> even = rounds(List.of(4.0, 1.0, 3.0, 2.0));

        assertThat(PipelineFigures.ofRounds(odd).rocksDbPerSecond()).isEqualTo(2);
        assertThat(PipelineFigures.ofRounds(even).rocksDbPerSecond()).isEqualTo(2.5);
        assertThat(PipelineFigures.ofRounds(even).rawPerSecond()).isEqualTo(25);
    }

    private static Map<String, List<Double>> rounds(List<Double> rocksDb) {
        List<Double> tenfold = rocksDb.stream().map(value -> 10 * value).toList();
        return Map.of(
                "raw", tenfold, "passThrough", tenfold, "hashMap", tenfold, "rocksDb", rocksDb);
    }

    private int run(String... args) {
        return new CommandLine(new BenchCommand()).setErr(new PrintWriter(err, true)).execute(args);
    }
}

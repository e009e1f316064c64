package io.restock.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    private final Stopwatch.Start<String> start = new Stopwatch.Start<>();
    private final Stopwatch.Stop<String> stop = new Stopwatch.Stop<>();

    @BeforeEach
    void reset() {
        Stopwatch.reset();
    }

    @Test
    void passesRecordsOnAsTheyAre() {
        String sale = "a sale";

        assertThat(start.map(sale)).isSameAs(sale);
        assertThat(stop.map(sale)).isSameAs(sale);
    }

    @Test
    void runsFromTheFirstRecordReadToTheLastWritten() {
        long before = System.nanoTime();
        start.map("first");
        long started = System.nanoTime();
        start.map("second");
        stop.map("first");
        long stopping = System.nanoTime();
        stop.map("second");
        long after = System.nanoTime();

        assertThat(Stopwatch.seconds())
                .isBetween((stopping - started) / 1e9, (after - before) / 1e9);
        assertThat(Stopwatch.out()).isEqualTo(2);
    }

    @Test
    void startsAnewForTheNextJob() {
        start.map("a");
        stop.map("a");

        Stopwatch.reset();

        assertThat(Stopwatch.out()).isZero();
        assertThat(Stopwatch.seconds()).isCloseTo(0, within(0.0));
    }
}

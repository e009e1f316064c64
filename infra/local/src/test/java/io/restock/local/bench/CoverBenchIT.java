package io.restock.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CoverBenchIT {
    @Test
    @Timeout(180)
    void everyShortAnswerIsMadeGoodForByAnOrderThatAnotherSupplierCanRead() throws Exception {
        List<String> progress = new ArrayList<>();

        CoverFigures figures =
                new CoverBench(new CoverLoad(2), Duration.ofMillis(200), progress::add).run();

        assertThat(figures.answers()).isEqualTo(CoverLoad.ITEMS);
        // The job waits that long by the clock, as event time stands still.
        assertThat(figures.p50Millis()).isGreaterThan(500);
        assertThat(figures.maxMillis()).isGreaterThanOrEqualTo(figures.p99Millis());
        assertThat(progress).contains("waiting for 8 orders");
    }
}

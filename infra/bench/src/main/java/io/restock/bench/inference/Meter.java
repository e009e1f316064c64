package io.restock.bench.inference;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Tells JMH the CPU time of the whole process for each series (collector and compiler included),
 * and the memory the process holds. Benchmarks count their series here.
 */
public final class Meter implements InternalProfiler {
    /** Series per second of CPU time. */
    static final String RATE = "seriesPerCpuSecond";

    /** Resident memory after the iteration, KiB; only where /proc tells it. */
    static final String MEMORY = "rssKiB";

    /** Latencies of single requests, ms; only where they were told. */
    static final String P50 = "p50Millis";

    static final String P99 = "p99Millis";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Path STATUS = Path.of("/proc/self/status");

    private static volatile long series;
    private static volatile long from;
    private static volatile long until;
    private static volatile double p50 = Double.NaN;
    private static volatile double p99 = Double.NaN;

    /** Counts series; called by one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    static void count(int more) {
        series += more;
    }

    /** Leaves out what was before, where something has to start first. */
    static void start() {
        series = 0;
        from = SYSTEM.getProcessCpuTime();
    }

    /** Leaves out what comes after. */
    static void stop() {
        until = SYSTEM.getProcessCpuTime();
    }

    /** Tells how long half and 99 of 100 requests took, where JMH does not see them. */
    static void latencies(double halfMillis, double mostMillis) {
        p50 = halfMillis;
        p99 = mostMillis;
    }

    @Override
    public String getDescription() {
        return "CPU time per series and resident memory";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        until = 0;
        start();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (until == 0) {
            stop();
        }
        double rate = 1e9 * series / (until - from);
        return List.of(
                new ScalarResult(RATE, rate, "series/s", AggregationPolicy.MAX),
                new ScalarResult(MEMORY, residentKiB(), "KiB", AggregationPolicy.MAX),
                new ScalarResult(P50, p50, "ms", AggregationPolicy.AVG),
                new ScalarResult(P99, p99, "ms", AggregationPolicy.AVG));
    }

    private static double residentKiB() {
        if (!Files.exists(STATUS)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException("The memory of this process cannot be read.", e);
        }
    }
}

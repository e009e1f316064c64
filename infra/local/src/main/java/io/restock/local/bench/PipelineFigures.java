package io.restock.local.bench;

import java.util.List;
import java.util.Map;

/**
 * What was measured, sales per second, the median of the rounds.
 *
 * @param rawPerSecond a bare consumer
 * @param passThroughPerSecond bytes from topic to topic through Flink, exactly once
 * @param hashMapPerSecond the sale path with its state on the heap
 * @param rocksDbPerSecond the sale path as it is deployed
 */
record PipelineFigures(
        double rawPerSecond,
        double passThroughPerSecond,
        double hashMapPerSecond,
        double rocksDbPerSecond) {
    /**
     * The medians of the rounds.
     *
     * @param measured sales per second of every round, by what was measured; one round at least
     */
    static PipelineFigures ofRounds(Map<String, List<Double>> measured) {
        return new PipelineFigures(
                median(measured, "raw"),
                median(measured, "passThrough"),
                median(measured, "hashMap"),
                median(measured, "rocksDb"));
    }

    private static double median(Map<String, List<Double>> measured, String what) {
        List<Double> sorted = measured.getOrDefault(what, List.of()).stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    /** Least share of the pass-through that the sale path is to reach. */
    static final double LIMIT = 0.35;

    /** The sale path as a share of what Kafka alone allows. */
    double ratio() {
        return rocksDbPerSecond / passThroughPerSecond;
    }
}

package io.restock.local.bench;

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
    /** Least share of the pass-through that the sale path is to reach. */
    static final double LIMIT = 0.35;

    /** The sale path as a share of what Kafka alone allows. */
    double ratio() {
        return rocksDbPerSecond / passThroughPerSecond;
    }
}

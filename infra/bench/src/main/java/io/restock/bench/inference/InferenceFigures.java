package io.restock.bench.inference;

import java.util.List;

/**
 * What was measured in one run.
 *
 * @param device what the engine ran on
 * @param fmaLimitSeriesPerSecond series/s of a core that did nothing but the networks'
 *     multiplications and additions, at the rate measured with vectors in registers
 * @param rows one for each engine and batch size
 * @param operatorShareOfEngine series per CPU second of the operator in a Flink job ÷ those of the
 *     engine, both in batches of 64; the operator makes the features and asks the trees as well
 * @param operatorShareOfModel the same ÷ those of features, trees and engine called directly
 * @param rssGrowthPercent growth of the resident memory while the engine worked, from a tenth of
 *     the series on
 * @param loneRequestAddedMillis 99th percentile of what a lone request takes in the job, less what
 *     the engine takes for it; the batcher's linger is part of it
 */
record InferenceFigures(
        String device,
        double fmaLimitSeriesPerSecond,
        List<Row> rows,
        double operatorShareOfEngine,
        double operatorShareOfModel,
        double rssGrowthPercent,
        double loneRequestAddedMillis) {

    /**
     * @param engine what ran the networks
     * @param batch series of a call
     * @param seriesPerCpuSecond of the whole process
     * @param p50Millis half of the calls took no longer; of the operator: of the requests
     * @param p99Millis 99 of 100
     */
    record Row(
            String engine,
            int batch,
            double seriesPerCpuSecond,
            double p50Millis,
            double p99Millis) {}

    /** Series per CPU second of an engine. */
    static double rate(List<Row> rows, String engine, int batch) {
        return rows.stream()
                .filter(row -> row.engine().equals(engine) && row.batch() == batch)
                .mapToDouble(Row::seriesPerCpuSecond)
                .findFirst()
                .orElse(Double.NaN);
    }

    double rate(String engine, int batch) {
        return rate(rows, engine, batch);
    }
}

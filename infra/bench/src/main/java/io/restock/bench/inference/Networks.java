package io.restock.bench.inference;

import io.restock.operators.forecast.EncodedSeries;
import java.util.List;

/** Something that runs all networks of a model on a batch of a fixed size. */
interface Networks extends AutoCloseable {
    /** Puts the inputs where they are read; not measured where it can be done before. */
    void put(List<EncodedSeries> batch);

    /** Runs the networks once. */
    void run();

    /** A raw output of the last run: the same of all kinds, for a check. */
    float output(int network, int series, int day, int output);

    @Override
    void close();
}

package io.restock.operators.forecast;

import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that outlives its failures: a batch that fails is tried once more, then once on a new
 * engine in place of the old one, whose native memory is freed; only what fails there too is thrown
 * to the caller. The next batch starts with the engine that is there.
 */
final class RecoveringEngine implements ForecastEngine {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveringEngine.class);

    private final Supplier<ForecastEngine> engines;
    private volatile ForecastEngine engine; // written by the calling thread, read by metrics
    private final LongAdder retries = new LongAdder();
    private final LongAdder replacements = new LongAdder();

    /**
     * Opens the first engine.
     *
     * @param engines makes an engine that is not warmed up; called again for each replacement
     */
    RecoveringEngine(Supplier<ForecastEngine> engines) {
        this.engines = engines;
        this.engine = engines.get();
    }

    @Override
    public String describe() {
        return engine.describe();
    }

    @Override
    public int maxBatch() {
        return engine.maxBatch();
    }

    @Override
    public long deviceBytes() {
        return engine.deviceBytes();
    }

    @Override
    public void warmUp() {
        engine.warmUp();
    }

    /**
     * {@inheritDoc}
     *
     * @throws RuntimeException of the last of three tries, with those before it suppressed in it
     */
    @Override
    public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
        try {
            return engine.forecast(batch);
        } catch (RuntimeException first) { // whatever native code throws
            return again(batch, first);
        }
    }

    /** Batches that were tried again. */
    long retries() {
        return retries.sum();
    }

    /** Engines that took the place of another. */
    long replacements() {
        return replacements.sum();
    }

    private List<DemandQuantiles> again(List<EncodedSeries> batch, RuntimeException first) {
        retries.increment();
        try {
            return engine.forecast(batch);
        } catch (RuntimeException second) {
            second.addSuppressed(first);
            return onANewEngine(batch, second);
        }
    }

    private List<DemandQuantiles> onANewEngine(List<EncodedSeries> batch, RuntimeException second) {
        LOG.warn(
                "The engine ({}) failed twice on a batch of {} series; a new one takes its place.",
                engine.describe(),
                batch.size(),
                second);
        replacements.increment();
        try {
            ForecastEngine old = engine;
            engine = engines.get();
            closeBroken(old);
            return engine.forecast(batch);
        } catch (RuntimeException third) {
            third.addSuppressed(second);
            throw third;
        }
    }

    /** What has failed may fail to close too; nothing of it is used any more. */
    private static void closeBroken(ForecastEngine old) {
        try {
            old.close();
        } catch (RuntimeException e) {
            LOG.warn("The engine that failed could not be closed; its memory may be lost.", e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}

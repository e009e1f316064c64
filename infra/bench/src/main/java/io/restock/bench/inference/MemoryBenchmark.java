package io.restock.bench.inference;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastEngine;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.LstmLayerEngine;
import io.restock.operators.forecast.SeriesEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Many series through the engine in batches of all sizes, to see whether memory is lost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
public class MemoryBenchmark {
    /** Series of a call. */
    @Param("50000")
    int series;

    private final SplittableRandom random = new SplittableRandom(3);
    private ForecastEngine engine;
    private List<EncodedSeries> encoded;

    /** Opens the engine. */
    @Setup
    public void open() {
        ForecastModel model =
                ForecastModel.load(Path.of(System.getProperty(InferenceBenchmark.MODEL)));
        SeriesEncoder encoder = model.seriesEncoder();
        List<SeriesHistory> asked = Series.many(LstmLayerEngine.MAX_BATCH, model.horizon(), 7);
        encoded = asked.stream().map(encoder::encode).toList();
        engine = new LstmLayerEngine(model);
        engine.warmUp();
    }

    /** Asks for the series. */
    @Benchmark
    public void memory() {
        int left = series;
        while (left > 0) {
            int batch = Math.min(left, 1 + random.nextInt(encoded.size()));
            engine.forecast(encoded.subList(0, batch));
            Meter.count(batch);
            left -= batch;
        }
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        engine.close();
    }
}

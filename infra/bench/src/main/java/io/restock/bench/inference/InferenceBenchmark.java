package io.restock.bench.inference;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastEngine;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.LstmLayerEngine;
import io.restock.operators.forecast.SeriesEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Batches of series through everything that can run a model's networks here. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InferenceBenchmark {
    /** System property that names the model's folder. */
    static final String MODEL = "restock.bench.model";

    private static final int SERIES = 256;

    /** The model and the series it is asked for. */
    @State(Scope.Thread)
    public static class Asked {
        @Param({"1", "8", "64", "256"})
        int batch;

        ForecastModel model;
        List<SeriesHistory> histories;
        SeriesEncoder encoder;
        List<EncodedSeries> encoded;
        int pastDays;

        /** Loads the model. */
        @Setup
        public void load() {
            model = ForecastModel.load(Path.of(System.getProperty(MODEL)));
            histories = Series.many(SERIES, model.horizon(), 7).subList(0, batch);
            encoder = model.seriesEncoder();
            encoded = histories.stream().map(encoder::encode).toList();
            pastDays = Weights.of(model.networks().get(0)).pastDays(encoded.get(0));
        }
    }

    /** Restock's engine, warmed up. */
    @State(Scope.Thread)
    public static class Engine {
        ForecastEngine engine;

        /** Opens it. */
        @Setup
        public void open(Asked asked) {
            engine = new LstmLayerEngine(asked.model);
            engine.warmUp();
        }

        /** Closes it. */
        @TearDown
        public void close() {
            engine.close();
        }
    }

    /** libnd4j's calls and nothing else. */
    @State(Scope.Thread)
    public static class Bare {
        Networks networks;

        /** Puts the inputs in. */
        @Setup
        public void open(Asked asked) {
            networks = new BareOp(asked.model, asked.batch, asked.pastDays);
            networks.put(asked.encoded);
        }

        /** Frees the arrays. */
        @TearDown
        public void close() {
            networks.close();
        }
    }

    /** ONNX Runtime. */
    @State(Scope.Thread)
    public static class Onnx {
        Networks networks;

        /** Puts the inputs in. */
        @Setup
        public void open(Asked asked) {
            networks = new OnnxNetworks(asked.model, asked.batch, asked.pastDays);
            networks.put(asked.encoded);
        }

        /** Frees the session. */
        @TearDown
        public void close() {
            networks.close();
        }
    }

    /** DL4J's layers. */
    @State(Scope.Thread)
    public static class Layers {
        Networks networks;

        /** Puts the inputs in. */
        @Setup
        public void open(Asked asked) {
            networks = new LayerByLayer(asked.model, asked.batch, asked.pastDays);
            networks.put(asked.encoded);
        }

        /** Frees the arrays. */
        @TearDown
        public void close() {
            networks.close();
        }
    }

    /** From encoded series to quantiles. */
    @Benchmark
    public Object engine(Asked asked, Engine with) {
        Meter.count(asked.batch);
        return with.engine.forecast(asked.encoded);
    }

    /** From the days of the series to quantiles: features, trees and engine. */
    @Benchmark
    public Object model(Asked asked, Engine with) {
        Meter.count(asked.batch);
        return with.engine.forecast(asked.histories.stream().map(asked.encoder::encode).toList());
    }

    /** Raw outputs from inputs that are in place. */
    @Benchmark
    public void bareOp(Asked asked, Bare with) {
        Meter.count(asked.batch);
        with.networks.run();
    }

    /** The same in ONNX Runtime. */
    @Benchmark
    public void onnxRuntime(Asked asked, Onnx with) {
        Meter.count(asked.batch);
        with.networks.run();
    }

    /** The same in DL4J. */
    @Benchmark
    public void dl4j(Asked asked, Layers with) {
        Meter.count(asked.batch);
        with.networks.run();
    }
}

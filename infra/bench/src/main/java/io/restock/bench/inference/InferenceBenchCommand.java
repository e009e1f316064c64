package io.restock.bench.inference;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.jobs.wire.Json;
import io.restock.local.bench.Benchmark;
import io.restock.local.files.TemporaryFolder;
import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.LstmLayerEngine;
import io.restock.operators.forecast.SeriesEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast a model is asked. */
@Command(
        name = "inference",
        mixinStandardHelpOptions = true,
        description =
                "Series per CPU second of the networks in Restock's engine and in its Flink operator,"
                        + " beside libnd4j's bare calls, ONNX Runtime, DL4J's layers and what the core can"
                        + " do at best. JMH, one thread, a JVM for each.")
public final class InferenceBenchCommand implements Benchmark {
    private static final String ENGINE = "engine";
    private static final String BARE = "bare-op";
    private static final String ONNX = "onnxruntime";
    private static final String DL4J = "dl4j";
    private static final String MODEL = "model";
    private static final String OPERATOR = "operator";
    private static final String ALONE = "operator-alone";
    private static final Map<String, String> NAMES =
            Map.of(
                    "engine", ENGINE,
                    "bareOp", BARE,
                    "onnxRuntime", ONNX,
                    "dl4j", DL4J,
                    "model", MODEL,
                    "operator", OPERATOR,
                    "loneRequest", ALONE);
    private static final int BATCH = 64;
    private static final int SERIES_A_STEP = 50_000; // that memory is looked at after
    private static final double AGREEMENT = 1e-4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the model that `train` wrote (default: one of the default shape is"
                            + " made).")
    private @Nullable Path model;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Length of each of the two warm-ups and five measurements of a row"
                            + " (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Series through the engine while memory is watched (default:"
                            + " ${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        if (seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds (%d) must be >= 1.".formatted(seconds));
        }
        if (series < 10 * SERIES_A_STEP) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--series (%d) must be >= %d.".formatted(series, 10 * SERIES_A_STEP));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (model != null) {
            report(measure(model, out), out);
            return 0;
        }
        try (TemporaryFolder folder = TemporaryFolder.create("restock-bench-")) {
            out.println("Making a model of the default shape …");
            out.flush();
            Series.trainModel(folder.path());
            report(measure(folder.path(), out), out);
        }
        return 0;
    }

    private InferenceFigures measure(Path folder, PrintWriter out) throws RunnerException {
        ForecastModel of = ForecastModel.load(folder);
        double flops = check(of);
        out.printf(
                Locale.ROOT,
                "%d networks of %.2f MFLOP a series together, horizon %d days%s%n",
                of.networks().size(),
                flops / 1e6,
                of.horizon(),
                of.hasTrees() ? ", and trees" : "");
        ChainedOptionsBuilder timed =
                options(folder)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(seconds));
        double fma = fma(timed, out);
        List<InferenceFigures.Row> rows = new ArrayList<>();
        rows.addAll(rows(timed, "\\.dl4j$", List.of("1"), out));
        List<String> all = List.of("1", "8", "64", "256");
        rows.addAll(rows(timed, "\\.(bareOp|engine|onnxRuntime)$", all, out));
        rows.addAll(rows(timed, "InferenceBenchmark.model$", List.of("64"), out));
        ChainedOptionsBuilder jobs = options(folder).warmupIterations(1).measurementIterations(3);
        rows.addAll(rows(jobs, "OperatorBenchmark", List.of(), out));
        double growth = growth(folder, out);
        double operator = InferenceFigures.rate(rows, OPERATOR, BATCH);
        return new InferenceFigures(
                LstmLayerEngine.device(),
                fma / flops,
                rows,
                operator / InferenceFigures.rate(rows, ENGINE, BATCH),
                operator / InferenceFigures.rate(rows, MODEL, BATCH),
                growth,
                added(rows));
    }

    private static double added(List<InferenceFigures.Row> rows) {
        double alone = millis(rows, ALONE, InferenceFigures.Row::p99Millis);
        return alone - millis(rows, ENGINE, InferenceFigures.Row::p50Millis);
    }

    private static double millis(
            List<InferenceFigures.Row> rows,
            String engine,
            ToDoubleFunction<InferenceFigures.Row> of) {
        return rows.stream()
                .filter(row -> row.engine().equals(engine) && row.batch() == 1)
                .mapToDouble(of)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Sees that all run the same networks; returns the FLOP of a series. */
    private static double check(ForecastModel of) {
        int batch = 8;
        SeriesEncoder encoder = of.seriesEncoder();
        List<SeriesHistory> asked = Series.many(batch, of.horizon(), 11);
        List<EncodedSeries> encoded = asked.stream().map(encoder::encode).toList();
        int pastDays = Weights.of(of.networks().get(0)).pastDays(encoded.get(0));
        try (Networks bare = new BareOp(of, batch, pastDays);
                Networks onnx = new OnnxNetworks(of, batch, pastDays);
                Networks layers = new LayerByLayer(of, batch, pastDays)) {
            for (Networks networks : List.of(bare, onnx, layers)) {
                networks.put(encoded);
                networks.run();
            }
            for (int network = 0; network < of.networks().size(); network++) {
                for (int i = 0; i < batch; i++) {
                    agree(layers, bare, network, i, of.horizon());
                    agree(layers, onnx, network, i, of.horizon());
                }
            }
        }
        return Weights.flops(of, pastDays);
    }

    private static void agree(Networks a, Networks b, int network, int series, int days) {
        for (int day = 0; day < days; day++) {
            for (int k = 0; k < Quantiles.COUNT; k++) {
                float expected = a.output(network, series, day, k);
                float found = b.output(network, series, day, k);
                if (!(Math.abs(expected - found) <= AGREEMENT * Math.max(1, Math.abs(expected)))) {
                    throw new IllegalStateException(
                            "%s says %s where DL4J says %s, so that their times say nothing."
                                    .formatted(b.getClass().getSimpleName(), found, expected));
                }
            }
        }
    }

    private static ChainedOptionsBuilder options(Path folder) {
        return new OptionsBuilder()
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .addProfiler(Meter.class)
                .jvmArgsPrepend("-D" + InferenceBenchmark.MODEL + "=" + folder.toAbsolutePath());
    }

    /** FLOP/s of a core. */
    private static double fma(ChainedOptionsBuilder as, PrintWriter out) throws RunnerException {
        say(out, "what the core can do at best");
        OptionsBuilder only = new OptionsBuilder();
        only.parent(as.build()).include("FmaBenchmark");
        return 1000 * secondary(new Runner(only.build()).runSingle(), Meter.RATE);
    }

    private static List<InferenceFigures.Row> rows(
            ChainedOptionsBuilder as, String which, List<String> batches, PrintWriter out)
            throws RunnerException {
        say(out, which.replaceAll("[^A-Za-z0-9|]", " ").strip());
        OptionsBuilder only = new OptionsBuilder();
        only.parent(as.build()).include(which);
        if (!batches.isEmpty()) {
            only.param("batch", batches.toArray(String[]::new));
        }
        List<InferenceFigures.Row> rows = new ArrayList<>();
        for (RunResult result : new Runner(only.build()).run()) {
            rows.add(row(result));
        }
        return rows;
    }

    private static InferenceFigures.Row row(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String engine =
                Objects.requireNonNull(
                        NAMES.get(benchmark.substring(benchmark.lastIndexOf('.') + 1)), benchmark);
        String batch = result.getParams().getParam("batch");
        double rate = secondary(result, Meter.RATE);
        if (batch == null) { // the operator, whose requests are timed one by one
            return new InferenceFigures.Row(
                    engine,
                    engine.equals(ALONE) ? 1 : BATCH,
                    rate,
                    secondary(result, Meter.P50),
                    secondary(result, Meter.P99));
        }
        Statistics millis = result.getPrimaryResult().getStatistics();
        return new InferenceFigures.Row(
                engine,
                Integer.parseInt(batch),
                rate,
                millis.getPercentile(50),
                millis.getPercentile(99));
    }

    private static double secondary(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name).getScore();
    }

    private double growth(Path folder, PrintWriter out) throws RunnerException {
        say(out, "memory over %,d series".formatted(series));
        int steps = series / SERIES_A_STEP;
        OptionsBuilder only = new OptionsBuilder();
        only.parent(options(folder).build())
                .include("MemoryBenchmark")
                .param("series", Integer.toString(SERIES_A_STEP))
                .warmupIterations(Math.max(1, steps / 10))
                .measurementIterations(steps - Math.max(1, steps / 10));
        List<Double> resident = new ArrayList<>();
        for (BenchmarkResult fork : new Runner(only.build()).runSingle().getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                Result<?> of = iteration.getSecondaryResults().get(Meter.MEMORY);
                resident.add(Objects.requireNonNull(of, Meter.MEMORY).getScore());
            }
        }
        return 100 * (resident.get(resident.size() - 1) / resident.get(0) - 1);
    }

    private static void say(PrintWriter out, String what) {
        out.println("measuring " + what + " …");
        out.flush();
    }

    private void report(InferenceFigures figures, PrintWriter out) throws IOException {
        out.println();
        out.println(figures.device());
        out.printf(
                Locale.ROOT,
                "%-16s %6s %16s %12s %10s %10s%n",
                "engine",
                "batch",
                "series/CPU s",
                "of the limit",
                "p50 ms",
                "p99 ms");
        for (InferenceFigures.Row row : figures.rows()) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %6d %,16.0f %11.1f%% %10.3f %10.3f%n",
                    row.engine(),
                    row.batch(),
                    row.seriesPerCpuSecond(),
                    100 * row.seriesPerCpuSecond() / figures.fmaLimitSeriesPerSecond(),
                    row.p50Millis(),
                    row.p99Millis());
        }
        double engine = figures.rate(ENGINE, BATCH);
        out.printf(
                Locale.ROOT,
                "%nThe core could do %,.0f series/s. In batches of 64 the engine has %.1f %% of the bare"
                        + " calls' rate, %.2f times ONNX Runtime's, and %.0f times DL4J's of single series.%n",
                figures.fmaLimitSeriesPerSecond(),
                100 * engine / figures.rate(BARE, BATCH),
                engine / figures.rate(ONNX, BATCH),
                engine / figures.rate(DL4J, 1));
        out.printf(
                Locale.ROOT,
                "The operator, features and trees included, has %.1f %% of the engine's rate, and %.1f %% of"
                        + " features, trees and engine called directly.%n",
                100 * figures.operatorShareOfEngine(),
                100 * figures.operatorShareOfModel());
        out.printf(
                Locale.ROOT,
                "A lone request takes %.1f ms more than the engine at the 99th percentile, of which it"
                        + " waits %d ms for others. Memory grew by %.1f %% over %,d series.%n",
                figures.loneRequestAddedMillis(),
                OperatorBenchmark.LINGER_MILLIS,
                figures.rssGrowthPercent(),
                series);
        if (json != null) {
            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
        }
    }
}

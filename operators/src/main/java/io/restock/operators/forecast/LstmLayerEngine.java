package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs a model's encoder through libnd4j's {@code lstmLayer} op (oneDNN or cuDNN where it is
 * there), a whole sequence in one call, and its dense layers through matrix products. Batches are
 * padded to a few fixed sizes, whose buffers are made once and used again.
 */
public final class LstmLayerEngine implements ForecastEngine {
    /** Most series of a call. */
    public static final int MAX_BATCH = 256;

    private static final int[] SIZES = {8, 16, 32, 64, 128, MAX_BATCH};

    /**
     * Inputs and outputs of a dense layer are padded to a multiple of it: oneDNN's matrix products
     * take five times as long at 179 inputs as at 192.
     */
    private static final int VECTOR = 16;

    /** DL4J keeps the gates as [c, f, o, i], the op wants [i, f, c, o]. */
    private static final int[] DL4J_BLOCKS_FOR_OP = {3, 1, 0, 2};

    private final int horizon;
    private final int hidden;
    private final List<Member> members = new ArrayList<>();
    private final Map<Integer, Buffers> buffers = new TreeMap<>();
    private final float[] steps; // of the largest batch
    private volatile long deviceBytes; // written by the calling thread, read by metrics

    /** An engine for a model, whose weights are copied. */
    public LstmLayerEngine(ForecastModel model) {
        NativeBackend.use();
        this.horizon = model.horizon();
        this.steps = new float[MAX_BATCH * horizon * padded(Quantiles.COUNT)];
        model.networks().forEach(network -> members.add(Member.of(network)));
        this.hidden = (int) members.get(0).recurrentWeights().size(0);
        this.deviceBytes = members.stream().mapToLong(member -> bytes(member.arrays())).sum();
    }

    /**
     * What engines run on here, loading it if need be.
     *
     * @throws IllegalStateException if nothing can be loaded, with what may help
     */
    public static String device() {
        NativeBackend.use();
        return NativeBackend.describe();
    }

    @Override
    public String describe() {
        return "lstmLayer on %s".formatted(NativeBackend.describe());
    }

    @Override
    public int maxBatch() {
        return MAX_BATCH;
    }

    @Override
    public long deviceBytes() {
        return deviceBytes;
    }

    @Override
    public void warmUp() {
        for (int size : SIZES) {
            Buffers use = buffersFor(size);
            members.forEach(use::run);
        }
    }

    @Override
    public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
        List<LevelForecast> forecasts = inLevels(batch);
        List<DemandQuantiles> all = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            all.add(forecasts.get(i).weighing(batch.get(i).treeWeight()));
        }
        return all;
    }

    /** What the networks and the trees say, each for itself. */
    List<LevelForecast> inLevels(List<EncodedSeries> batch) {
        if (batch.isEmpty() || batch.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "The batch (%d) must have 1 … %d series.".formatted(batch.size(), MAX_BATCH));
        }
        Buffers use = buffersFor(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            use.put(i, batch.get(i));
        }
        int perSeries = horizon * use.outputWidth();
        Arrays.fill(steps, 0, batch.size() * perSeries, 0);
        for (Member member : members) {
            QuantileHead.addSteps(
                    use.run(member), use.outputWidth(), steps, batch.size() * perSeries);
        }
        List<LevelForecast> forecasts = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            forecasts.add(forecast(batch.get(i), i * perSeries, use.outputWidth()));
        }
        return forecasts;
    }

    /** The mean of the members' quantiles. */
    private LevelForecast forecast(EncodedSeries series, int at, int width) {
        double[] quantiles = new double[horizon * Quantiles.COUNT];
        for (int day = 0; day < horizon; day++) {
            QuantileHead.sum(
                    steps,
                    at + day * width,
                    members.size(),
                    series.base()[day],
                    quantiles,
                    day * Quantiles.COUNT);
        }
        return new LevelForecast(quantiles, series.medians(), series.level());
    }

    @Override
    public void close() {
        deviceBytes = 0;
        buffers.values().forEach(Buffers::close);
        buffers.clear();
        members.forEach(member -> member.arrays().forEach(LstmLayerEngine::free));
        members.clear();
    }

    private Buffers buffersFor(int series) {
        for (int size : SIZES) {
            if (series <= size) {
                return buffers.computeIfAbsent(size, this::allocate);
            }
        }
        throw new IllegalArgumentException("No batch holds " + series + " series.");
    }

    private Buffers allocate(int size) {
        Buffers made = new Buffers(size);
        long others = deviceBytes;
        deviceBytes = others + bytes(made.arrays());
        return made;
    }

    private static long bytes(List<INDArray> arrays) {
        return arrays.stream().mapToLong(a -> a.length() * a.dataType().width()).sum();
    }

    private static INDArray gates(INDArray dl4j) {
        INDArray from = dl4j.rank() == 1 ? dl4j.reshape(1, dl4j.length()) : dl4j;
        long units = from.size(1) / 4;
        INDArray to = Nd4j.create(DataType.FLOAT, new long[] {from.size(0), 4 * units}, 'c');
        for (int gate = 0; gate < 4; gate++) {
            long block = DL4J_BLOCKS_FOR_OP[gate];
            to.get(NDArrayIndex.all(), NDArrayIndex.interval(gate * units, (gate + 1) * units))
                    .assign(
                            from.get(
                                    NDArrayIndex.all(),
                                    NDArrayIndex.interval(block * units, (block + 1) * units)));
        }
        return to;
    }

    private static void free(INDArray array) {
        if (array.closeable()) {
            array.close();
        }
    }

    /** Weights of one network, as the ops want them. */
    private record Member(
            INDArray inputWeights,
            INDArray recurrentWeights,
            INDArray gateBias,
            List<Dense> layers) {
        static Member of(ComputationGraph network) {
            INDArray bias = gates(network.getParam(Network.ENCODER + "_b"));
            return new Member(
                    gates(network.getParam(Network.ENCODER + "_W")),
                    gates(network.getParam(Network.ENCODER + "_RW")),
                    bias.reshape(bias.length()),
                    List.of(
                            Dense.of(network, Network.DENSE_1),
                            Dense.of(network, Network.DENSE_2),
                            Dense.of(network, Network.OUTPUT)));
        }

        List<INDArray> arrays() {
            List<INDArray> all = new ArrayList<>(List.of(inputWeights, recurrentWeights, gateBias));
            layers.forEach(layer -> all.addAll(List.of(layer.weights(), layer.bias())));
            return all;
        }
    }

    private static int padded(int width) {
        return (width + VECTOR - 1) / VECTOR * VECTOR;
    }

    /** A dense layer: weights [in, out] and a bias row, padded with zeros. */
    private record Dense(INDArray weights, INDArray bias, int out) {
        static Dense of(ComputationGraph network, String layer) {
            INDArray from = network.getParam(layer + "_W");
            int out = padded((int) from.size(1));
            INDArray weights = Nd4j.zeros(DataType.FLOAT, padded((int) from.size(0)), out);
            weights.get(
                            NDArrayIndex.interval(0, from.size(0)),
                            NDArrayIndex.interval(0, from.size(1)))
                    .assign(from);
            INDArray bias = Nd4j.zeros(DataType.FLOAT, out);
            bias.get(NDArrayIndex.interval(0, from.size(1)))
                    .assign(network.getParam(layer + "_b").reshape(from.size(1)));
            return new Dense(weights, bias, out);
        }
    }

    /** Arrays of one batch size. What an earlier, larger batch left in the padding does no harm. */
    private final class Buffers {
        private final int size;
        private final INDArray past; // [time, batch, features]
        private final INDArray firstState;
        private final INDArray firstCell;
        private final INDArray states;
        private final INDArray lastState;
        private final INDArray lastCell;
        private final INDArray joined; // [batch · horizon, hidden + features, padded]
        private final int width;
        private final List<INDArray> outputs = new ArrayList<>();
        private final FloatBuffer pastValues;
        private final FloatBuffer joinedValues;
        private final FloatBuffer lastStateValues;
        private final FloatBuffer outputValues;
        private final float[] state;
        private final float[] output;

        Buffers(int size) {
            this.size = size;
            past = array(FeatureEncoder.PAST_DAYS, size, FeatureEncoder.PAST);
            firstState = array(size, hidden);
            firstCell = array(size, hidden);
            states = array(FeatureEncoder.PAST_DAYS, size, hidden);
            lastState = array(size, hidden);
            lastCell = array(size, hidden);
            width = padded(hidden + FeatureEncoder.FUTURE);
            joined = array((long) size * horizon, width);
            for (Dense layer : members.get(0).layers()) {
                outputs.add(array((long) size * horizon, layer.out()));
            }
            pastValues = past.data().asNioFloat();
            joinedValues = joined.data().asNioFloat();
            lastStateValues = lastState.data().asNioFloat();
            INDArray last = outputs.get(outputs.size() - 1);
            outputValues = last.data().asNioFloat();
            state = new float[size * hidden];
            output = new float[(int) last.length()];
        }

        /** Values of a day in {@link #run}'s outputs, the first 19 of which count. */
        int outputWidth() {
            return output.length / (size * horizon);
        }

        private static INDArray array(long... shape) {
            return Nd4j.zeros(DataType.FLOAT, shape);
        }

        void put(int series, EncodedSeries of) {
            for (int day = 0; day < FeatureEncoder.PAST_DAYS; day++) {
                pastValues.put(
                        (day * size + series) * FeatureEncoder.PAST,
                        of.past(),
                        day * FeatureEncoder.PAST,
                        FeatureEncoder.PAST);
            }
            for (int day = 0; day < horizon; day++) {
                joinedValues.put(
                        (series * horizon + day) * width + hidden,
                        of.future(),
                        day * FeatureEncoder.FUTURE,
                        FeatureEncoder.FUTURE);
            }
        }

        /** Tells a backend with memory of its own that what it holds of the array is old. */
        private static void writtenByUs(INDArray array) {
            Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        }

        /** Values that an op has written, where we can read them. */
        private static void read(INDArray array, FloatBuffer values, float[] to) {
            Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
            values.get(0, to);
        }

        /** A member's raw outputs [batch, horizon, {@link #outputWidth}], flat. */
        float[] run(Member member) {
            encode(member);
            List<Dense> layers = member.layers();
            read(lastState, lastStateValues, state);
            for (int row = 0; row < size * horizon; row++) {
                joinedValues.put(row * width, state, row / horizon * hidden, hidden);
            }
            writtenByUs(joined);
            INDArray in = joined;
            for (int i = 0; i < layers.size(); i++) {
                INDArray out = outputs.get(i);
                Dense layer = layers.get(i);
                Nd4j.exec(
                        DynamicCustomOp.builder("xw_plus_b")
                                .addInputs(in, layer.weights(), layer.bias())
                                .addOutputs(out)
                                .build());
                if (i < layers.size() - 1) {
                    Nd4j.exec(
                            DynamicCustomOp.builder("relu")
                                    .addInputs(out)
                                    .addOutputs(out)
                                    .addFloatingPointArguments(0.0)
                                    .build());
                }
                in = out;
            }
            read(in, outputValues, output);
            return output;
        }

        private void encode(Member member) {
            writtenByUs(past);
            Nd4j.exec(
                    DynamicCustomOp.builder("lstmLayer")
                            .addInputs(
                                    past,
                                    member.inputWeights(),
                                    member.recurrentWeights(),
                                    member.gateBias(),
                                    firstState,
                                    firstCell)
                            .addOutputs(states, lastState, lastCell) // oneDNN needs all three
                            // [time, batch, size]; forward; gates sigmoid, cell and output tanh
                            .addIntegerArguments(0, 0, 2, 0, 0)
                            .addBooleanArguments(true, false, true, true, false, true, true, true)
                            .addFloatingPointArguments(0.0)
                            .build());
        }

        List<INDArray> arrays() {
            List<INDArray> all = new ArrayList<>(outputs);
            all.addAll(List.of(past, firstState, firstCell, states, lastState, lastCell, joined));
            return all;
        }

        void close() {
            arrays().forEach(LstmLayerEngine::free);
        }
    }
}

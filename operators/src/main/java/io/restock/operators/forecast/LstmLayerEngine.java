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

    private static final int[] SIZES = {1, 8, 16, 32, 64, 128, MAX_BATCH};

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
        this.steps = new float[MAX_BATCH * horizon * Quantiles.COUNT];
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
            for (int member = 0; member < members.size(); member++) {
                use.run(member, size);
            }
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
        int values = batch.size() * horizon * Quantiles.COUNT;
        Arrays.fill(steps, 0, values, 0);
        for (int member = 0; member < members.size(); member++) {
            QuantileHead.addSteps(use.run(member, batch.size()), steps, values);
        }
        List<LevelForecast> forecasts = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            forecasts.add(forecast(batch.get(i), i, batch.size()));
        }
        return forecasts;
    }

    /** The mean of the members' quantiles. */
    private LevelForecast forecast(EncodedSeries series, int number, int batch) {
        double[] quantiles = new double[horizon * Quantiles.COUNT];
        for (int day = 0; day < horizon; day++) {
            QuantileHead.sum(
                    steps,
                    (day * batch + number) * Quantiles.COUNT,
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

    private static int padded(int width) {
        return (width + VECTOR - 1) / VECTOR * VECTOR;
    }

    /**
     * Weights of one network, as the ops want them. The first dense layer is in two parts: of what
     * is the same for all days ahead, the LSTM's state included, which is worked out once a series,
     * and of what is not.
     */
    private record Member(
            INDArray inputWeights,
            INDArray recurrentWeights,
            INDArray gateBias,
            Dense once,
            Dense daily,
            Dense second,
            Dense last) {
        static Member of(ComputationGraph network) {
            INDArray bias = gates(network.getParam(Network.ENCODER + "_b"));
            INDArray weights = network.getParam(Network.DENSE_1 + "_W");
            INDArray bias1 = network.getParam(Network.DENSE_1 + "_b");
            int hidden = (int) weights.size(0) - FeatureEncoder.FUTURE;
            List<int[]> once = new ArrayList<>(List.of(new int[] {0, hidden}));
            List<int[]> daily = new ArrayList<>();
            int from = 0;
            for (int[] same : FeatureEncoder.OF_ORIGIN) {
                daily.add(new int[] {hidden + from, hidden + same[0]});
                once.add(new int[] {hidden + same[0], hidden + same[1]});
                from = same[1];
            }
            daily.add(new int[] {hidden + from, hidden + FeatureEncoder.FUTURE});
            return new Member(
                    gates(network.getParam(Network.ENCODER + "_W")),
                    gates(network.getParam(Network.ENCODER + "_RW")),
                    bias.reshape(bias.length()),
                    Dense.of(weights, once, bias1),
                    Dense.of(weights, daily, Nd4j.zeros(DataType.FLOAT, bias1.length())),
                    Dense.of(network, Network.DENSE_2),
                    Dense.of(network, Network.OUTPUT));
        }

        List<INDArray> arrays() {
            List<INDArray> all = new ArrayList<>(List.of(inputWeights, recurrentWeights, gateBias));
            for (Dense layer : List.of(once, daily, second, last)) {
                all.addAll(List.of(layer.weights(), layer.bias()));
            }
            return all;
        }
    }

    /** A dense layer: weights [in, out] and a bias row, padded with zeros. */
    private record Dense(INDArray weights, INDArray bias) {
        static Dense of(ComputationGraph network, String layer) {
            INDArray weights = network.getParam(layer + "_W");
            List<int[]> all = List.of(new int[] {0, (int) weights.size(0)});
            return of(weights, all, network.getParam(layer + "_b"));
        }

        /** A part of a layer: some rows, from … to (excluded), of its weights. */
        static Dense of(INDArray weights, List<int[]> rows, INDArray bias) {
            int in = rows.stream().mapToInt(part -> part[1] - part[0]).sum();
            int out = (int) weights.size(1);
            INDArray of = Nd4j.zeros(DataType.FLOAT, padded(in), padded(out));
            int at = 0;
            for (int[] part : rows) {
                int count = part[1] - part[0];
                of.get(NDArrayIndex.interval(at, at + count), NDArrayIndex.interval(0, out))
                        .assign(weights.get(NDArrayIndex.interval(part[0], part[1])));
                at += count;
            }
            INDArray row = Nd4j.zeros(DataType.FLOAT, padded(out));
            row.get(NDArrayIndex.interval(0, out)).assign(bias.reshape(out));
            return new Dense(of, row);
        }

        int in() {
            return (int) weights.size(0);
        }

        int out() {
            return (int) weights.size(1);
        }
    }

    /**
     * Arrays of one batch size, and the calls that work on them. Rows of days ahead stand day after
     * day, in each the series. What an earlier, larger batch left in the padding does no harm.
     */
    private final class Buffers {
        private final int size;
        private final INDArray past; // [time, batch, features]
        private final INDArray once; // [batch, hidden and features that all days have]
        private final INDArray daily; // [horizon · batch, other features]
        private final INDArray firstState;
        private final INDArray firstCell;
        private final INDArray states;
        private final INDArray lastState;
        private final INDArray lastCell;
        private final INDArray ofOnce; // [batch, dense1]
        private final INDArray layer1; // [horizon · batch, dense1]
        private final INDArray layer2;
        private final INDArray raw;
        private final FloatBuffer pastValues;
        private final FloatBuffer onceValues;
        private final FloatBuffer dailyValues;
        private final FloatBuffer lastStateValues;
        private final FloatBuffer rawValues;
        private final float[] state;
        private final float[] output;
        private final List<DynamicCustomOp> encoders = new ArrayList<>(); // of each member
        private final List<List<DynamicCustomOp>> heads = new ArrayList<>();

        Buffers(int size) {
            this.size = size;
            Member any = members.get(0);
            long rows = (long) size * horizon;
            past = array(FeatureEncoder.PAST_DAYS, size, FeatureEncoder.PAST);
            once = array(size, any.once().in());
            daily = array(rows, any.daily().in());
            firstState = array(size, hidden);
            firstCell = array(size, hidden);
            states = array(FeatureEncoder.PAST_DAYS, size, hidden);
            lastState = array(size, hidden);
            lastCell = array(size, hidden);
            ofOnce = array(size, any.once().out());
            layer1 = array(rows, any.daily().out());
            layer2 = array(rows, any.second().out());
            raw = array(rows, any.last().out());
            pastValues = past.data().asNioFloat();
            onceValues = once.data().asNioFloat();
            dailyValues = daily.data().asNioFloat();
            lastStateValues = lastState.data().asNioFloat();
            rawValues = raw.data().asNioFloat();
            state = new float[size * hidden];
            output = new float[size * horizon * Quantiles.COUNT];
            for (Member member : members) {
                encoders.add(encoder(member));
                heads.add(head(member));
            }
        }

        private static INDArray array(long... shape) {
            return Nd4j.zeros(DataType.FLOAT, shape);
        }

        private DynamicCustomOp encoder(Member member) {
            return DynamicCustomOp.builder("lstmLayer")
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
                    .build();
        }

        private List<DynamicCustomOp> head(Member member) {
            // day after day, so that what all days have is a bias of them
            INDArray days = layer1.reshape(horizon, size * layer1.size(1));
            INDArray ofAll = ofOnce.reshape(ofOnce.length());
            return List.of(
                    product(once, member.once(), ofOnce),
                    product(daily, member.daily(), layer1),
                    DynamicCustomOp.builder("biasadd")
                            .addInputs(days, ofAll)
                            .addOutputs(days)
                            .build(),
                    relu(layer1),
                    product(layer1, member.second(), layer2),
                    relu(layer2),
                    product(layer2, member.last(), raw));
        }

        private static DynamicCustomOp product(INDArray in, Dense layer, INDArray out) {
            return DynamicCustomOp.builder("xw_plus_b")
                    .addInputs(in, layer.weights(), layer.bias())
                    .addOutputs(out)
                    .build();
        }

        private static DynamicCustomOp relu(INDArray of) {
            return DynamicCustomOp.builder("relu")
                    .addInputs(of)
                    .addOutputs(of)
                    .addFloatingPointArguments(0.0)
                    .build();
        }

        void put(int series, EncodedSeries of) {
            for (int day = 0; day < FeatureEncoder.PAST_DAYS; day++) {
                pastValues.put(
                        (day * size + series) * FeatureEncoder.PAST,
                        of.past(),
                        day * FeatureEncoder.PAST,
                        FeatureEncoder.PAST);
            }
            int at = series * (int) once.size(1) + hidden;
            for (int[] same : FeatureEncoder.OF_ORIGIN) {
                onceValues.put(at, of.future(), same[0], same[1] - same[0]);
                at += same[1] - same[0];
            }
            for (int day = 0; day < horizon; day++) {
                putDay(series, day, of.future());
            }
        }

        private void putDay(int series, int day, float[] future) {
            int at = (day * size + series) * (int) daily.size(1);
            int row = day * FeatureEncoder.FUTURE;
            int from = 0;
            for (int[] same : FeatureEncoder.OF_ORIGIN) {
                dailyValues.put(at, future, row + from, same[0] - from);
                at += same[0] - from;
                from = same[1];
            }
            dailyValues.put(at, future, row + from, FeatureEncoder.FUTURE - from);
        }

        /** Tells a backend with memory of its own that what it holds of the array is old. */
        private static void writtenByUs(INDArray array) {
            Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        }

        /** Brings what an op has written to where we read it. */
        private static void readByUs(INDArray array) {
            Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
        }

        /**
         * A member's raw outputs of the first {@code batch} series, 19 of a day, day after day, in
         * each the series.
         */
        float[] run(int member, int batch) {
            writtenByUs(past);
            writtenByUs(daily);
            Nd4j.exec(encoders.get(member));
            readByUs(lastState);
            lastStateValues.get(0, state);
            int width = (int) once.size(1);
            for (int series = 0; series < size; series++) {
                onceValues.put(series * width, state, series * hidden, hidden);
            }
            writtenByUs(once);
            heads.get(member).forEach(Nd4j::exec);
            readByUs(raw);
            int padded = (int) raw.size(1);
            for (int day = 0; day < horizon; day++) {
                for (int series = 0; series < batch; series++) {
                    rawValues.get(
                            (day * size + series) * padded,
                            output,
                            (day * batch + series) * Quantiles.COUNT,
                            Quantiles.COUNT);
                }
            }
            return output;
        }

        List<INDArray> arrays() {
            return List.of(
                    past,
                    once,
                    daily,
                    firstState,
                    firstCell,
                    states,
                    lastState,
                    lastCell,
                    ofOnce,
                    layer1,
                    layer2,
                    raw);
        }

        void close() {
            arrays().forEach(LstmLayerEngine::free);
        }
    }
}

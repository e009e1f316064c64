package io.restock.bench.inference;

import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The calls of libnd4j that the networks cannot do without, on arrays that are ready: `lstmLayer`,
 * and a product and a relu for each dense layer. Nothing is put in or read out while it is
 * measured.
 */
final class BareOp implements Networks {
    private static final int VECTOR = 16; // to a multiple of which inputs and outputs are padded

    private final int batch;
    private final int horizon;
    private final int pastDays;
    private final List<Weights> weights = new ArrayList<>();
    private final List<DynamicCustomOp[]> calls = new ArrayList<>();
    private final List<INDArray> outputs = new ArrayList<>();
    private final INDArray past;
    private final List<INDArray> joined = new ArrayList<>();

    BareOp(ForecastModel model, int batch, int pastDays) {
        this.batch = batch;
        this.horizon = model.horizon();
        this.pastDays = pastDays;
        model.networks().forEach(network -> weights.add(Weights.of(network)));
        past = Nd4j.zeros(DataType.FLOAT, pastDays, batch, weights.get(0).inputs);
        weights.forEach(this::prepare);
    }

    private void prepare(Weights of) {
        int hidden = of.hidden;
        INDArray[] lstm = {
            past,
            Nd4j.createFromArray(of.gates(of.input, 3, 1, 0, 2))
                    .reshape('c', of.inputs, 4 * hidden),
            Nd4j.createFromArray(of.gates(of.recurrent, 3, 1, 0, 2))
                    .reshape('c', hidden, 4 * hidden),
            Nd4j.createFromArray(of.gates(of.gateBias, 3, 1, 0, 2)),
            Nd4j.zeros(DataType.FLOAT, batch, hidden),
            Nd4j.zeros(DataType.FLOAT, batch, hidden)
        };
        DynamicCustomOp encode =
                DynamicCustomOp.builder("lstmLayer")
                        .addInputs(lstm)
                        .addOutputs(
                                Nd4j.zeros(DataType.FLOAT, pastDays, batch, hidden),
                                Nd4j.zeros(DataType.FLOAT, batch, hidden),
                                Nd4j.zeros(DataType.FLOAT, batch, hidden))
                        .addIntegerArguments(0, 0, 2, 0, 0)
                        .addBooleanArguments(true, false, true, true, false, true, true, true)
                        .addFloatingPointArguments(0.0)
                        .build();
        INDArray in = Nd4j.zeros(DataType.FLOAT, (long) batch * horizon, padded(of.first.in()));
        joined.add(in);
        List<DynamicCustomOp> all = new ArrayList<>(List.of(encode));
        List<Weights.Dense> layers = List.of(of.first, of.second, of.last);
        for (int i = 0; i < layers.size(); i++) {
            Weights.Dense layer = layers.get(i);
            INDArray out = Nd4j.zeros(DataType.FLOAT, (long) batch * horizon, padded(layer.out()));
            all.add(
                    DynamicCustomOp.builder("xw_plus_b")
                            .addInputs(in, matrix(layer), row(layer))
                            .addOutputs(out)
                            .build());
            if (i < layers.size() - 1) {
                all.add(
                        DynamicCustomOp.builder("relu")
                                .addInputs(out)
                                .addOutputs(out)
                                .addFloatingPointArguments(0.0)
                                .build());
            }
            in = out;
        }
        outputs.add(in);
        calls.add(all.toArray(DynamicCustomOp[]::new));
    }

    private static int padded(int width) {
        return (width + VECTOR - 1) / VECTOR * VECTOR;
    }

    private static INDArray matrix(Weights.Dense layer) {
        float[] to = new float[padded(layer.in()) * padded(layer.out())];
        for (int row = 0; row < layer.in(); row++) {
            System.arraycopy(
                    layer.weights(), row * layer.out(), to, row * padded(layer.out()), layer.out());
        }
        return Nd4j.createFromArray(to).reshape('c', padded(layer.in()), padded(layer.out()));
    }

    private static INDArray row(Weights.Dense layer) {
        return Nd4j.createFromArray(Arrays.copyOf(layer.bias(), padded(layer.out())));
    }

    @Override
    public void put(List<EncodedSeries> series) {
        int inputs = weights.get(0).inputs;
        for (int i = 0; i < batch; i++) {
            for (int day = 0; day < pastDays; day++) {
                for (int f = 0; f < inputs; f++) {
                    past.putScalar(day, i, f, series.get(i).past()[day * inputs + f]);
                }
            }
        }
        for (int network = 0; network < calls.size(); network++) {
            putJoined(network, series);
        }
    }

    /** The last state is put beside the days ahead once; a run does not move it again. */
    private void putJoined(int network, List<EncodedSeries> series) {
        Weights of = weights.get(network);
        Nd4j.exec(calls.get(network)[0]);
        INDArray state = calls.get(network)[0].outputArguments().get(1);
        INDArray to = joined.get(network);
        for (int i = 0; i < batch; i++) {
            for (int day = 0; day < horizon; day++) {
                long row = (long) i * horizon + day;
                for (int u = 0; u < of.hidden; u++) {
                    to.putScalar(row, u, state.getFloat(i, u));
                }
                for (int f = 0; f < of.future; f++) {
                    to.putScalar(row, of.hidden + f, series.get(i).future()[day * of.future + f]);
                }
            }
        }
    }

    @Override
    public void run() {
        for (DynamicCustomOp[] network : calls) {
            for (DynamicCustomOp call : network) {
                Nd4j.exec(call);
            }
        }
    }

    @Override
    public float output(int network, int series, int day, int output) {
        return outputs.get(network).getFloat((long) series * horizon + day, output);
    }

    @Override
    public void close() {
        for (DynamicCustomOp[] network : calls) {
            for (DynamicCustomOp call : network) {
                call.inputArguments().forEach(BareOp::free);
                call.outputArguments().forEach(BareOp::free);
            }
        }
    }

    private static void free(INDArray array) {
        if (array.closeable()) {
            array.close();
        }
    }
}

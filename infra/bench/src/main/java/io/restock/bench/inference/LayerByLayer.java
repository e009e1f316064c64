package io.restock.bench.inference;

import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastModel;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The networks as DL4J runs them: layer by layer, the LSTM time step by time step. */
final class LayerByLayer implements Networks {
    private final List<ComputationGraph> networks;
    private final int horizon;
    private final INDArray past;
    private final INDArray future;
    private final List<INDArray> outputs = new ArrayList<>();

    LayerByLayer(ForecastModel model, int batch, int pastDays) {
        this.networks = model.networks();
        this.horizon = model.horizon();
        Weights of = Weights.of(networks.get(0));
        this.past = Nd4j.zeros(DataType.FLOAT, batch, of.inputs, pastDays);
        this.future = Nd4j.zeros(DataType.FLOAT, batch, of.future, horizon);
    }

    @Override
    public void put(List<EncodedSeries> batch) {
        for (int i = 0; i < batch.size(); i++) {
            put(batch.get(i).past(), past, i);
            put(batch.get(i).future(), future, i);
        }
    }

    /** DL4J has [batch, features, days]. */
    private static void put(float[] from, INDArray to, int series) {
        int features = (int) to.size(1);
        for (int day = 0; day < to.size(2); day++) {
            for (int f = 0; f < features; f++) {
                to.putScalar(series, f, day, from[day * features + f]);
            }
        }
    }

    @Override
    public void run() {
        outputs.clear();
        for (ComputationGraph network : networks) {
            outputs.add(network.output(past, future)[0]);
        }
    }

    @Override
    public float output(int network, int series, int day, int output) {
        return outputs.get(network).getFloat(series, output, day);
    }

    @Override
    public void close() {
        past.close();
        future.close();
    }
}

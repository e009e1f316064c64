package io.restock.bench.inference;

import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastModel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's weights as DL4J has them: matrices [in, out] row after row, the LSTM's gates in the
 * order cell, forget, output, input.
 */
final class Weights {
    private static final String LSTM = "encoder";
    private static final String FIRST = "dense1";
    private static final String SECOND = "dense2";
    private static final String LAST = "quantiles";

    final int inputs;
    final int hidden;
    final int future;
    final float[] input;
    final float[] recurrent;
    final float[] gateBias;
    final Dense first;
    final Dense second;
    final Dense last;

    private Weights(ComputationGraph network) {
        INDArray ofInputs = network.getParam(LSTM + "_W");
        inputs = (int) ofInputs.size(0);
        hidden = (int) ofInputs.size(1) / 4;
        input = flat(ofInputs);
        recurrent = flat(network.getParam(LSTM + "_RW"));
        gateBias = flat(network.getParam(LSTM + "_b"));
        first = Dense.of(network, FIRST);
        second = Dense.of(network, SECOND);
        last = Dense.of(network, LAST);
        future = first.in() - hidden;
    }

    static Weights of(ComputationGraph network) {
        return new Weights(network);
    }

    private static float[] flat(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** A dense layer: weights [in, out] row after row. */
    record Dense(int in, int out, float[] weights, float[] bias) {
        private static Dense of(ComputationGraph network, String layer) {
            INDArray weights = network.getParam(layer + "_W");
            return new Dense(
                    (int) weights.size(0),
                    (int) weights.size(1),
                    flat(weights),
                    flat(network.getParam(layer + "_b")));
        }
    }

    /**
     * Gates in another order.
     *
     * @param from rows of four blocks of {@code hidden} values
     * @param blocks which of DL4J's blocks stands first, second, …
     */
    float[] gates(float[] from, int... blocks) {
        float[] to = new float[from.length];
        for (int row = 0; row < from.length; row += 4 * hidden) {
            for (int gate = 0; gate < 4; gate++) {
                System.arraycopy(
                        from, row + blocks[gate] * hidden, to, row + gate * hidden, hidden);
            }
        }
        return to;
    }

    /** Days of the past that a series has. */
    int pastDays(EncodedSeries series) {
        return series.past().length / inputs;
    }

    /**
     * Multiplications and additions that all networks of a model need for a series, two for each
     * weight that is used; what an activation takes is left out.
     *
     * @param pastDays time steps of the LSTM
     */
    static double flops(ForecastModel model, int pastDays) {
        double sum = 0;
        for (ComputationGraph network : model.networks()) {
            Weights of = of(network);
            double perStep = (of.inputs + of.hidden) * 4.0 * of.hidden;
            double once = of.hidden * (double) of.first.out();
            double perDay =
                    of.future * (double) of.first.out()
                            + of.second.weights().length
                            + of.last.weights().length;
            sum += 2 * (perStep * pastDays + once + perDay * model.horizon());
        }
        return sum;
    }
}

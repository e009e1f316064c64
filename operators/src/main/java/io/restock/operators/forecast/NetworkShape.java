package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sizes of the layers, and where their weights stand in the flat array that training works on: each
 * matrix [in, out] row after row, as DL4J has them, its gates [cell, forget, output, input]
 * included.
 *
 * @param hidden LSTM units
 * @param dense1 units of the first dense layer
 * @param dense2 units of the second
 */
record NetworkShape(int hidden, int dense1, int dense2) {

    static NetworkShape of(ComputationGraph network) {
        return new NetworkShape(
                (int) network.getParam(Network.ENCODER + "_RW").size(0),
                (int) network.getParam(Network.DENSE_1 + "_W").size(1),
                (int) network.getParam(Network.DENSE_2 + "_W").size(1));
    }

    /** Outputs of the LSTM's four gates together. */
    int gates() {
        return 4 * hidden;
    }

    /** Weights of the LSTM's inputs; those of its last state follow. */
    int inputWeights() {
        return 0;
    }

    int recurrentWeights() {
        return FeatureEncoder.PAST * gates();
    }

    int gateBias() {
        return recurrentWeights() + hidden * gates();
    }

    /** Weights of the first dense layer's inputs that come from the LSTM. */
    int stateWeights() {
        return gateBias() + gates();
    }

    /** Weights of its inputs that come from the future day. */
    int futureWeights() {
        return stateWeights() + hidden * dense1;
    }

    int bias1() {
        return futureWeights() + FeatureEncoder.FUTURE * dense1;
    }

    int weights2() {
        return bias1() + dense1;
    }

    int bias2() {
        return weights2() + dense1 * dense2;
    }

    int outputWeights() {
        return bias2() + dense2;
    }

    int outputBias() {
        return outputWeights() + dense2 * Quantiles.COUNT;
    }

    /** Number of weights. */
    int size() {
        return outputBias() + Quantiles.COUNT;
    }

    /** The network's weights as a flat array. */
    float[] weightsOf(ComputationGraph network) {
        float[] weights = new float[size()];
        forEach(
                network,
                (array, at) -> {
                    float[] values = array.dup('c').data().asFloat();
                    System.arraycopy(values, 0, weights, at, values.length);
                });
        return weights;
    }

    /** Puts weights into the network. */
    void assign(float[] weights, ComputationGraph network) {
        forEach(
                network,
                (array, at) -> {
                    float[] values = new float[(int) array.length()];
                    System.arraycopy(weights, at, values, 0, values.length);
                    array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
                });
    }

    private void forEach(ComputationGraph network, Visitor visitor) {
        visitor.visit(network.getParam(Network.ENCODER + "_W"), inputWeights());
        visitor.visit(network.getParam(Network.ENCODER + "_RW"), recurrentWeights());
        visitor.visit(network.getParam(Network.ENCODER + "_b"), gateBias());
        visitor.visit(network.getParam(Network.DENSE_1 + "_W"), stateWeights());
        visitor.visit(network.getParam(Network.DENSE_1 + "_b"), bias1());
        visitor.visit(network.getParam(Network.DENSE_2 + "_W"), weights2());
        visitor.visit(network.getParam(Network.DENSE_2 + "_b"), bias2());
        visitor.visit(network.getParam(Network.OUTPUT + "_W"), outputWeights());
        visitor.visit(network.getParam(Network.OUTPUT + "_b"), outputBias());
    }

    /** Told of a parameter and its place. */
    private interface Visitor {
        void visit(INDArray array, int at);
    }
}

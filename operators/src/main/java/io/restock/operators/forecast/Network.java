package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * The network as DL4J describes and stores it: an LSTM reads the past; its last state, repeated for
 * each day of the horizon and joined with what is known of that day, goes through two dense layers
 * to the raw outputs of {@link QuantileHead} (after MQ-RNN, Wen et al. 2017, arXiv 1711.11053).
 *
 * <p>Inputs [batch, {@link FeatureEncoder#PAST}, {@link FeatureEncoder#PAST_DAYS}] and [batch,
 * {@link FeatureEncoder#FUTURE}, horizon]; output [batch, 19, horizon].
 */
final class Network {
    static final String ENCODER = "encoder";
    static final String DENSE_1 = "dense1";
    static final String DENSE_2 = "dense2";
    static final String OUTPUT = "quantiles";

    private static final int DENSE_1_UNITS = 128;
    private static final int DENSE_2_UNITS = 64;

    private Network() {}

    /** A network with random weights. */
    static ComputationGraph create(int hidden, long seed) {
        NativeBackend.use();
        ComputationGraph graph = new ComputationGraph(configuration(hidden, seed));
        graph.init();
        return graph;
    }

    private static ComputationGraphConfiguration configuration(int hidden, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.XAVIER)
                .graphBuilder()
                .addInputs("past", "future")
                .addLayer(
                        ENCODER,
                        new LSTM.Builder()
                                .dataFormat(RNNFormat.NCW)
                                .nIn(FeatureEncoder.PAST)
                                .nOut(hidden)
                                .activation(Activation.TANH)
                                .gateActivationFunction(Activation.SIGMOID)
                                .build(),
                        "past")
                .addVertex("last", new LastTimeStepVertex("past"), ENCODER)
                .addVertex("repeated", new DuplicateToTimeSeriesVertex("future"), "last")
                .addVertex("joined", new MergeVertex(), "repeated", "future")
                .addLayer(
                        DENSE_1,
                        dense(hidden + FeatureEncoder.FUTURE, DENSE_1_UNITS),
                        new RnnToFeedForwardPreProcessor(),
                        "joined")
                .addLayer(DENSE_2, dense(DENSE_1_UNITS, DENSE_2_UNITS), DENSE_1)
                .addLayer(
                        OUTPUT,
                        new RnnOutputLayer.Builder(new PinballLoss())
                                .dataFormat(RNNFormat.NCW)
                                .activation(Activation.IDENTITY)
                                .nIn(DENSE_2_UNITS)
                                .nOut(Quantiles.COUNT)
                                .build(),
                        new FeedForwardToRnnPreProcessor(),
                        DENSE_2)
                .setOutputs(OUTPUT)
                .build();
    }

    private static DenseLayer dense(int in, int out) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
    }
}

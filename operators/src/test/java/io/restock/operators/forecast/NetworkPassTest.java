package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The training's own gradients against DL4J's, and against differences of the loss. */
class NetworkPassTest {
    private static final int SAMPLES = 6;
    private static final int SLOTS = 3;

    private final ComputationGraph network = Network.create(5, 3);
    private final NetworkShape shape = NetworkShape.of(network);
    private final NetworkPass pass = new NetworkPass(shape, SAMPLES, SLOTS);

    @BeforeEach
    void drawInputs() {
        SplittableRandom random = new SplittableRandom(17);
        for (float[][] day : pass.past) {
            for (int feature = 0; feature < FeatureEncoder.PAST; feature++) {
                fill(day[feature], random);
            }
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            for (float[] row : pass.future[slot]) {
                fill(row, random);
            }
            for (int i = 0; i < SAMPLES; i++) {
                pass.target[slot][i] = (float) (2 * random.nextDouble() - 1);
                pass.weight[slot][i] = (i + slot) % 4 == 0 ? 0 : 1 + i;
            }
        }
    }

    @Test
    void agreesWithDl4jOnLossAndGradient() {
        float[] weights = shape.weightsOf(network);

        double loss = pass.learn(weights, 0, new SplittableRandom(1));

        network.setInputs(past(), future());
        network.setLabels(labels());
        network.computeGradientAndScore();
        assertThat(loss / SAMPLES).isCloseTo(network.score(), within(1e-4 * loss));
        float[] expected = flat(network.gradient());
        for (int i = 0; i < expected.length; i++) {
            assertThat(pass.gradient()[i]).as("weight %d", i).isCloseTo(expected[i], within(2e-4f));
        }
    }

    @Test
    void agreesWithDifferencesOfTheLossWhereSomeInputsAreLeftOut() {
        float[] weights = shape.weightsOf(network);
        pass.learn(weights, 0.4, new SplittableRandom(9));
        float[] gradient = pass.gradient().clone();
        agreesAlong(weights, gradient, 0, shape.stateWeights());
        agreesAlong(weights, gradient, shape.stateWeights(), shape.size());
    }

    /** Along a part of the gradient, where the loss changes most and roundings matter least. */
    private void agreesAlong(float[] weights, float[] gradient, int from, int to) {
        double square = 0;
        for (int i = from; i < to; i++) {
            square += gradient[i] * gradient[i];
        }
        double length = Math.sqrt(square);
        double[] along = new double[weights.length];
        for (int i = from; i < to; i++) {
            along[i] = gradient[i] / length;
        }

        double step = 3e-3;
        double difference = (loss(weights, along, step) - loss(weights, along, -step)) / (2 * step);

        assertThat(difference).isCloseTo(length, within(0.03 * length));
    }

    @Test
    void addsUpShardsUntilItIsCleared() {
        float[] weights = shape.weightsOf(network);
        pass.learn(weights, 0, new SplittableRandom(1));
        float[] once = pass.gradient().clone();

        pass.learn(weights, 0, new SplittableRandom(1));
        float[] twice = pass.gradient().clone();
        pass.clear();

        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-4f));
        }
        assertThat(pass.gradient()).containsOnly(0);
    }

    @Test
    void targetsWithoutWeightTeachNothing() {
        float[] weights = shape.weightsOf(network);
        for (float[] row : pass.weight) {
            Arrays.fill(row, 0);
        }

        double loss = pass.learn(weights, 0, new SplittableRandom(1));

        assertThat(loss).isZero();
        assertThat(pass.targetWeight()).isZero();
        assertThat(pass.gradient()).containsOnly(0);
    }

    @Test
    void weightsSurviveTheWayIntoTheNetworkAndBack() {
        float[] weights = new float[shape.size()];
        fill(weights, new SplittableRandom(4));

        shape.assign(weights, network);

        assertThat(shape.weightsOf(network)).containsExactly(weights);
        assertThat(network.numParams()).isEqualTo(shape.size());
    }

    private double loss(float[] weights, double[] along, double step) {
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * along[i]);
        }
        return pass.learn(moved, 0.4, new SplittableRandom(9));
    }

    private float[] flat(Gradient gradient) {
        ComputationGraph of = Network.create(5, 3);
        gradient.gradientForVariable().forEach((name, slope) -> of.getParam(name).assign(slope));
        return shape.weightsOf(of);
    }

    private INDArray past() {
        INDArray all =
                Nd4j.create(DataType.FLOAT, SAMPLES, FeatureEncoder.PAST, FeatureEncoder.PAST_DAYS);
        for (int day = 0; day < FeatureEncoder.PAST_DAYS; day++) {
            for (int feature = 0; feature < FeatureEncoder.PAST; feature++) {
                for (int i = 0; i < SAMPLES; i++) {
                    all.putScalar(i, feature, day, pass.past[day][feature][i]);
                }
            }
        }
        return all;
    }

    private INDArray future() {
        INDArray all = Nd4j.create(DataType.FLOAT, SAMPLES, FeatureEncoder.FUTURE, SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int feature = 0; feature < FeatureEncoder.FUTURE; feature++) {
                for (int i = 0; i < SAMPLES; i++) {
                    all.putScalar(i, feature, slot, pass.future[slot][feature][i]);
                }
            }
        }
        return all;
    }

    private INDArray labels() {
        INDArray all = Nd4j.create(DataType.FLOAT, SAMPLES, PinballLoss.LABELS, SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int i = 0; i < SAMPLES; i++) {
                all.putScalar(i, 0, slot, pass.target[slot][i]);
                all.putScalar(i, 1, slot, pass.weight[slot][i]);
            }
        }
        return all;
    }

    private static void fill(float[] row, SplittableRandom random) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (2 * random.nextDouble() - 1);
        }
    }
}

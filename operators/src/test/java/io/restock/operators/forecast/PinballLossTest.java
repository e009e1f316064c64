package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.Pinball;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PinballLossTest {
    private final PinballLoss loss = new PinballLoss();

    @BeforeAll
    static void loadNd4j() {
        NativeBackend.use();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.31, 0.97, 1.4, 5})
    void gradientAgreesWithDifferences(double target) {
        INDArray raw = Nd4j.rand(DataType.FLOAT, 1, Quantiles.COUNT).subi(0.5).muli(3);
        INDArray labels = Nd4j.createFromArray(new float[][] {{(float) target, 2}});

        INDArray gradient = gradient(labels, raw);

        for (int k = 0; k < Quantiles.COUNT; k++) {
            double step = 2e-3;
            double up = score(labels, raw.dup().putScalar(0, k, raw.getFloat(0, k) + step));
            double down = score(labels, raw.dup().putScalar(0, k, raw.getFloat(0, k) - step));
            assertThat((double) gradient.getFloat(0, k))
                    .isCloseTo((up - down) / (2 * step), within(2e-2));
        }
    }

    @Test
    void leavesOutRowsOfWeightZero() {
        INDArray raw = Nd4j.rand(DataType.FLOAT, 2, Quantiles.COUNT);
        INDArray labels = Nd4j.createFromArray(new float[][] {{3, 0}, {1, 0}});

        assertThat(score(labels, raw)).isZero();
        assertThat(gradient(labels, raw).norm2Number().doubleValue()).isZero();
    }

    @Test
    void weighsRowsByTheirWeight() {
        INDArray raw = Nd4j.zeros(DataType.FLOAT, 1, Quantiles.COUNT);
        INDArray once = Nd4j.createFromArray(new float[][] {{2, 1}});
        INDArray thrice = Nd4j.createFromArray(new float[][] {{2, 3}});

        assertThat(score(thrice, raw)).isCloseTo(3 * score(once, raw), within(1e-6));
        assertThat(gradient(thrice, raw)).isEqualTo(gradient(once, raw).mul(3));
    }

    @Test
    void scoresAgreeWithEachOther() {
        INDArray raw = Nd4j.rand(DataType.FLOAT, 3, Quantiles.COUNT);
        INDArray labels = Nd4j.createFromArray(new float[][] {{3, 1}, {1, 2}, {0, 1}});

        Pair<Double, INDArray> both =
                loss.computeGradientAndScore(labels, raw, new ActivationIdentity(), null, true);

        assertThat(both.getFirst()).isCloseTo(score(labels, raw) / 3, within(1e-6));
        assertThat(
                        loss.computeScoreArray(labels, raw, new ActivationIdentity(), null)
                                .sumNumber()
                                .doubleValue())
                .isCloseTo(score(labels, raw), within(1e-5));
    }

    @Test
    void isLeastWhereTheQuantilesAreThoseOfTheTargets() {
        double[] right = new double[Quantiles.COUNT];
        double[] wrong = new double[Quantiles.COUNT];
        for (int k = 0; k < right.length; k++) {
            right[k] = Quantiles.level(k);
            wrong[k] = 0.8 * Quantiles.level(k);
        }
        double ofRight = 0;
        double ofWrong = 0;
        for (int i = 0; i < 1000; i++) {
            ofRight += Pinball.mean(right, 0, (i + 0.5) / 1000);
            ofWrong += Pinball.mean(wrong, 0, (i + 0.5) / 1000);
        }

        assertThat(ofRight).isLessThan(ofWrong);
    }

    private double score(INDArray labels, INDArray raw) {
        return loss.computeScore(labels, raw, new ActivationIdentity(), null, false);
    }

    private INDArray gradient(INDArray labels, INDArray raw) {
        return loss.computeGradient(labels, raw, new ActivationIdentity(), null);
    }
}

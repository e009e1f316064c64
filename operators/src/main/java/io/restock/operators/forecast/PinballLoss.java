package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.Pinball;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;

/**
 * Pinball loss, mean over the quantile levels, of the quantiles that {@link QuantileHead} makes of
 * the raw outputs. A row of labels is (target in levels, weight); weight 0 leaves the row out. The
 * name of this class is part of saved models.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class PinballLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;

    /** Columns of the labels. */
    static final int LABELS = 2;

    @Override
    public double computeScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activation,
            INDArray mask,
            boolean average) {
        double sum = 0;
        for (double row : rows(labels, preOutput)) {
            sum += row;
        }
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        double[] rows = rows(labels, preOutput);
        return Nd4j.createFromArray(rows).castTo(preOutput.dataType()).reshape(rows.length, 1);
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return gradientAndScore(labels, preOutput).getSecond();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activation,
            INDArray mask,
            boolean average) {
        Pair<Double, INDArray> both = gradientAndScore(labels, preOutput);
        return average ? Pair.of(both.getFirst() / labels.size(0), both.getSecond()) : both;
    }

    @Override
    public String name() {
        return "pinball";
    }

    private static double[] rows(INDArray labels, INDArray preOutput) {
        float[] raw = values(preOutput);
        float[] label = values(labels);
        double[] quantiles = new double[Quantiles.COUNT];
        double[] rows = new double[label.length / LABELS];
        for (int row = 0; row < rows.length; row++) {
            QuantileHead.quantiles(raw, row * Quantiles.COUNT, quantiles, 0);
            rows[row] = label[2 * row + 1] * Pinball.mean(quantiles, 0, label[2 * row]);
        }
        return rows;
    }

    private static Pair<Double, INDArray> gradientAndScore(INDArray labels, INDArray preOutput) {
        float[] raw = values(preOutput);
        float[] label = values(labels);
        float[] gradient = new float[raw.length];
        double[] quantiles = new double[Quantiles.COUNT];
        double[] slope = new double[Quantiles.COUNT];
        double sum = 0;
        for (int row = 0; row * LABELS < label.length; row++) {
            double target = label[2 * row];
            double weight = label[2 * row + 1];
            if (weight == 0) {
                continue;
            }
            int at = row * Quantiles.COUNT;
            QuantileHead.quantiles(raw, at, quantiles, 0);
            for (int k = 0; k < Quantiles.COUNT; k++) {
                double level = Quantiles.level(k);
                slope[k] = weight / Quantiles.COUNT * (target > quantiles[k] ? -level : 1 - level);
            }
            QuantileHead.gradient(raw, at, slope, gradient);
            sum += weight * Pinball.mean(quantiles, 0, target);
        }
        INDArray array = Nd4j.createFromArray(gradient).castTo(preOutput.dataType());
        return Pair.of(sum, array.reshape('c', preOutput.shape()));
    }

    private static float[] values(INDArray array) {
        return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinballLoss;
    }

    @Override
    public int hashCode() {
        return PinballLoss.class.getName().hashCode();
    }
}

package io.restock.operators.forecast.fusion;

import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of several distributions, quantile by quantile. */
public final class QuantileMean {
    private QuantileMean() {}

    /**
     * Averages.
     *
     * @param members of the same horizon; null where the weight is 0
     * @param weights with sum 1
     */
    public static DemandQuantiles of(List<@Nullable DemandQuantiles> members, double[] weights) {
        double[] mean = new double[0];
        double[] quantiles = new double[0];
        for (int i = 0; i < weights.length; i++) {
            DemandQuantiles member = members.get(i);
            if (member == null || weights[i] == 0) {
                continue;
            }
            if (mean.length == 0) {
                mean = new double[member.mean().length];
                quantiles = new double[member.quantiles().length];
            }
            add(mean, member.mean(), weights[i]);
            add(quantiles, member.quantiles(), weights[i]);
        }
        if (mean.length == 0) {
            throw new IllegalArgumentException("No member with a weight has a forecast.");
        }
        return DemandQuantiles.around(mean, quantiles);
    }

    private static void add(double[] sum, float[] values, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }
}

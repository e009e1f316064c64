package io.restock.operators.forecast.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each forecaster counts in a segment: the less pinball loss it had of late, the more.
 * Weights follow exp(−{@value #SHARPNESS} · excess), excess being the relative loss beyond the
 * best's, over days that are forgotten by half in {@value #HALF_LIFE_DAYS} days. A member that is
 * {@value #HOPELESS} worse than the best counts nothing; any other counts at least {@value #LEAST}
 * before all are scaled to a sum of 1, and none more than {@value #MOST} while another one counts.
 *
 * <p>Pinball loss is convex, so the mean of quantiles with these weights loses no more than the
 * mean of the members' losses with them. Not thread-safe.
 */
public final class FusionWeights {
    static final double SHARPNESS = 15;
    static final double HALF_LIFE_DAYS = 3;
    static final double HOPELESS = 0.2;
    static final double LEAST = 0.01;
    static final double MOST = 0.95;

    private static final double KEPT = Math.pow(0.5, 1 / HALF_LIFE_DAYS);

    private final List<String> members;
    private final Map<Segment, Losses> losses = new EnumMap<>(Segment.class);

    /**
     * @param members names, at least one; the first must always forecast, others may be absent
     */
    public FusionWeights(List<String> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A fusion must have at least one member.");
        }
        this.members = List.copyOf(members);
    }

    /** Names of the members. */
    public List<String> members() {
        return members;
    }

    /**
     * Learns from one series and day of which the actual has become known.
     *
     * @param loss pinball loss of each member, units; NaN where it was absent
     */
    public void observe(Segment segment, double[] loss) {
        Losses of = of(segment);
        for (int i = 0; i < loss.length; i++) {
            if (!Double.isNaN(loss[i])) {
                of.own[i] += loss[i];
                of.reference[i] += loss[0];
            }
        }
    }

    /** A day is over: older days count less from here on. */
    public void endDay() {
        for (Losses of : losses.values()) {
            for (int i = 0; i < members.size(); i++) {
                of.own[i] *= KEPT;
                of.reference[i] *= KEPT;
            }
        }
    }

    /**
     * Weights in a segment.
     *
     * @param present which members have a forecast now, at least one
     * @return length of the members, sum 1, 0 for those absent
     */
    public double[] weights(Segment segment, boolean[] present) {
        double[] excess = relative(of(segment), present);
        double[] weights = new double[excess.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (present[i] && excess[i] < HOPELESS) {
                weights[i] = Math.exp(-SHARPNESS * excess[i]);
                sum += weights[i];
            }
        }
        return bounded(weights, sum);
    }

    /** Weights in a segment by name, all members present: what people look at. */
    public Map<String, Double> weights(Segment segment) {
        boolean[] all = new boolean[members.size()];
        Arrays.fill(all, true);
        double[] weights = weights(segment, all);
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            named.put(members.get(i), weights[i]);
        }
        return named;
    }

    /**
     * Loss beyond the best's, relative to it; a member never seen has the middle of the others'.
     */
    private double[] relative(Losses of, boolean[] present) {
        double[] ratio = new double[members.size()];
        List<Double> seen = new ArrayList<>();
        for (int i = 0; i < ratio.length; i++) {
            ratio[i] = of.reference[i] > 0 ? of.own[i] / of.reference[i] : Double.NaN;
            if (present[i] && !Double.isNaN(ratio[i])) {
                seen.add(ratio[i]);
            }
        }
        seen.sort(null);
        double best = seen.isEmpty() ? 1 : seen.get(0);
        double middle = seen.isEmpty() ? 1 : seen.get(seen.size() / 2);
        for (int i = 0; i < ratio.length; i++) {
            double known = Double.isNaN(ratio[i]) ? middle : ratio[i];
            ratio[i] = best > 0 ? known / best - 1 : known > 0 ? HOPELESS : 0;
        }
        return ratio;
    }

    private static double[] bounded(double[] weights, double sum) {
        double raised = 0;
        int counting = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                weights[i] = Math.max(LEAST, weights[i] / sum);
                raised += weights[i];
                counting++;
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= raised;
        }
        for (int i = 0; counting > 1 && i < weights.length; i++) {
            if (weights[i] > MOST) {
                double others = 1 - weights[i];
                for (int j = 0; j < weights.length; j++) {
                    weights[j] = j == i ? MOST : weights[j] * (1 - MOST) / others;
                }
            }
        }
        return weights;
    }

    private Losses of(Segment segment) {
        return losses.computeIfAbsent(segment, s -> new Losses(members.size()));
    }

    /** Discounted losses of the members, and of the first one on the same rows. */
    private static final class Losses {
        private final double[] own;
        private final double[] reference;

        Losses(int members) {
            own = new double[members];
            reference = new double[members];
        }
    }
}

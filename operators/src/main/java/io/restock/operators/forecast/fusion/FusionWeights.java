package io.restock.operators.forecast.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
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
 * <p>Where it is told so, the first member is taken to be the best and the others {@value
 * #PRIOR_EXCESS} worse as long as little has been seen.
 *
 * <p>Pinball loss is convex, so the mean of quantiles with these weights loses no more than the
 * mean of the members' losses with them. Not thread-safe.
 */
public final class FusionWeights {
    static final double SHARPNESS = 15;
    static final double HALF_LIFE_DAYS = 3;
    static final double HOPELESS = 0.2;
    static final double PRIOR_EXCESS = 0.15;
    static final double LEAST = 0.01;
    static final double MOST = 0.95;

    private static final double KEPT = Math.pow(0.5, 1 / HALF_LIFE_DAYS);

    private final List<String> members;
    private final double priorRows;
    private final Map<Segment, Losses> losses = new EnumMap<>(Segment.class);

    /**
     * @param members names, at least one; the first must always forecast, others may be absent
     */
    public FusionWeights(List<String> members) {
        this(members, 0, Map.of());
    }

    /**
     * Goes on where others stopped.
     *
     * @param members as those had them
     * @param priorRows rows that the first member's being best counts for; 0 = nothing is taken to
     *     be so
     * @param stored what {@link #stored} gave; empty = nothing learned yet
     */
    public FusionWeights(List<String> members, double priorRows, Map<Segment, double[]> stored) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A fusion must have at least one member.");
        }
        this.members = List.copyOf(members);
        this.priorRows = priorRows;
        int n = members.size();
        stored.forEach(
                (segment, all) -> {
                    Losses of = of(segment);
                    System.arraycopy(all, 0, of.rows, 0, n);
                    System.arraycopy(all, n, of.own, 0, n);
                    System.arraycopy(all, 2 * n, of.reference, 0, n);
                });
    }

    /** What has been learned, for {@link #FusionWeights(List, double, Map)}. */
    public Map<Segment, double[]> stored() {
        int n = members.size();
        Map<Segment, double[]> stored = new HashMap<>();
        losses.forEach(
                (segment, of) -> {
                    double[] all = new double[3 * n];
                    System.arraycopy(of.rows, 0, all, 0, n);
                    System.arraycopy(of.own, 0, all, n, n);
                    System.arraycopy(of.reference, 0, all, 2 * n, n);
                    stored.put(segment, all);
                });
        return stored;
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
                of.rows[i]++;
                of.own[i] += loss[i];
                of.reference[i] += loss[0];
            }
        }
    }

    /** A day is over: older days count less from here on. */
    public void endDay() {
        for (Losses of : losses.values()) {
            for (int i = 0; i < members.size(); i++) {
                of.rows[i] *= KEPT;
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
            ratio[i] = ratio(of, i);
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

    /** Loss relative to the first member's; NaN where nothing tells of it. */
    private double ratio(Losses of, int member) {
        double prior = member == 0 ? 1 : 1 + PRIOR_EXCESS;
        if (of.reference[member] > 0) {
            double rows = priorRows * of.reference[member] / of.rows[member];
            return (of.own[member] + rows * prior) / (of.reference[member] + rows);
        }
        return priorRows > 0 ? prior : Double.NaN;
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
        private final double[] rows;
        private final double[] own;
        private final double[] reference;

        Losses(int members) {
            rows = new double[members];
            own = new double[members];
            reference = new double[members];
        }
    }
}

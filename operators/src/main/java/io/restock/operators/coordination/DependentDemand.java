package io.restock.operators.coordination;

import java.util.List;

/**
 * Demand of a warehouse: what it must ship so that those it serves have what they need.
 *
 * <p>By the end of day t a receiver with lane lead time ℓ must have been sent its demand until day
 * t−1 and enough to stand at its target for the days t … t+ℓ, beyond the position it has now. Where
 * its position covers that, it needs nothing; what it will need never falls with t. Means and
 * variances of the receivers add.
 */
final class DependentDemand implements Demand {
    /** Cumulated over days 0 … t. */
    private final DemandTotal[] until;

    private final int lastDay;

    private DependentDemand(DemandTotal[] until, int lastDay) {
        this.until = until;
        this.lastDay = lastDay;
    }

    /**
     * One that is served.
     *
     * @param demand its own
     * @param position base units, this review's transfers to it included
     * @param leadTimeDays of the lane that serves it
     * @param service probability of its target, b / (b + h)
     */
    record Receiver(Demand demand, long position, int leadTimeDays, double service) {
        /** The last day on which a shipment still comes in time. */
        int lastShipment() {
            return demand.lastDay() == Integer.MAX_VALUE
                    ? Integer.MAX_VALUE
                    : demand.lastDay() - leadTimeDays;
        }

        /** What must have been shipped to it by the end of day t. */
        DemandTotal needUntil(int t) {
            double target = demand.between(t, t + leadTimeDays).quantile(service);
            return demand.between(0, t - 1).above(position - target);
        }
    }

    /** The need of all receivers for so many days. */
    static DependentDemand of(List<Receiver> receivers, int days) {
        DemandTotal[] until = new DemandTotal[days];
        double mean = 0;
        double variance = 0;
        for (int t = 0; t < days; t++) {
            DemandTotal sum = DemandTotal.ZERO;
            for (Receiver receiver : receivers) {
                sum = sum.plus(receiver.needUntil(t));
            }
            mean = Math.max(mean, sum.mean());
            variance = Math.max(variance, sum.variance());
            until[t] = new DemandTotal(mean, variance);
        }
        int lastDay = receivers.stream().mapToInt(Receiver::lastShipment).max().orElseThrow();
        return new DependentDemand(until, lastDay);
    }

    @Override
    public int lastDay() {
        return lastDay;
    }

    @Override
    public DemandTotal between(int from, int to) {
        if (to < from) {
            return DemandTotal.ZERO;
        }
        if (from == 0) {
            return until[to];
        }
        return new DemandTotal(
                until[to].mean() - until[from - 1].mean(),
                until[to].variance() - until[from - 1].variance());
    }
}

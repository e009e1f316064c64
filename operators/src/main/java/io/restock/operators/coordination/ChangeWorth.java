package io.restock.operators.coordination;

import io.restock.domain.NetworkItem;

/**
 * What stock costs that is too much or too little, expected: the measure by which a change of an
 * order must pay for the unrest that it makes at the supplier.
 */
final class ChangeWorth {
    private ChangeWorth() {}

    /**
     * Of a position over days in which so much is needed.
     *
     * @param position base units; below 0 counts as 0
     * @param demand of these days together
     * @param leftOver money per base unit that is left after them
     * @param missing money per base unit that is missing in them
     */
    static double cost(double position, DemandTotal demand, double leftOver, double missing) {
        double units = Math.max(0, position);
        double above = demand.expectedAbove(units);
        return leftOver * Math.max(0, units - demand.mean() + above) + missing * above;
    }

    /**
     * Money per base unit that is left after some days: held as long again, or worth nothing any
     * more where its season ends within them.
     */
    static double leftOver(NetworkItem item, int days, int lastDay) {
        return lastDay <= days ? item.standardCost() : item.holdingCostPerDay() * days;
    }
}

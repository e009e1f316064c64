package io.restock.operators.coordination;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a review plans on.
 *
 * @param network the group
 * @param cycle local day of the cut-off
 * @param reached local day of the latest cut-off that has passed by the clock of the machine, the
 *     cycle where that does not count: nobody could answer before it what is said now
 * @param run 0 for the cut-off, then one more for each review of the same cycle
 * @param issuedMillis event time of what it orders
 * @param series levels, movements and forecasts, in any order
 * @param orders open and closed, in any order; those of this cycle that nobody has answered are
 *     planned again
 * @param shortfall the one thing that is planned; null where everything is
 * @param people what people have set
 * @param lanes how long suppliers have taken, and how far their word went
 */
public record ReviewInputs(
        Network network,
        int cycle,
        int reached,
        int run,
        long issuedMillis,
        List<SeriesState> series,
        List<OpenOrder> orders,
        @Nullable Shortfall shortfall,
        People people,
        List<LaneHistory> lanes) {

    /** For a review of everything. */
    ReviewInputs(
            Network network,
            int cycle,
            int reached,
            int run,
            long issuedMillis,
            List<SeriesState> series,
            List<OpenOrder> orders) {
        this(
                network,
                cycle,
                reached,
                run,
                issuedMillis,
                series,
                orders,
                null,
                People.NONE,
                List.of());
    }

    /** Whether a supplier may be ordered from. */
    boolean mayOrder(String supplier) {
        return !people.holds(supplier)
                && (shortfall == null || !shortfall.supplier().equals(supplier));
    }

    /** Whether an item is looked at. */
    boolean looksAt(String item) {
        return shortfall == null || shortfall.items().contains(item);
    }
}

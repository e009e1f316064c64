package io.restock.operators.coordination;

import java.util.List;

/**
 * What a review plans on.
 *
 * @param network the group
 * @param cycle local day of the cut-off
 * @param reached local day of the latest cut-off that has passed, the cycle or one after it: nobody
 *     could answer before it what is said now
 * @param run 0 for the cut-off, then one more for each review of the same cycle
 * @param issuedMillis event time of what it orders
 * @param series levels, movements and forecasts, in any order
 * @param orders open and closed, in any order; those of this cycle that nobody has answered are
 *     planned again
 */
public record ReviewInputs(
        Network network,
        int cycle,
        int reached,
        int run,
        long issuedMillis,
        List<SeriesState> series,
        List<OpenOrder> orders) {}

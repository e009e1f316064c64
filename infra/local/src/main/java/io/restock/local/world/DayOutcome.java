package io.restock.local.world;

import java.util.List;

/**
 * What a day of a run came to.
 *
 * @param day local day
 * @param series what became of each item in each store and warehouse, in a fixed order
 * @param cost of the day: what was ordered, moved, held and missed
 */
public record DayOutcome(int day, List<SeriesOutcome> series, RealisedCost cost) {}

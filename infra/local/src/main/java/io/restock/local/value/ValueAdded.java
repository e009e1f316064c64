package io.restock.local.value;

import java.util.List;

/**
 * What people's overrides were worth.
 *
 * @param ahead days between what was known and the day judged: 1 is the last plan before it
 * @param forecasts by author, in the order of their names
 * @param total of all authors; its name is empty
 * @param quantities by author and currency
 */
public record ValueAdded(
        int ahead,
        List<ForecastValue> forecasts,
        ForecastValue total,
        List<QuantityValue> quantities) {}

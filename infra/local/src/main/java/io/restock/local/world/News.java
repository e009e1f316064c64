package io.restock.local.world;

import io.restock.domain.Holiday;
import io.restock.domain.Promotion;
import io.restock.domain.WeatherDay;
import java.util.List;

/**
 * What the world says during one local day besides its sales and stock.
 *
 * @param weather the day as observed, and the forecast of the days to come
 * @param holidays announced
 * @param promotions announced
 * @param unreadable messages on the sales topic that no reader can read: a broken till
 */
public record News(
        List<WeatherDay> weather,
        List<Holiday> holidays,
        List<Promotion> promotions,
        List<String> unreadable) {}

package io.restock.local.history;

/**
 * A line of the weather: a location's day. NaN = unknown.
 *
 * @param epochDay local day
 * @param location id of the location
 * @param precipitationMm of the day, mm
 * @param temperatureC mean of the day, °C
 * @param humidityPct mean relative humidity, %
 * @param windLevel mean wind force level
 */
public record WeatherRow(
        int epochDay,
        String location,
        float precipitationMm,
        float temperatureC,
        float humidityPct,
        float windLevel) {}

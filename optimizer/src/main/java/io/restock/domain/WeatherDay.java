package io.restock.domain;

/**
 * Weather of a region on a day, observed or forecast, as it was known at its issue time.
 *
 * @param eventId identity of the event
 * @param region id of the region
 * @param epochDay the local day described
 * @param issuedMillis when it was issued, milliseconds since the epoch
 * @param observed true = measured, false = forecast
 * @param temperatureC mean of the day, degrees Celsius; NaN unknown, as below
 * @param precipitationMm of the day, mm
 * @param humidityPct mean relative humidity, %
 * @param windLevel mean wind force level
 */
public record WeatherDay(
        String eventId,
        String region,
        int epochDay,
        long issuedMillis,
        boolean observed,
        float temperatureC,
        float precipitationMm,
        float humidityPct,
        float windLevel) {}

package io.restock.operators.context;

import io.restock.domain.DemandDay;

/**
 * A demand day, and the weather and holidays around it as they were known when it was issued.
 *
 * @param demand the day
 * @param issuedMillis event time of the knowledge: the close of the day + patience
 * @param firstEpochDay local day of index 0 of every array, some days before the demand's: their
 *     observations may have come after their own issue
 * @param holiday 1 = holiday, 0 = none announced; up to the horizon, as all arrays
 * @param temperatureC observed up to the demand's day, forecast after it; NaN unknown, as below
 * @param precipitationMm of the day, mm
 * @param humidityPct mean relative humidity, %
 * @param windLevel mean wind force level
 */
public record ContextedDay(
        DemandDay demand,
        long issuedMillis,
        int firstEpochDay,
        float[] holiday,
        float[] temperatureC,
        float[] precipitationMm,
        float[] humidityPct,
        float[] windLevel) {}

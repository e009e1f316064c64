package io.restock.domain;

import java.util.Arrays;

/**
 * What is known of each day besides its demand. All arrays have the same length, oldest first; NaN
 * = unknown. They may run past the demand they belong to: those days are the known future
 * (announced promotions and holidays, weather forecasts).
 *
 * @param discount price paid / full price, 1 = full price
 * @param promotion 1 = in a promotion, 0 = not
 * @param holiday 1 = holiday, 0 = not
 * @param temperatureC mean of the day, degrees Celsius
 * @param precipitationMm of the day, mm
 * @param humidityPct mean relative humidity, %
 * @param windLevel mean wind force level
 */
public record Covariates(
        float[] discount,
        float[] promotion,
        float[] holiday,
        float[] temperatureC,
        float[] precipitationMm,
        float[] humidityPct,
        float[] windLevel) {

    /** Covariates of n days of which nothing is known. */
    public static Covariates unknown(int n) {
        return new Covariates(nan(n), nan(n), nan(n), nan(n), nan(n), nan(n), nan(n));
    }

    /** Number of days. */
    public int length() {
        return discount.length;
    }

    /** Days from (included) … to (excluded); days outside are unknown. */
    public Covariates slice(int from, int to) {
        return new Covariates(
                slice(discount, from, to),
                slice(promotion, from, to),
                slice(holiday, from, to),
                slice(temperatureC, from, to),
                slice(precipitationMm, from, to),
                slice(humidityPct, from, to),
                slice(windLevel, from, to));
    }

    static float[] slice(float[] a, int from, int to) {
        float[] out = nan(to - from);
        int first = Math.max(from, 0);
        int last = Math.min(to, a.length);
        if (first < last) {
            System.arraycopy(a, first, out, first - from, last - first);
        }
        return out;
    }

    private static float[] nan(int n) {
        float[] a = new float[n];
        Arrays.fill(a, Float.NaN);
        return a;
    }
}

package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Generated series: a level, a week, a price that pulls, some stock-outs, noise. */
public final class Histories {
    /** A Monday. */
    public static final int MONDAY = 19_814;

    private Histories() {}

    public static List<SeriesHistory> many(int series, int days, int future, long seed) {
        List<SeriesHistory> all = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            all.add(one("L" + i % 3, "I" + i, days, future, seed + 31L * i));
        }
        return all;
    }

    public static SeriesHistory one(String location, String item, int days, int future, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = days + future;
        Covariates covariates = Covariates.unknown(length);
        float[] units = new float[days];
        float[] stockOut = new float[days];
        double level = 2 + 10 * random.nextDouble();
        for (int t = 0; t < length; t++) {
            boolean promoted = random.nextDouble() < 0.2;
            boolean weekend = Math.floorMod(t, 7) >= 5;
            covariates.discount()[t] = promoted ? 0.7f : 1;
            covariates.promotion()[t] = promoted ? 1 : 0;
            covariates.holiday()[t] = weekend ? 1 : 0;
            covariates.temperatureC()[t] = (float) (15 + 5 * random.nextDouble());
            covariates.precipitationMm()[t] = (float) Math.max(0, 10 * random.nextDouble() - 6);
            covariates.humidityPct()[t] = 60;
            covariates.windLevel()[t] = 2;
            if (t < days) {
                double mean = level * (weekend ? 1.6 : 0.8) * (promoted ? 1.7 : 1);
                double demand = mean * (0.7 + 0.6 * random.nextDouble());
                stockOut[t] = random.nextDouble() < 0.1 ? 0.25f : 0;
                units[t] = (float) (Math.round(10 * demand * (1 - stockOut[t])) / 10.0);
            }
        }
        return new SeriesHistory(location, item, MONDAY, units, stockOut, covariates);
    }

    /** The same units every day, nothing else known. */
    public static SeriesHistory flat(float units, int days, int future) {
        float[] all = new float[days];
        Arrays.fill(all, units);
        return of(all, future);
    }

    /** These units from a Monday on, always in stock, nothing else known. */
    public static SeriesHistory of(float[] units, int future) {
        return new SeriesHistory(
                "L",
                "I",
                MONDAY,
                units,
                new float[units.length],
                Covariates.unknown(units.length + future));
    }
}

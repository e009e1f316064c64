package io.restock.local.world;

import io.restock.domain.WeatherDay;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Made-up weather of a region: a season, and days that resemble the day before. Forecasts are right
 * in the mean and err more the farther they look.
 */
final class Climate {
    private static final float TEMPERATURE_ERROR = 0.5f;

    private final long seed;
    private final String region;
    private final LocalTimes times;
    private final int firstDay;
    private final Map<Integer, double[]> days = new HashMap<>();

    /**
     * Weather of the days from firstDay (included) to endDay (excluded).
     *
     * @param seed of the world
     */
    Climate(long seed, String region, LocalTimes times, int firstDay, int endDay) {
        this.seed = seed;
        this.region = region;
        this.times = times;
        this.firstDay = firstDay;
        double warmth = 0;
        double wetness = 0;
        for (int day = firstDay; day < endDay; day++) {
            RandomGenerator random = Noise.of(seed, "weather " + region, day);
            warmth = 0.75 * warmth + 2.4 * random.nextGaussian();
            wetness = 0.5 * wetness + random.nextGaussian();
            double dayOfYear = Math.floorMod(day + 10, 365) / 365.0;
            double temperature = 10 - 10 * Math.cos(2 * Math.PI * dayOfYear) + warmth;
            double rain = wetness > 0.7 ? Math.expm1(wetness) * 2 : 0;
            double humidity = Math.min(98, 62 + (rain > 0 ? 18 : 0) + 5 * random.nextGaussian());
            double wind = Math.max(0, 2.5 + random.nextGaussian());
            days.put(day, new double[] {temperature, rain, humidity, wind});
        }
    }

    /** Mean temperature of the day, degrees Celsius. */
    double temperature(int day) {
        return of(day)[0];
    }

    /** Rain of the day, mm. */
    double rain(int day) {
        return of(day)[1];
    }

    /** The day as measured, known on the next morning. */
    WeatherDay observed(int day) {
        double[] w = of(day);
        return new WeatherDay(
                region + "/" + day + "/observed",
                region,
                day,
                times.millis(day + 1, 10),
                true,
                (float) w[0],
                (float) w[1],
                (float) w[2],
                (float) w[3]);
    }

    /** What is expected of a day, as said on the morning after {@code today}. */
    WeatherDay forecast(int day, int today) {
        double[] w = of(day);
        RandomGenerator random = Noise.of(seed, "forecast " + region, day, today);
        float error = TEMPERATURE_ERROR * (float) Math.sqrt(day - today);
        float rain = (float) Math.max(0, w[1] * (1 + 0.3 * error * random.nextGaussian()));
        return new WeatherDay(
                region + "/" + day + "/" + today,
                region,
                day,
                times.millis(today + 1, 30),
                false,
                (float) (w[0] + error * random.nextGaussian()),
                rain,
                (float) Math.min(100, Math.max(0, w[2] + 3 * error * random.nextGaussian())),
                (float) Math.max(0, w[3] + 0.5 * error * random.nextGaussian()));
    }

    private double[] of(int day) {
        double[] w = days.get(day);
        if (w == null) {
            throw new IllegalArgumentException(
                    "There is no weather of day %d; the first is %d.".formatted(day, firstDay));
        }
        return w;
    }
}

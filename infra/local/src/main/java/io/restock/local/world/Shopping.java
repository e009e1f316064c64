package io.restock.local.world;

import io.restock.local.world.Assortment.Article;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The customers of the generated world: what they want on a day, and the prices they see. */
final class Shopping {
    /** Share of a day's customers in hour 0 … 23; the stores are open from 7 to 21. */
    private static final double[] HOURS = {
        0, 0, 0, 0, 0, 0, 0, .04, .06, .07, .08, .08, .08, .07, .06, .06, .08, .10, .10, .07, .05,
        0, 0, 0
    };

    private static final double SUNDAY = 0.45;

    /** Demand scatters by about a quarter more than chance alone would. */
    private static final double DISPERSION = 0.035;

    /** A campaign can start in each block of this many days. */
    private static final int CAMPAIGN_BLOCK = 12;

    private static final double CAMPAIGN_CHANCE = 0.4;
    private static final List<Double> DISCOUNTS = List.of(0.7, 0.75, 0.8, 0.85, 0.9);

    private final long seed;
    private final int firstDay;
    private final Map<String, Climate> climates;
    private final Map<Integer, String> holidays;
    private final Map<String, Integer> launches;

    Shopping(
            long seed,
            int firstDay,
            Map<String, Climate> climates,
            Map<Integer, String> holidays,
            Map<String, Integer> launches) {
        this.seed = seed;
        this.firstDay = firstDay;
        this.climates = climates;
        this.holidays = holidays;
        this.launches = launches;
    }

    /** What the customers of a store want of an article on a day. */
    SeriesDay demand(String store, Article article, int day) {
        float[] hourly = new float[24];
        double mean = mean(store, article, day);
        RandomGenerator random = Noise.of(seed, "demand " + store + ' ' + article.id(), day);
        int units = Noise.count(random, mean, DISPERSION);
        for (int u = 0; u < units; u++) {
            hourly[hour(random.nextDouble())]++;
        }
        return new SeriesDay(store, article.id(), hourly, -1);
    }

    /** Mean of the demand, units a day: what a perfect forecaster would know. */
    double mean(String store, Article article, int day) {
        if (day < launches.getOrDefault(article.id(), firstDay)) {
            return 0;
        }
        Climate climate =
                Objects.requireNonNull(climates.get(GeneratedNetwork.region(store)), store);
        double season = 2 * Math.PI * (day % 365) / 365.0;
        double phase = Noise.of(seed, "phase " + article.id()).nextDouble() * 2 * Math.PI;
        double demand = article.level() * taste(store, article) * drift(store, article, day);
        demand *= 1 + 0.08 * Math.sin(season + phase);
        demand *= weekday(article, day);
        demand *= Math.max(0.3, 1 + article.warmth() * (climate.temperature(day) - 12));
        demand *= 1 + article.rain() * Math.min(1, climate.rain(day) / 4);
        demand *= holidays.containsKey(day) ? article.holiday() : 1;
        return demand * Math.pow(discount(article, day), -article.elasticity());
    }

    /** Price paid / full price on a day, the same in all stores. */
    double discount(Article article, int day) {
        int block = Math.floorDiv(day - firstDay, CAMPAIGN_BLOCK);
        RandomGenerator random = Noise.of(seed, "campaign " + article.id(), block);
        if (random.nextDouble() >= CAMPAIGN_CHANCE) {
            return 1;
        }
        int start = firstDay + block * CAMPAIGN_BLOCK + random.nextInt(CAMPAIGN_BLOCK - 7);
        int length = 4 + random.nextInt(4);
        double discount = DISCOUNTS.get(random.nextInt(DISCOUNTS.size()));
        return day >= start && day < start + length ? discount : 1;
    }

    /** How large the store is, and how much its customers like the article. */
    private double taste(String store, Article article) {
        double liking = 0.25 * Noise.of(seed, "taste " + store + article.id()).nextGaussian();
        return GeneratedNetwork.size(store) * Math.exp(liking);
    }

    /** Slow ups and downs of a few weeks. */
    private double drift(String store, Article article, int day) {
        RandomGenerator random = Noise.of(seed, "drift " + store + article.id());
        double period = random.nextDouble(35, 80);
        double phase = random.nextDouble(2 * Math.PI);
        return Math.exp(0.16 * Math.sin(2 * Math.PI * (day - firstDay) / period + phase));
    }

    private static double weekday(Article article, int day) {
        DayOfWeek weekday = LocalDate.ofEpochDay(day).getDayOfWeek();
        return switch (weekday) {
            case FRIDAY, SATURDAY -> 1 + article.weekend();
            case SUNDAY -> SUNDAY;
            case MONDAY -> 0.9;
            default -> 1;
        };
    }

    private static int hour(double share) {
        double left = share;
        for (int hour = 0; hour < 24; hour++) {
            left -= HOURS[hour];
            if (left < 0) {
                return hour;
            }
        }
        return 20;
    }
}

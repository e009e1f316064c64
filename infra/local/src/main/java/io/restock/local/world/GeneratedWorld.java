package io.restock.local.world;

import io.restock.domain.Covariates;
import io.restock.domain.Holiday;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import io.restock.domain.WeatherDay;
import io.restock.local.world.Assortment.Article;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A made-up network whose true demand is known: 3 suppliers, 2 warehouses with 3 stores each, and
 * the articles of {@link Assortment} in two planning groups. Demand follows season, weekday,
 * weather, holidays and promotions, drifts, and scatters around its mean. Two articles are launched
 * during the run. Its past was replenished by a rule of thumb, with some stock-outs.
 *
 * <p>One seed gives one world.
 */
public final class GeneratedWorld implements World {
    /** Days of the past. */
    public static final int PAST_DAYS = 84;

    private static final int FIRST_RUN_DAY = (int) LocalDate.of(2026, 5, 4).toEpochDay();
    private static final int LISTED_DAYS_BEFORE_RUN = 4;
    private static final int UNREADABLE_EVERY_DAYS = 5;

    private final LocalTimes times = new LocalTimes(ZoneId.of("Europe/Berlin"));
    private final long seed;
    private final int days;
    private final List<PlanningGroup> groups;
    private final Map<String, Climate> climates = new TreeMap<>();
    private final Map<Integer, String> holidays = new TreeMap<>();
    private final Shopping shopping;
    private final List<List<SeriesOutcome>> past = new ArrayList<>();
    private final Map<String, Long> opening;

    private GeneratedWorld(long seed, int days) {
        this.seed = seed;
        this.days = days;
        this.groups = GeneratedNetwork.groups();
        int end = FIRST_RUN_DAY + days + AHEAD_DAYS + 1;
        for (String region : GeneratedNetwork.REGIONS) {
            climates.put(region, new Climate(seed, region, times, firstDay(), end));
        }
        for (int year = LocalDate.ofEpochDay(firstDay()).getYear();
                year <= LocalDate.ofEpochDay(end).getYear();
                year++) {
            holidays.putAll(Holidays.of(year));
        }
        this.shopping = new Shopping(seed, firstDay(), climates, holidays, launches());
        this.opening = livePast();
    }

    /**
     * A world.
     *
     * @param seed of everything in it
     * @param days that can be run, &gt;= 1
     */
    public static GeneratedWorld of(long seed, int days) {
        if (days < 1) {
            throw new IllegalArgumentException("The days (%d) must be >= 1.".formatted(days));
        }
        return new GeneratedWorld(seed, days);
    }

    @Override
    public String title() {
        return "generated network, seed " + seed;
    }

    @Override
    public LocalTimes times() {
        return times;
    }

    @Override
    public int firstDay() {
        return FIRST_RUN_DAY - PAST_DAYS;
    }

    @Override
    public int firstRunDay() {
        return FIRST_RUN_DAY;
    }

    @Override
    public int lastDay() {
        return FIRST_RUN_DAY + days - 1;
    }

    @Override
    public List<PlanningGroup> groups() {
        return groups;
    }

    @Override
    public List<String> assumptions() {
        return List.of();
    }

    @Override
    public News news(int day) {
        List<WeatherDay> weather = new ArrayList<>();
        for (Climate climate : climates.values()) {
            weather.add(climate.observed(day));
            for (int ahead = 1; ahead <= AHEAD_DAYS; ahead++) {
                weather.add(climate.forecast(day + ahead, day));
            }
        }
        List<Holiday> announced = new ArrayList<>();
        if (day == firstDay()) {
            holidays.forEach(
                    (date, name) ->
                            announced.add(
                                    new Holiday(
                                            Holiday.EVERYWHERE,
                                            date,
                                            true,
                                            name,
                                            times.millis(day, 0))));
        }
        List<String> unreadable = new ArrayList<>();
        if (day >= FIRST_RUN_DAY && (day - FIRST_RUN_DAY) % UNREADABLE_EVERY_DAYS == 2) {
            unreadable.add("{\"type\":\"sale\",\"eventId\":\"till-7/" + day + "\",\"units\":");
        }
        return new News(weather, announced, promotions(day), unreadable);
    }

    /**
     * The campaigns that come into sight on a day: those that begin {@link #AHEAD_DAYS} later, and
     * on the first day all until then. A day without a campaign is sold at full price.
     */
    private List<Promotion> promotions(int day) {
        List<Promotion> plan = new ArrayList<>();
        for (int start = day == firstDay() ? day : day + AHEAD_DAYS;
                start <= day + AHEAD_DAYS;
                start++) {
            for (String key : GeneratedNetwork.series()) {
                Article article = GeneratedNetwork.article(key);
                double discount = shopping.discount(article, start);
                if (discount < 1 && shopping.discount(article, start - 1) != discount) {
                    plan.add(campaign(key, article, discount, start, day));
                }
            }
        }
        return plan;
    }

    private Promotion campaign(String key, Article article, double discount, int start, int day) {
        int end = start;
        while (shopping.discount(article, end + 1) == discount) {
            end++;
        }
        return new Promotion(
                GeneratedNetwork.location(key) + "/" + article.id() + "/" + start,
                GeneratedNetwork.location(key),
                article.id(),
                start,
                end,
                discount,
                true,
                times.millis(day, 12 * 60));
    }

    @Override
    public List<SeriesOutcome> past(int day) {
        return past.get(day - firstDay());
    }

    @Override
    public List<SeriesDay> demand(int day) {
        List<SeriesDay> wanted = new ArrayList<>();
        for (String key : GeneratedNetwork.series()) {
            Article article = GeneratedNetwork.article(key);
            if (!article.launched() || day >= FIRST_RUN_DAY - LISTED_DAYS_BEFORE_RUN) {
                wanted.add(shopping.demand(GeneratedNetwork.location(key), article, day));
            }
        }
        return wanted;
    }

    @Override
    public boolean recorded() {
        return false;
    }

    @Override
    public long openingStock(String location, String item) {
        return opening.getOrDefault(SeriesKey.id(location, item), 0L);
    }

    @Override
    public long launchStock(String location, String item, int day) {
        Article article = GeneratedNetwork.articleOf(item);
        if (!article.launched() || day != launches().getOrDefault(item, -1)) {
            return 0;
        }
        return GeneratedNetwork.launchQuantity(location, article);
    }

    @Override
    public boolean launched(String item, int day) {
        return day >= launches().getOrDefault(item, firstDay());
    }

    /** Local day of each launch: early in the run, so that most of it can be watched. */
    private Map<String, Integer> launches() {
        Map<String, Integer> launches = new LinkedHashMap<>();
        int n = 0;
        for (Article article : Assortment.RANGE) {
            if (article.launched()) {
                n++;
                launches.put(article.id(), FIRST_RUN_DAY + Math.max(n, days * n / 5));
            }
        }
        return launches;
    }

    @Override
    public List<SeriesHistory> histories() {
        Map<String, float[]> units = new LinkedHashMap<>();
        Map<String, float[]> outs = new HashMap<>();
        for (int d = 0; d < PAST_DAYS; d++) {
            for (SeriesOutcome o : past.get(d)) {
                if (o.atStore()) {
                    String key = SeriesKey.id(o.location(), o.item());
                    units.computeIfAbsent(key, k -> unknown())[d] = (float) o.units();
                    outs.computeIfAbsent(key, k -> unknown())[d] = o.stockOutShare();
                }
            }
        }
        List<SeriesHistory> histories = new ArrayList<>();
        units.forEach(
                (key, sold) -> {
                    String location = GeneratedNetwork.location(key);
                    Article article = GeneratedNetwork.article(key);
                    if (!article.launched()) {
                        histories.add(
                                new SeriesHistory(
                                        location,
                                        article.id(),
                                        firstDay(),
                                        sold,
                                        java.util.Objects.requireNonNull(outs.get(key)),
                                        covariates(location, article)));
                    }
                });
        return histories;
    }

    private static float[] unknown() {
        float[] days = new float[PAST_DAYS];
        java.util.Arrays.fill(days, Float.NaN);
        return days;
    }

    private Covariates covariates(String location, Article article) {
        Covariates c = Covariates.unknown(PAST_DAYS);
        Climate climate = climate(location);
        for (int d = 0; d < PAST_DAYS; d++) {
            int day = firstDay() + d;
            double discount = shopping.discount(article, day);
            WeatherDay weather = climate.observed(day);
            c.discount()[d] = (float) discount;
            c.promotion()[d] = discount < 1 ? 1 : 0;
            c.holiday()[d] = holidays.containsKey(day) ? 1 : 0;
            c.temperatureC()[d] = weather.temperatureC();
            c.precipitationMm()[d] = weather.precipitationMm();
            c.humidityPct()[d] = weather.humidityPct();
            c.windLevel()[d] = weather.windLevel();
        }
        return c;
    }

    private Climate climate(String location) {
        return java.util.Objects.requireNonNull(
                climates.get(GeneratedNetwork.region(location)), location);
    }

    /** Lives through the past and returns the stock at its end. */
    private Map<String, Long> livePast() {
        RuleOfThumb past = new RuleOfThumb(groups);
        for (int day = firstDay(); day < FIRST_RUN_DAY; day++) {
            this.past.add(past.live(day, demand(day)));
        }
        return past.close();
    }
}

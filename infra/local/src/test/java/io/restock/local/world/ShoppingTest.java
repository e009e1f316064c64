package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.local.world.Assortment.Article;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects on demand: each is as large as the assortment says, and none is there unasked. */
class ShoppingTest {
    private static final LocalTimes TIMES = new LocalTimes(ZoneId.of("Europe/Berlin"));
    private static final int FIRST = (int) LocalDate.of(2026, 2, 9).toEpochDay();
    private static final int END = FIRST + 400;
    private static final long SEED = 7;
    private static final Map<String, Climate> CLIMATES = climates(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"strawberries", "potatoes", "beer", "paper towels"})
    void publicHolidayTakesItsShare(String item) {
        Article article = GeneratedNetwork.articleOf(item);
        int day = FIRST + 40;

        double usual = shopping(Map.of(), Map.of()).mean("N1", article, day);
        double holiday = shopping(Map.of(day, "Fair"), Map.of()).mean("N1", article, day);

        assertThat(holiday / usual).isCloseTo(article.holiday(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bananas", "grill sausages", "coffee"})
    void promotionLiftsDemandByItsElasticity(String item) {
        Article article = GeneratedNetwork.articleOf(item);
        Shopping shopping = shopping(Map.of(), Map.of());
        Set<Double> discounts = new TreeSet<>();
        for (int day = FIRST; day < END; day++) {
            double discount = shopping.discount(article, day);
            if (discount < 1) {
                // The same shop without price: the article as if it did not react.
                double lift =
                        shopping.mean("S2", article, day)
                                / shopping.mean("S2", withElasticity(article, 0), day);
                assertThat(lift).isCloseTo(Math.pow(discount, -article.elasticity()), within(1e-9));
                discounts.add(discount);
            }
        }
        assertThat(discounts).hasSizeGreaterThan(2).allMatch(d -> d >= 0.7 && d <= 0.9);
    }

    @Test
    void campaignsLastFourToSevenDaysAndDoNotTouch() {
        Shopping shopping = shopping(Map.of(), Map.of());
        for (Article article : Assortment.RANGE) {
            int length = 0;
            for (int day = FIRST; day < END; day++) {
                if (shopping.discount(article, day) < 1) {
                    length++;
                    assertThat(shopping.discount(article, day))
                            .as("one price within a campaign")
                            .isIn(shopping.discount(article, day - length + 1));
                } else {
                    assertThat(length).isIn(0, 4, 5, 6, 7);
                    length = 0;
                }
            }
        }
    }

    @Test
    void weekdaysHaveTheirFactors() {
        Article beer = GeneratedNetwork.articleOf("beer");
        Map<DayOfWeek, Double> sums = new TreeMap<>();
        Shopping shopping = shopping(Map.of(), Map.of());
        // 57 whole weeks: season, drift and weather even out, campaigns are taken out.
        for (int day = FIRST; day < FIRST + 399; day++) {
            double mean =
                    shopping.mean("N1", beer, day)
                            * Math.pow(shopping.discount(beer, day), beer.elasticity());
            sums.merge(LocalDate.ofEpochDay(day).getDayOfWeek(), mean, Double::sum);
        }
        double tuesday = sums.get(DayOfWeek.TUESDAY);

        assertThat(sums.get(DayOfWeek.SATURDAY) / tuesday)
                .isCloseTo(1 + beer.weekend(), within(0.12));
        assertThat(sums.get(DayOfWeek.FRIDAY) / tuesday)
                .isCloseTo(1 + beer.weekend(), within(0.12));
        assertThat(sums.get(DayOfWeek.SUNDAY) / tuesday).isCloseTo(0.45, within(0.04));
        assertThat(sums.get(DayOfWeek.MONDAY) / tuesday).isCloseTo(0.9, within(0.08));
    }

    @Test
    void warmDaysSellMoreOfWhatIsEatenInTheSun() {
        Article grill = GeneratedNetwork.articleOf("grill sausages");
        Article still = withoutWeather(grill);
        Shopping shopping = shopping(Map.of(), Map.of());
        Climate north = CLIMATES.get("north");
        for (int day = FIRST; day < END; day++) {
            double effect = shopping.mean("N2", grill, day) / shopping.mean("N2", still, day);
            double warmth = Math.max(0.3, 1 + grill.warmth() * (north.temperature(day) - 12));
            double rain = 1 + grill.rain() * Math.min(1, north.rain(day) / 4);
            assertThat(effect).isCloseTo(warmth * rain, within(1e-9));
            assertThat(effect).isPositive();
        }
    }

    @Test
    void weatherOfTheOtherRegionDoesNotMatter() {
        Article grill = GeneratedNetwork.articleOf("grill sausages");
        Map<String, Climate> stormy = new TreeMap<>(CLIMATES);
        stormy.put("south", new Climate(99, "south", TIMES, FIRST, END));
        Shopping usual = shopping(Map.of(), Map.of());
        Shopping changed = new Shopping(SEED, FIRST, stormy, Map.of(), Map.of());

        assertThat(changed.mean("N1", grill, FIRST + 9))
                .isEqualTo(usual.mean("N1", grill, FIRST + 9));
        assertThat(changed.mean("S1", grill, FIRST + 9))
                .isNotEqualTo(usual.mean("S1", grill, FIRST + 9));
    }

    @Test
    void nobodyWantsWhatIsNotLaunchedYet() {
        Article oat = GeneratedNetwork.articleOf("oat drink");
        Shopping shopping = shopping(Map.of(), Map.of("oat drink", FIRST + 10));

        assertThat(shopping.mean("N1", oat, FIRST + 9)).isZero();
        assertThat(shopping.demand("N1", oat, FIRST + 9).units()).isZero();
        assertThat(shopping.mean("N1", oat, FIRST + 10)).isPositive();
    }

    @Property(tries = 40)
    void demandComesInWholeUnitsInTheOpeningHours(
            @ForAll @LongRange(min = 1, max = 9999) long seed,
            @ForAll @IntRange(max = 21) int article,
            @ForAll @IntRange(max = 300) int day) {
        Shopping shopping = new Shopping(seed, FIRST, CLIMATES, Map.of(), Map.of());

        SeriesDay wanted = shopping.demand("S3", Assortment.RANGE.get(article), FIRST + day);

        for (int hour = 0; hour < 24; hour++) {
            assertThat(wanted.hourly()[hour]).isEqualTo(Math.round(wanted.hourly()[hour]));
            if (hour < 7 || hour > 20) {
                assertThat(wanted.hourly()[hour]).isZero();
            }
        }
        assertThat(wanted.stockOutHours()).as("follows from the stock").isEqualTo(-1);
    }

    @Test
    void demandScattersAroundItsMeanAndNotMoreThanItShould() {
        Article milk = GeneratedNetwork.articleOf("milk");
        double z = 0;
        double squares = 0;
        int n = 600;
        for (int seed = 0; seed < n; seed++) {
            Shopping shopping = new Shopping(seed, FIRST, CLIMATES, Map.of(), Map.of());
            double mean = shopping.mean("N1", milk, FIRST + 20);
            double units = shopping.demand("N1", milk, FIRST + 20).units();
            double score = (units - mean) / Math.sqrt(mean * (1 + 0.035 * mean));
            z += score;
            squares += score * score;
        }
        assertThat(z / n).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(0.25));
    }

    private static Shopping shopping(Map<Integer, String> holidays, Map<String, Integer> launches) {
        return new Shopping(SEED, FIRST, CLIMATES, holidays, launches);
    }

    private static Map<String, Climate> climates(long seed) {
        Map<String, Climate> climates = new TreeMap<>();
        for (String region : GeneratedNetwork.REGIONS) {
            climates.put(region, new Climate(seed, region, TIMES, FIRST, END));
        }
        return climates;
    }

    private static Article withElasticity(Article a, double elasticity) {
        return new Article(
                a.id(),
                a.category(),
                a.fresh(),
                a.level(),
                a.cost(),
                a.warmth(),
                a.rain(),
                a.weekend(),
                a.holiday(),
                elasticity,
                a.launched());
    }

    private static Article withoutWeather(Article a) {
        return new Article(
                a.id(),
                a.category(),
                a.fresh(),
                a.level(),
                a.cost(),
                0,
                0,
                a.weekend(),
                a.holiday(),
                a.elasticity(),
                a.launched());
    }
}

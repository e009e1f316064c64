package io.restock.operators.forecast.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final int PAST = 56;
    private static final int AHEAD = 7;
    private static final Offset<Double> ROUNDING = within(1e-3);

    /** Sells the mean of the last week, and more or less by what the target day is like. */
    private interface Rule extends SeriesForecaster {
        double units(double lastWeek, SeriesHistory history, int t);

        @Override
        default String name() {
            return "rule";
        }

        @Override
        default DemandQuantiles forecast(SeriesHistory history, int days) {
            int past = history.units().length;
            double lastWeek = 0;
            for (int t = past - 7; t < past; t++) {
                lastWeek += history.units()[t] / 7;
            }
            double[] points = new double[days];
            for (int day = 0; day < days; day++) {
                points[day] = units(lastWeek, history, past + day);
            }
            return DemandQuantiles.around(points, new double[days * Quantiles.COUNT]);
        }
    }

    private static final Rule LEVEL = (week, of, t) -> week;

    @Test
    void aPromotionThatAloneMattersHasItsWholeLift() {
        SeriesHistory history = Histories.flat(10, PAST, AHEAD);
        Arrays.fill(history.covariates().promotion(), 0);
        history.covariates().promotion()[PAST + 2] = 1;
        Rule rule = (week, of, t) -> week * (1 + 0.5 * of.covariates().promotion()[t]);

        Explanation explanation = Explanation.of(rule, history, AHEAD);

        assertThat(explanation.firstEpochDay()).isEqualTo(history.originEpochDay() + 1);
        everyDay(explanation.base(), 10, ROUNDING);
        assertThat(of(explanation, Driver.PROMOTION))
                .containsExactly(new double[] {0, 0, 5, 0, 0, 0, 0}, ROUNDING);
        nothingElseThan(Driver.PROMOTION, explanation);
    }

    @Test
    void aPriceCutIsHeldAgainstTheUsualPriceWithoutPromotion() {
        SeriesHistory history = Histories.flat(10, PAST, AHEAD);
        Arrays.fill(history.covariates().promotion(), 0);
        Arrays.fill(history.covariates().discount(), 0.9f);
        for (int t = PAST - 20; t < PAST; t++) {
            history.covariates().promotion()[t] = 1;
            history.covariates().discount()[t] = 0.5f;
        }
        history.covariates().discount()[PAST] = 0.6f;
        Rule rule = (week, of, t) -> week + 10 * (1 - of.covariates().discount()[t]);

        Explanation explanation = Explanation.of(rule, history, 1);

        assertThat(explanation.base()[0]).isCloseTo(11, ROUNDING);
        assertThat(of(explanation, Driver.PROMOTION)[0]).isCloseTo(3, ROUNDING);
    }

    @Test
    void aWeekdayIsHeldAgainstTheMeanOfTheSeven() {
        double[] factor = {0.8, 0.8, 0.8, 0.8, 0.8, 1.5, 1.5};
        SeriesHistory history = Histories.flat(10, PAST, AHEAD);
        Rule rule = (week, of, t) -> week * factor[Math.floorMod(of.firstEpochDay() + t + 3, 7)];

        Explanation explanation = Explanation.of(rule, history, AHEAD);

        everyDay(explanation.base(), 10, ROUNDING);
        assertThat(of(explanation, Driver.WEEKDAY))
                .containsExactly(new double[] {-2, -2, -2, -2, -2, 5, 5}, ROUNDING);
        nothingElseThan(Driver.WEEKDAY, explanation);
    }

    @Test
    void aWeekThatTheForecasterReadsOffThePastIsTheWeekdays() {
        float[] units = new float[PAST];
        for (int t = 0; t < PAST; t++) {
            units[t] = t % 7 >= 5 ? 15 : 8;
        }
        SeriesHistory history = Histories.of(units, AHEAD);
        Rule weekBefore = (week, of, t) -> of.units()[t - 7];

        Explanation explanation = Explanation.of(weekBefore, history, AHEAD);

        // One day beside eight that the week is told from says that there is none.
        everyDay(explanation.base(), 10, within(0.4));
        assertThat(of(explanation, Driver.WEEKDAY)[0]).isCloseTo(-2, within(0.3));
        assertThat(of(explanation, Driver.WEEKDAY)[5]).isCloseTo(5, within(0.6));
        nothingElseThan(Driver.WEEKDAY, explanation);
    }

    @Test
    void aHolidayIsADayThatItsWeekdayUsuallyIsNot() {
        SeriesHistory history = Histories.flat(10, PAST, AHEAD);
        float[] holiday = history.covariates().holiday();
        for (int t = 0; t < holiday.length; t++) {
            holiday[t] = t % 7 >= 5 ? 1 : 0;
        }
        holiday[PAST + 1] = 1; // a Tuesday
        holiday[PAST + 6] = 0; // a Sunday to work on
        Rule rule = (week, of, t) -> week + 7 * of.covariates().holiday()[t];

        Explanation explanation = Explanation.of(rule, history, AHEAD);

        assertThat(of(explanation, Driver.HOLIDAY)[0]).isCloseTo(0, ROUNDING);
        assertThat(of(explanation, Driver.HOLIDAY)[1]).isGreaterThan(5);
        assertThat(of(explanation, Driver.HOLIDAY)[5]).isCloseTo(0, ROUNDING);
        assertThat(of(explanation, Driver.HOLIDAY)[6]).isLessThan(-4);
        assertThat(of(explanation, Driver.WEEKDAY)[0]).isCloseTo(-2, ROUNDING);
        assertThat(of(explanation, Driver.WEEKDAY)[5]).isCloseTo(5, ROUNDING);
    }

    @Test
    void weatherIsHeldAgainstTheLastWeeks() {
        SeriesHistory history = Histories.flat(10, PAST, AHEAD);
        Arrays.fill(history.covariates().temperatureC(), 0, PAST - 28, 0);
        Arrays.fill(history.covariates().temperatureC(), PAST - 28, PAST, 15);
        Arrays.fill(history.covariates().temperatureC(), PAST, PAST + AHEAD, 25);
        Rule rule = (week, of, t) -> week + 0.3 * (of.covariates().temperatureC()[t] - 15);

        Explanation explanation = Explanation.of(rule, history, AHEAD);

        everyDay(of(explanation, Driver.WEATHER), 3, ROUNDING);
        nothingElseThan(Driver.WEATHER, explanation);
    }

    @Test
    void aDriftIsHeldAgainstTheMeanOfFourWeeks() {
        float[] units = new float[PAST];
        for (int t = 0; t < PAST; t++) {
            units[t] = 10 + 0.2f * (t - PAST + 28);
        }
        SeriesHistory history = Histories.of(units, AHEAD);

        Explanation explanation = Explanation.of(LEVEL, history, AHEAD);

        double mean28 = 10 + 0.2 * 13.5;
        everyDay(explanation.base(), mean28, within(0.02));
        everyDay(of(explanation, Driver.TREND), 0.2 * 10.5, within(0.02));
        everyDay(of(explanation, Driver.WEEKDAY), 0, within(0.01));
    }

    @Test
    void theLevelOfFormerWeeksIsHeldToo() {
        float[] units = new float[PAST];
        Arrays.fill(units, 0, 28, 4);
        Arrays.fill(units, 28, PAST, 8);
        SeriesHistory history = Histories.of(units, AHEAD);
        Rule growth = (week, of, t) -> week + of.units()[PAST - 1] - of.units()[0];

        Explanation explanation = Explanation.of(growth, history, AHEAD);

        everyDay(of(explanation, Driver.TREND), 4, ROUNDING);
    }

    @Test
    void whatTwoDriversDoTogetherIsSharedByThem() {
        SeriesHistory history = Histories.flat(10, PAST, AHEAD);
        Arrays.fill(history.covariates().promotion(), 0);
        Arrays.fill(history.covariates().promotion(), PAST, PAST + AHEAD, 1);
        Arrays.fill(history.covariates().temperatureC(), 0, PAST, 0);
        Arrays.fill(history.covariates().temperatureC(), PAST, PAST + AHEAD, 1);
        Rule both =
                (week, of, t) ->
                        week
                                + 6
                                        * of.covariates().promotion()[t]
                                        * of.covariates().temperatureC()[t];

        Explanation explanation = Explanation.of(both, history, 1);

        assertThat(of(explanation, Driver.PROMOTION)[0]).isCloseTo(3, ROUNDING);
        assertThat(of(explanation, Driver.WEATHER)[0]).isCloseTo(3, ROUNDING);
    }

    @Test
    void whatIsUnknownExplainsNothing() {
        SeriesHistory history =
                new SeriesHistory(
                        "L",
                        "I",
                        Histories.MONDAY,
                        new float[PAST],
                        new float[PAST],
                        Covariates.unknown(PAST + AHEAD));
        Arrays.fill(history.units(), Float.NaN);
        Rule known =
                (week, of, t) ->
                        5
                                + (Float.isNaN(of.covariates().promotion()[t]) ? 0 : 1)
                                + (Float.isNaN(of.covariates().holiday()[t]) ? 0 : 1)
                                + (Float.isNaN(of.units()[PAST - 1]) ? 0 : 1)
                                + (Float.isNaN(of.covariates().temperatureC()[t]) ? 0 : 1);

        Explanation explanation = Explanation.of(known, history, AHEAD);

        everyDay(explanation.base(), 5, ROUNDING);
        everyDay(explanation.forecast(), 5, ROUNDING);
    }

    @Property(tries = 30)
    void baseAndPartsAddUpToTheForecast(@ForAll @IntRange(max = 1000) int seed) {
        SeriesHistory history = Histories.one("L", "I", PAST, AHEAD, seed);
        Rule all =
                (week, of, t) ->
                        week
                                * (1 + of.covariates().promotion()[t])
                                * (1 + 0.3 * of.covariates().holiday()[t])
                                * (1 + 0.1 * Math.floorMod(of.firstEpochDay() + t, 7))
                                * (1 + 0.02 * of.covariates().temperatureC()[t]);

        Explanation explanation = Explanation.of(all, history, AHEAD);

        float[] said = all.forecast(history, AHEAD).mean();
        for (int day = 0; day < AHEAD; day++) {
            double sum = explanation.base()[day];
            for (double[] values : explanation.added().values()) {
                sum += values[day];
            }
            assertThat(sum).isCloseTo(said[day], within(1e-6));
            assertThat(explanation.forecast()[day]).isEqualTo(said[day]);
        }
    }

    @Test
    void leavesTheHistoryAsItWas() {
        SeriesHistory history = Histories.one("L", "I", PAST, AHEAD, 4);
        SeriesHistory same = Histories.one("L", "I", PAST, AHEAD, 4);

        Explanation.of(LEVEL, history, AHEAD);

        assertThat(history.units()).isEqualTo(same.units());
        assertThat(history.covariates().discount()).isEqualTo(same.covariates().discount());
        assertThat(history.covariates().holiday()).isEqualTo(same.covariates().holiday());
    }

    private static double[] of(Explanation explanation, Driver driver) {
        return explanation.added().get(driver);
    }

    private static void nothingElseThan(Driver driver, Explanation explanation) {
        List.of(Driver.values()).stream()
                .filter(other -> other != driver)
                .forEach(
                        other ->
                                assertThat(of(explanation, other))
                                        .as(other.label())
                                        .containsExactly(
                                                new double[explanation.base().length], ROUNDING));
    }

    private static void everyDay(double[] values, double expected, Offset<Double> off) {
        double[] all = new double[values.length];
        Arrays.fill(all, expected);
        assertThat(values).containsExactly(all, off);
    }
}

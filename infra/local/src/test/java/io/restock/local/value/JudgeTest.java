package io.restock.local.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.LineOverride;
import io.restock.domain.LocalDays;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Quantiles;
import io.restock.local.world.SmallWorld;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ana knows of the fair, Ben of nothing; the model forecasts 10 a day. */
class JudgeTest {
    private static final PlanningGroup GROUP = SmallWorld.of(7, 9).groups().get(0);
    private static final int MONDAY = 20_234;
    private final Overrides overrides = new Overrides();
    private int said;

    JudgeTest() {
        overrides.learn(GROUP);
    }

    @Test
    void authorWhoKnowsMoreAddsValueAndOneWhoKnowsLessTakesIt() {
        overrides.decide(set("ana", "milk", 30, MONDAY, MONDAY + 1));
        overrides.decide(set("ben", "bread", 2, MONDAY, MONDAY));
        Judge judge = judge();
        judge.learn(forecast("milk", MONDAY - 1, 10));
        judge.learn(forecast("bread", MONDAY - 1, 10));
        judge.learn(came("milk", MONDAY, 28));
        judge.learn(came("milk", MONDAY + 1, 34));
        judge.learn(came("bread", MONDAY, 12));

        ValueAdded value = judge.judge(1, 0, Integer.MAX_VALUE);

        ForecastValue ana = value.forecasts().get(0);
        assertThat(ana.by()).isEqualTo("ana");
        assertThat(ana.days()).isEqualTo(2);
        assertThat(ana.errorWithout()).isEqualTo(18 + 24);
        assertThat(ana.errorWith()).isEqualTo(2 + 4);
        assertThat(ana.valueAdded()).isEqualTo(36);
        assertThat(ana.wapeSaved()).isCloseTo(36 / 62.0, within(1e-9));
        assertThat(ana.biasWithout()).isEqualTo(-42);
        assertThat(ana.biasWith()).isEqualTo(2 - 4);
        assertThat(ana.better()).isEqualTo(2);
        ForecastValue ben = value.forecasts().get(1);
        assertThat(ben.valueAdded()).isEqualTo(2 - 10);
        assertThat(ben.wapeSaved()).isCloseTo(-8 / 12.0, within(1e-9));
        assertThat(ben.worse()).isEqualTo(1);
        assertThat(value.total().valueAdded()).isEqualTo(28);
        assertThat(value.total().demand()).isEqualTo(74);
        assertThat(value.total().overrides()).isEqualTo(2);
    }

    @Test
    void overrideThatIsReplacedCountsForItsAuthorUntilThenAndIsNotRevived() {
        overrides.decide(set("ana", "milk", 30, MONDAY, MONDAY + 9));
        overrides.decide(set("ben", "milk", 20, MONDAY + 2, MONDAY + 3));
        Judge judge = judge();
        for (int day = MONDAY - 3; day < MONDAY + 9; day++) {
            judge.learn(forecast("milk", day - 1, 10));
            judge.learn(came("milk", day, 25));
        }

        ValueAdded value = judge.judge(1, 0, Integer.MAX_VALUE);

        assertThat(value.forecasts())
                .extracting(ForecastValue::by, ForecastValue::days)
                .containsExactly(tuple("ana", 2), tuple("ben", 2));
    }

    @Test
    void overrideCountsFromTheCutOffThatSawItAndNotForPlansBefore() {
        overrides.decide(set("ana", "milk", 30, MONDAY, MONDAY + 5));
        Judge judge = judge();
        for (int day = MONDAY - 9; day <= MONDAY + 5; day++) {
            judge.learn(forecast("milk", day - 1, 10));
            judge.learn(came("milk", day, 25));
        }

        assertThat(judge.judge(1, 0, Integer.MAX_VALUE).total().days()).isEqualTo(6);
        assertThat(judge.judge(3, 0, Integer.MAX_VALUE).total().days())
                .as("of what was ordered on three days before, the first two days had been planned")
                .isEqualTo(4);
        assertThat(judge.judge(1, MONDAY + 1, MONDAY + 2).total().days()).isEqualTo(2);
    }

    @Test
    void forecastThatWouldHaveBeenPlannedOnIsTheLastBeforeThatCutOff() {
        overrides.decide(set("ana", "milk", 30, MONDAY, MONDAY));
        Judge judge = judge();
        judge.learn(forecast("milk", MONDAY - 3, 50));
        judge.learn(forecast("milk", MONDAY - 1, 10));
        judge.learn(forecast("milk", MONDAY, 99));
        judge.learn(came("milk", MONDAY, 30));

        assertThat(judge.judge(1, 0, Integer.MAX_VALUE).total().errorWithout()).isEqualTo(20);
    }

    @Test
    void daysWithoutDemandOrForecastAreCountedAndNotJudged() {
        overrides.decide(set("ana", "milk", 30, MONDAY, MONDAY + 20));
        Judge judge = judge();
        judge.learn(forecast("milk", MONDAY - 1, 10));
        judge.learn(came("milk", MONDAY, Float.NaN));
        judge.learn(came("bread", MONDAY + 1, 1));
        judge.learn(came("milk", MONDAY + 2, 30));
        judge.learn(came("milk", MONDAY + 8, 30));

        ForecastValue ana = judge.judge(1, 0, Integer.MAX_VALUE).total();

        assertThat(ana.days()).isEqualTo(1);
        assertThat(ana.unforecast()).as("beyond the seven days forecast").isEqualTo(1);
        assertThat(ana.unobserved()).as("of the days that are over").isEqualTo(7);
    }

    @Test
    void demandThatWasLearnedLateAndRecoveredIsWhatCounts() {
        overrides.decide(set("ana", "milk", 30, MONDAY, MONDAY));
        Judge judge = judge();
        judge.learn(forecast("milk", MONDAY - 1, 10));
        judge.learn(new DemandReport("N1", "milk", MONDAY, 1, 4, 29, 1, "stock-out", List.of()));
        judge.learn(came("milk", MONDAY, 3));

        assertThat(judge.judge(1, 0, Integer.MAX_VALUE).total().errorWith()).isEqualTo(1);
    }

    @Test
    void decisionSaidTwiceCountsOnceAndOneThatWasRefusedNever() {
        Decision once = set("ana", "milk", 30, MONDAY, MONDAY);
        overrides.decide(once);
        overrides.decide(once);
        Decision refused = set("ben", "bread", 7, MONDAY, MONDAY);
        overrides.decide(refused);
        overrides.refuse(refused);

        assertThat(judge().judge(1, 0, Integer.MAX_VALUE).forecasts())
                .singleElement()
                .satisfies(v -> assertThat(v.overrides()).isEqualTo(1));
    }

    @Test
    void nothingAskedForHasNoRelativeError() {
        overrides.decide(set("ana", "milk", 1, MONDAY, MONDAY));
        Judge judge = judge();
        judge.learn(forecast("milk", MONDAY - 1, 10));
        judge.learn(came("milk", MONDAY, 0));

        ForecastValue ana = judge.judge(1, 0, Integer.MAX_VALUE).total();

        assertThat(ana.valueAdded()).isEqualTo(9);
        assertThat(ana.wapeSaved()).isNaN();
    }

    @Test
    void quantitiesAreMoneyMoreAndLessThanThePlansOfTheLastRun() {
        Judge judge = judge();
        judge.learn(line("milk", 0, 50, new LineOverride("ben", 20, 300)));
        judge.learn(line("milk", 1, 40, new LineOverride("ben", 20, 200)));
        judge.learn(line("bread", 0, 0, new LineOverride("ben", 30, -90)));
        judge.learn(line("tea", 0, 12, LineOverride.NONE));

        assertThat(judge.judge(1, 0, Integer.MAX_VALUE).quantities())
                .containsExactly(new QuantityValue("ben", GROUP.currency(), 2, 40, 50, 200, 90));
    }

    private Judge judge() {
        return new Judge(overrides);
    }

    private Decision set(String by, String item, double quantity, int from, int until) {
        long midnight = from * LocalDays.MILLIS;
        return new Decision(
                "d" + said++,
                GROUP.id(),
                DecisionKind.OVERRIDE_FORECAST,
                "",
                by,
                "fair",
                midnight,
                "",
                "N1",
                item,
                quantity,
                from,
                until);
    }

    private static DemandReport came(String item, int day, float units) {
        return new DemandReport("N1", item, day, 0, units, units, 0, "", List.of());
    }

    private static Forecast forecast(String item, int origin, float mean) {
        float[] means = new float[7];
        float[] quantiles = new float[7 * Quantiles.COUNT];
        Arrays.fill(means, mean);
        Arrays.fill(quantiles, mean);
        return new Forecast("N1", item, origin, 1, "m", "model", "", means, quantiles);
    }

    private static PlanLine line(String item, int run, long quantity, LineOverride override) {
        return new PlanLine(
                GROUP.id() + ":" + MONDAY + ":" + run,
                "P1",
                GROUP.id(),
                MONDAY,
                item,
                "W1",
                "FARM",
                quantity,
                0,
                0,
                0,
                1,
                1,
                1,
                1,
                "override",
                PlanCost.ZERO,
                "",
                "",
                1,
                0,
                override);
    }
}

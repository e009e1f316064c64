package io.restock.operators.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DemandDay;
import io.restock.domain.Holiday;
import io.restock.domain.LocalDays;
import io.restock.domain.WeatherDay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextJoinTest {
    private static final int MONDAY = 20_000;
    private static final int HORIZON = 3;
    private static final long CLOSED = LocalDays.endMillis(MONDAY, 0);
    private static final ContextSettings SETTINGS =
            new ContextSettings(Duration.ofHours(1), HORIZON);
    private static final long ISSUED = CLOSED + 3_600_000L;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private KeyedTwoInputStreamOperatorTestHarness<
                    String, LocatedDemandDay, Announcement, ContextedDay>
            join;

    @BeforeEach
    void openJoin() throws Exception {
        join = harness();
        join.open();
    }

    @AfterEach
    void closeJoins() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void waitsForItsPatienceThoughAllIsThere() throws Exception {
        weather(observed("o", MONDAY, CLOSED, 11));
        demand(day("milk", MONDAY, 0));

        watermark(ISSUED - 1);
        assertThat(join.extractOutputValues()).isEmpty();

        watermark(ISSUED);
        assertThat(join.extractOutputValues()).hasSize(1);
        assertThat(only().issuedMillis()).isEqualTo(ISSUED);
        assertThat(only().firstEpochDay()).isEqualTo(MONDAY - RegionCalendar.BACK);
        assertThat(temperature(MONDAY)).isEqualTo(11);
    }

    @Test
    void givesTheSameWhicheverComesFirst() throws Exception {
        demand(day("milk", MONDAY, 0));
        weather(forecast("f", MONDAY + 1, CLOSED, 20));
        weather(observed("o", MONDAY, CLOSED, 11));
        announce(holiday("*", MONDAY + 2, true, 0));
        watermark(ISSUED);
        ContextedDay demandFirst = only();

        openJoin();
        announce(holiday("*", MONDAY + 2, true, 0));
        weather(observed("o", MONDAY, CLOSED, 11));
        weather(forecast("f", MONDAY + 1, CLOSED, 20));
        demand(day("milk", MONDAY, 0));
        watermark(ISSUED);

        assertThat(only().temperatureC()).isEqualTo(demandFirst.temperatureC());
        assertThat(only().holiday()).isEqualTo(demandFirst.holiday());
        assertThat(temperature(MONDAY + 1)).isEqualTo(20);
    }

    @Test
    void looksAheadWithTheLatestForecastIssuedByThen() throws Exception {
        demand(day("milk", MONDAY, 0));
        weather(forecast("new", MONDAY + 1, ISSUED, 21));
        weather(forecast("old", MONDAY + 1, CLOSED, 20));
        weather(forecast("tomorrow's", MONDAY + 1, ISSUED + 1, 22));
        weather(forecast("only tomorrow's", MONDAY + 2, ISSUED + 1, 23));

        watermark(ISSUED + 10);

        assertThat(temperature(MONDAY + 1)).isEqualTo(21);
        assertThat(temperature(MONDAY + 2)).isNaN();
    }

    @Test
    void looksBackOnlyOnWhatWasObserved() throws Exception {
        demand(day("milk", MONDAY, 0));
        weather(forecast("f", MONDAY, CLOSED, 20));
        weather(observed("yesterday's, late", MONDAY - 1, CLOSED, 9));

        watermark(ISSUED);

        assertThat(temperature(MONDAY)).isNaN();
        assertThat(temperature(MONDAY - 1)).isEqualTo(9);
    }

    @Test
    void takesTheWeatherOfItsOwnRegion() throws Exception {
        demand(day("milk", MONDAY, 0));
        weather(new WeatherDay("o", "south", MONDAY, CLOSED, true, 30, 0, 0, 0));

        watermark(ISSUED);

        assertThat(temperature(MONDAY)).isNaN();
    }

    @Test
    void knowsHolidaysOfAllRegionsOfItsOwnAndThoseTakenBack() throws Exception {
        demand(day("milk", MONDAY, 0));
        announce(holiday("*", MONDAY, true, 1));
        announce(holiday("north", MONDAY + 1, true, 1));
        announce(holiday("south", MONDAY + 2, true, 1));
        announce(holiday("*", MONDAY + 3, true, 1));
        announce(holiday("*", MONDAY + 3, false, 2));
        announce(holiday("*", MONDAY + 3, true, ISSUED + 1));

        watermark(ISSUED);

        assertThat(only().holiday()).hasSize(RegionCalendar.BACK + 1 + HORIZON);
        assertThat(only().holiday()).endsWith(0, 1, 1, 0, 0);
    }

    @Test
    void letsARegionStandOutFromAllOthers() throws Exception {
        demand(day("milk", MONDAY, 0));
        announce(holiday("north", MONDAY, false, 1));
        announce(holiday("*", MONDAY, true, 2));

        watermark(ISSUED);

        assertThat(only().holiday()[RegionCalendar.BACK]).isZero();
    }

    @Test
    void issuesTheLastOfTheRevisionsThatWaited() throws Exception {
        demand(day("milk", MONDAY, 0));
        demand(day("bread", MONDAY, 0));
        demand(day("milk", MONDAY, 1));

        watermark(ISSUED);

        assertThat(join.extractOutputValues())
                .extracting(d -> d.demand().item(), d -> d.demand().revision())
                .containsExactlyInAnyOrder(tuple("milk", 1), tuple("bread", 0));
    }

    @Test
    void issuesARevisionAtOnceWhenItsMomentHasPassed() throws Exception {
        weather(observed("o", MONDAY, CLOSED, 11));
        demand(day("milk", MONDAY, 0));
        watermark(ISSUED + LocalDays.MILLIS);

        demand(day("milk", MONDAY, 1));

        assertThat(join.extractOutputValues()).hasSize(2);
        assertThat(join.extractOutputValues().get(1).demand().revision()).isOne();
        assertThat(join.extractOutputValues().get(1).issuedMillis()).isEqualTo(ISSUED);
        assertThat(join.extractOutputValues().get(1).temperatureC()[RegionCalendar.BACK])
                .isEqualTo(11);
    }

    @Test
    void issuesDaysInOrderWhenTheWatermarkJumps() throws Exception {
        for (int day = MONDAY + 30; day >= MONDAY; day--) {
            weather(observed("o" + day, day, LocalDays.endMillis(day, 0), day - MONDAY));
            demand(day("milk", day, 0));
        }

        watermark(ISSUED + 30 * LocalDays.MILLIS);

        assertThat(join.extractOutputValues())
                .extracting(
                        d -> d.demand().epochDay() - MONDAY,
                        d -> Math.round(d.temperatureC()[RegionCalendar.BACK]))
                .hasSize(31)
                .allMatch(t -> t.toList().get(0).equals(t.toList().get(1)));
        assertThat(join.extractOutputValues()).extracting(d -> d.demand().epochDay()).isSorted();
    }

    @Test
    void seriesOfARegionThatAreIssuedTogetherKnowTheSame() throws Exception {
        weather(observed("o", MONDAY, CLOSED, 11));
        demand(day("milk", MONDAY, 0));
        demand(day("bread", MONDAY, 0));

        watermark(ISSUED);

        assertThat(join.extractOutputValues())
                .extracting(d -> d.demand().item(), d -> d.temperatureC()[RegionCalendar.BACK])
                .containsExactlyInAnyOrder(tuple("milk", 11f), tuple("bread", 11f));
    }

    @Test
    void revisionKnowsTheWeatherThatCameAfterTheDayWasIssued() throws Exception {
        demand(day("milk", MONDAY, 0));
        watermark(ISSUED);
        weather(observed("late", MONDAY, CLOSED, 11));

        demand(day("milk", MONDAY, 1));

        assertThat(join.extractOutputValues())
                .extracting(d -> d.temperatureC()[RegionCalendar.BACK])
                .containsExactly(Float.NaN, 11f);
    }

    @Test
    void regionsThatAreIssuedTogetherKnowTheirOwnWeather() throws Exception {
        weather(observed("n", MONDAY, CLOSED, 11));
        weather(new WeatherDay("s", "south", MONDAY, CLOSED, true, 30, 0, 0, 0));
        demand(day("milk", MONDAY, 0));
        demand(new LocatedDemandDay(day("bread", MONDAY, 0).demand(), "south"));

        watermark(ISSUED);

        assertThat(join.extractOutputValues())
                .extracting(d -> d.demand().item(), d -> d.temperatureC()[RegionCalendar.BACK])
                .containsExactlyInAnyOrder(tuple("milk", 11f), tuple("bread", 30f));
    }

    @Test
    void goesOnFromACheckpoint() throws Exception {
        weather(observed("o", MONDAY, CLOSED, 11));
        demand(day("milk", MONDAY, 0));
        announce(holiday("*", MONDAY + 1, true, 1));
        OperatorSubtaskState checkpoint = join.snapshot(1, 1);

        join = harness();
        join.setup();
        join.initializeState(checkpoint);
        join.open();
        watermark(ISSUED);

        assertThat(temperature(MONDAY)).isEqualTo(11);
        assertThat(only().holiday()[RegionCalendar.BACK + 1]).isOne();
    }

    @Test
    void forgetsDaysThatNobodyAsksForAnyMore() throws Exception {
        weather(observed("o", MONDAY, CLOSED, 11));
        weather(forecast("f", MONDAY + 2, CLOSED, 20));
        demand(day("milk", MONDAY, 0));
        announce(holiday("*", MONDAY, true, 1));

        watermark(ISSUED + ContextJoin.KEPT.toMillis() + LocalDays.MILLIS);
        announce(holiday("*", MONDAY + 200, true, 1));

        assertThat(join.numKeyedStateEntries()).isZero();
        assertThat(join.numEventTimeTimers()).isZero();
        var broadcast = join.getOperator().getOperatorStateBackend();
        var weather = broadcast.getBroadcastState(ContextJoin.weatherState());
        var holidays = broadcast.getBroadcastState(ContextJoin.holidayState());
        assertThat(weather.contains(new RegionDay("north", MONDAY))).isFalse();
        assertThat(weather.contains(new RegionDay("north", MONDAY + 2))).isTrue();
        assertThat(holidays.contains(MONDAY)).isFalse();
        assertThat(holidays.contains(MONDAY + 200)).isTrue();
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> new ContextSettings(Duration.ofHours(-1), 1))
                .hasMessage("The patience (PT-1H) must be >= 0.");
        assertThatThrownBy(() -> new ContextSettings(Duration.ZERO, 0))
                .hasMessage("The horizon (0) must be >= 1.");
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        for (Class<?> type :
                List.of(
                        Announcement.class,
                        RegionDay.class,
                        ContextedDay.class,
                        LocatedDemandDay.class,
                        DayWeather.class,
                        DayHolidays.class,
                        WeatherDay.class,
                        Holiday.class)) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        }
    }

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, LocatedDemandDay, Announcement, ContextedDay>
            harness() throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, LocatedDemandDay, Announcement, ContextedDay>
                harness =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new CoBroadcastWithKeyedOperator<>(
                                        new ContextJoin(SETTINGS),
                                        List.of(
                                                ContextJoin.weatherState(),
                                                ContextJoin.holidayState())),
                                ContextJoin::seriesOf,
                                null,
                                Types.STRING);
        opened.add(harness);
        return harness;
    }

    private void demand(LocatedDemandDay day) throws Exception {
        join.processElement1(day, day.demand().closedMillis());
    }

    private void weather(WeatherDay issue) throws Exception {
        join.processElement2(Announcement.of(issue), issue.issuedMillis());
    }

    private void announce(Holiday holiday) throws Exception {
        join.processElement2(Announcement.of(holiday), holiday.announcedMillis());
    }

    private void watermark(long millis) throws Exception {
        join.processBothWatermarks(new Watermark(millis));
    }

    private ContextedDay only() {
        assertThat(join.extractOutputValues()).hasSize(1);
        return join.extractOutputValues().get(0);
    }

    private float temperature(int day) {
        return only().temperatureC()[day - only().firstEpochDay()];
    }

    private static LocatedDemandDay day(String item, int day, int revision) {
        long closed = LocalDays.endMillis(day, 0);
        return new LocatedDemandDay(
                new DemandDay("store-1", item, day, 3, -1, Double.NaN, true, closed, revision, 0),
                "north");
    }

    private static WeatherDay observed(String id, int day, long issued, float temperature) {
        return new WeatherDay(id, "north", day, issued, true, temperature, 1, 2, 3);
    }

    private static WeatherDay forecast(String id, int day, long issued, float temperature) {
        return new WeatherDay(id, "north", day, issued, false, temperature, 1, 2, 3);
    }

    private static Holiday holiday(String region, int day, boolean holiday, long announced) {
        return new Holiday(region, day, holiday, "", announced);
    }
}

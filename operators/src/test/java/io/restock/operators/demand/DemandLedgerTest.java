package io.restock.operators.demand;

import static io.restock.operators.demand.Events.BERLIN;
import static io.restock.operators.demand.Events.BERLIN_SUMMER;
import static io.restock.operators.demand.Events.ITEM;
import static io.restock.operators.demand.Events.MONDAY;
import static io.restock.operators.demand.Events.STORE;
import static io.restock.operators.demand.Events.TUESDAY;
import static io.restock.operators.demand.Events.WEDNESDAY;
import static io.restock.operators.demand.Events.at;
import static io.restock.operators.demand.Events.correction;
import static io.restock.operators.demand.Events.sale;
import static io.restock.operators.demand.Events.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DemandDay;
import io.restock.domain.Sale;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemandLedgerTest {
    private static final long HALF_AN_HOUR = Duration.ofMinutes(30).toMillis();
    private static final DemandSettings SETTINGS =
            new DemandSettings(Duration.ofMinutes(30), 2, 5, 1);

    private final Recorder recorder = new Recorder();
    private DemandLedger ledger = ledger(null);
    private long watermark = Long.MIN_VALUE;

    @Test
    void closesTheDayHalfAnHourAfterItsLocalMidnight() {
        apply(sale("a", MONDAY, 9, 2), sale("b", MONDAY, 23, 3));

        advance(at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR - 1);
        assertThat(recorder.days).isEmpty();

        advance(at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR);
        assertThat(recorder.days)
                .containsExactly(
                        new DemandDay(
                                STORE,
                                ITEM,
                                MONDAY,
                                5,
                                -1,
                                Double.NaN,
                                true,
                                at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR,
                                0,
                                0));
    }

    @Test
    void readsAReportWithoutSalesAsZeroAndSilenceAsUnknown() {
        ledger.apply(stock("s", MONDAY, 7, 0b11), watermark);

        closeThrough(TUESDAY);

        assertThat(recorder.days)
                .extracting(
                        DemandDay::epochDay,
                        DemandDay::observed,
                        DemandDay::units,
                        DemandDay::onHand,
                        DemandDay::stockOutHours)
                .containsExactly(
                        tuple(MONDAY, true, 0.0, 7.0, 0b11),
                        tuple(TUESDAY, false, 0.0, Double.NaN, -1));
    }

    @Test
    void keepsTheLatestStockReportOfADay() {
        ledger.apply(stock("evening", MONDAY, 7, 0), watermark);
        ledger.apply(
                new StockLevel("noon", STORE, ITEM, MONDAY, at(MONDAY, 12, BERLIN), BERLIN, 40, -1),
                watermark);

        closeThrough(MONDAY);

        assertThat(recorder.days).extracting(DemandDay::onHand).containsExactly(7.0);
    }

    @Test
    void countsEachEventOnce() {
        apply(sale("a", MONDAY, 9, 2), sale("b", MONDAY, 9, 2), sale("a", MONDAY, 9, 2));
        ledger.apply(stock("s", MONDAY, 7, 0), watermark);
        ledger.apply(stock("s", MONDAY, 7, 0), watermark);

        closeThrough(MONDAY);

        assertThat(recorder.days).extracting(DemandDay::units).containsExactly(4.0);
        assertThat(recorder.duplicates).isEqualTo(2);
    }

    @Test
    void knowsDuplicatesOfClosedDaysAndOfCorrections() {
        apply(sale("a", MONDAY, 9, 2), correction("c", "a", MONDAY, 10, 1));
        closeThrough(MONDAY);

        apply(sale("a", MONDAY, 9, 2), correction("c", "a", MONDAY, 10, 1));

        assertThat(recorder.duplicates).isEqualTo(2);
        assertThat(recorder.days).hasSize(1);
    }

    @Test
    void revisesAClosedDayByALateSale() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(MONDAY);

        apply(sale("late", MONDAY, 20, 3));
        apply(sale("later", MONDAY, 21, 1));

        assertThat(recorder.days)
                .extracting(DemandDay::epochDay, DemandDay::units, DemandDay::revision)
                .containsExactly(
                        tuple(MONDAY, 2.0, 0), tuple(MONDAY, 5.0, 1), tuple(MONDAY, 6.0, 2));
        assertThat(recorder.days).extracting(DemandDay::closedMillis).containsOnly(watermark);
        assertThat(recorder.late).isEqualTo(2);
    }

    @Test
    void weighsHoursWithoutStockByTheHoursAtWhichTheSeriesSells() {
        for (int day = MONDAY; day < MONDAY + 40; day++) {
            apply(sale("morning" + day, day, 8, 9));
            apply(sale("evening" + day, day, 19, 1));
            ledger.apply(stock("s" + day, day, 5, 0), watermark);
            closeThrough(day);
        }
        int outFromNoon = 0xfff000;
        ledger.apply(stock("out", MONDAY + 40, 0, outFromNoon), watermark);
        apply(sale("m", MONDAY + 40, 8, 9));
        storeAndLoad();
        closeThrough(MONDAY + 40);

        assertThat(recorder.days.get(0).missedShare()).as("in stock").isZero();
        assertThat(recorder.days.get(40).missedShare()).isBetween(0.1f, 0.16f);
    }

    @Test
    void takesDemandToBeEvenOverTheOpeningHoursAsLongAsNothingWasSold() {
        ledger.apply(stock("out", MONDAY, 0, 0xfff000), watermark);
        closeThrough(MONDAY);

        assertThat(recorder.days.get(0).missedShare()).isEqualTo(9.5f / 16);
    }

    @Test
    void daysThatRanOutDoNotTeachTheHoursOfSale() {
        for (int day = MONDAY; day < MONDAY + 40; day++) {
            apply(sale("morning" + day, day, 8, 9));
            ledger.apply(stock("s" + day, day, 0, 0xfff000), watermark);
            closeThrough(day);
        }

        assertThat(recorder.days.get(39).missedShare()).isEqualTo(9.5f / 16);
    }

    @Test
    void revisesAClosedDayByALateReport() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(MONDAY);

        ledger.apply(stock("s", MONDAY, 7, 0b1), watermark);

        assertThat(recorder.days.get(1).onHand()).isEqualTo(7);
        assertThat(recorder.days.get(1).stockOutHours()).isEqualTo(1);
        assertThat(recorder.days.get(1).revision()).isEqualTo(1);
    }

    @Test
    void turnsASilentDayIntoAnObservedOneByALateSale() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(TUESDAY);

        apply(sale("late", TUESDAY, 9, 0));

        assertThat(recorder.days)
                .extracting(DemandDay::epochDay, DemandDay::observed, DemandDay::revision)
                .containsExactly(
                        tuple(MONDAY, true, 0), tuple(TUESDAY, false, 0), tuple(TUESDAY, true, 1));
    }

    @Test
    void doesNotReviseWhatDoesNotChange() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(MONDAY);

        apply(sale("late", MONDAY, 20, 0), correction("same", "a", TUESDAY, 1, 2));

        assertThat(recorder.days).hasSize(1);
        assertThat(recorder.late).isOne();
        assertThat(recorder.corrections).isOne();
    }

    @Test
    void handsOutWhatIsOlderThanTheKeptDays() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(WEDNESDAY);
        Sale tooOld = sale("old", MONDAY, 20, 3);

        apply(tooOld);
        ledger.apply(stock("s", MONDAY, 7, 0), watermark);

        assertThat(recorder.tooLate).hasSize(2);
        assertThat(recorder.tooLate.get(0))
                .isEqualTo(
                        new TooLate(
                                tooOld,
                                null,
                                "day 20000 closed more than 2 days ago and is no longer kept"));
        assertThat(recorder.tooLate.get(1).stock()).isEqualTo(stock("s", MONDAY, 7, 0));
    }

    @Test
    void handsOutTheFirstEventOfASeriesWhenItIsTooOld() {
        watermark = at(WEDNESDAY + 1, 0, BERLIN) + HALF_AN_HOUR;

        apply(sale("old", MONDAY, 20, 3));

        assertThat(recorder.tooLate).hasSize(1);
        assertThat(ledger.toState()).isNull();
    }

    @Test
    void replacesTheUnitsOfACorrectedSale() {
        apply(sale("a", MONDAY, 9, 2), sale("b", MONDAY, 9, 4));
        apply(correction("c", "a", MONDAY, 10, 0.5));

        closeThrough(MONDAY);

        assertThat(recorder.days).extracting(DemandDay::units).containsExactly(4.5);
        assertThat(recorder.corrections).isOne();
    }

    @Test
    void correctsASaleOfAClosedDay() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(MONDAY);

        apply(correction("c", "a", TUESDAY, 10, 1));
        closeThrough(TUESDAY);

        assertThat(recorder.days)
                .extracting(DemandDay::epochDay, DemandDay::units, DemandDay::revision)
                .containsExactly(
                        tuple(MONDAY, 2.0, 0), tuple(MONDAY, 1.0, 1), tuple(TUESDAY, 0.0, 0));
        assertThat(recorder.days.get(2).observed()).as("a correction is no sale").isFalse();
    }

    @Test
    void takesTheLatestOfSeveralCorrectionsWhicheverComesFirst() {
        apply(
                correction("last", "first", MONDAY, 12, 7),
                correction("middle", "a", MONDAY, 11, 5),
                correction("first", "a", MONDAY, 10, 1),
                sale("a", MONDAY, 9, 2));

        closeThrough(MONDAY);

        assertThat(recorder.days).extracting(DemandDay::units).containsExactly(7.0);
        assertThat(recorder.corrections).isEqualTo(3);
    }

    @Test
    void waitsForTheCorrectedSaleUntilTheDayOfTheCorrectionCloses() {
        apply(correction("c", "never", MONDAY, 10, 1), correction("c", "never", MONDAY, 10, 1));
        assertThat(ledger.nextTimer()).isEqualTo(at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR);

        closeThrough(MONDAY);

        assertThat(recorder.tooLate)
                .extracting(TooLate::reason)
                .containsExactly("corrects event never, which is unknown");
        assertThat(recorder.duplicates).isOne();
        assertThat(ledger.toState()).isNull();
    }

    @Test
    void forgetsASeriesAfterItsDaysOfSilence() {
        apply(sale("a", MONDAY, 9, 2));

        closeThrough(MONDAY + 10);

        assertThat(recorder.days)
                .extracting(DemandDay::epochDay)
                .containsExactly(
                        MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3, MONDAY + 4, MONDAY + 5);
        assertThat(ledger.toState()).isNull();
        assertThat(recorder.closedSales).isEmpty();
    }

    @Test
    void readsSalesOfClosedDaysOnlyForEventsThatNeedThem() {
        apply(sale("a", MONDAY, 9, 2), sale("b", TUESDAY, 9, 2));
        closeThrough(MONDAY);
        assertThat(ledger.toState().saleIds).as("of the open day").hasSize(1);
        assertThat(recorder.closedSales).containsOnlyKeys(MONDAY);

        apply(sale("c", TUESDAY, 10, 2));
        ledger.apply(stock("s", TUESDAY, 7, 0), watermark);
        closeThrough(TUESDAY);

        assertThat(recorder.reads).isZero();
    }

    @Test
    void remembersALateSaleThatChangedNothing() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(MONDAY);

        apply(sale("late", MONDAY, 20, 0), sale("late", MONDAY, 20, 0));
        apply(correction("c", "late", TUESDAY, 1, 5));

        assertThat(recorder.duplicates).isOne();
        assertThat(recorder.days).extracting(DemandDay::units).containsExactly(2.0, 7.0);
    }

    @Test
    void skipsTheRestOfALongGapAndStartsAgainWithItsNextEvent() {
        apply(sale("a", MONDAY, 9, 2), sale("b", MONDAY + 40, 9, 3));

        closeThrough(MONDAY + 40);

        assertThat(recorder.days).hasSize(1 + 5 + 1);
        assertThat(recorder.days.get(6).epochDay()).isEqualTo(MONDAY + 40);
        assertThat(recorder.days.get(6).units()).isEqualTo(3);
    }

    @Test
    void endsTheSeriesWithItsLastEventWhenTheInputEnds() {
        apply(sale("a", MONDAY, 9, 2), sale("b", WEDNESDAY, 9, 3));

        advance(Long.MAX_VALUE);

        assertThat(recorder.days)
                .extracting(DemandDay::epochDay)
                .containsExactly(MONDAY, TUESDAY, WEDNESDAY);
        assertThat(ledger.toState()).isNull();
    }

    @Test
    void closesTheDayOfTheSpringShiftByTheOffsetAtItsEnd() {
        apply(sale("a", MONDAY, 1, BERLIN, 1), sale("b", MONDAY, 23, BERLIN_SUMMER, 2));

        closeThrough(TUESDAY);

        assertThat(recorder.days)
                .extracting(DemandDay::epochDay, DemandDay::units, DemandDay::closedMillis)
                .containsExactly(
                        tuple(MONDAY, 3.0, at(TUESDAY, 0, BERLIN_SUMMER) + HALF_AN_HOUR),
                        tuple(TUESDAY, 0.0, at(WEDNESDAY, 0, BERLIN_SUMMER) + HALF_AN_HOUR));
    }

    @Test
    void closesTheDayOfTheAutumnShiftByTheOffsetAtItsEndWhicheverEventComesFirst() {
        apply(sale("b", MONDAY, 23, BERLIN, 2), sale("a", MONDAY, 1, BERLIN_SUMMER, 1));

        advance(at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR - 1);
        assertThat(recorder.days).isEmpty();

        advance(at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR);
        assertThat(recorder.days).extracting(DemandDay::units).containsExactly(3.0);
    }

    @Test
    void asksToBeLookedAtAtTheNextClose() {
        apply(sale("b", TUESDAY, 9, 2));
        assertThat(ledger.nextTimer()).isEqualTo(at(WEDNESDAY, 0, BERLIN) + HALF_AN_HOUR);

        apply(sale("a", MONDAY, 9, 2));
        assertThat(ledger.nextTimer()).isEqualTo(at(TUESDAY, 0, BERLIN) + HALF_AN_HOUR);
    }

    @Test
    void saysByWhichOffsetsAndFromWhenToWhenEventsWereCounted() {
        apply(sale("b", MONDAY, 12, 1), sale("a", MONDAY, 9, 1), sale("c", MONDAY, 20, 1));
        apply(new Sale("z", STORE, ITEM, at(MONDAY, 15, BERLIN), 0, 1, ""));
        ledger.apply(stock("s", MONDAY, 7, 0), watermark);
        closeThrough(TUESDAY);

        assertThat(recorder.offsets)
                .containsExactly(
                        List.of(
                                new OffsetUse(0, at(MONDAY, 15, BERLIN), at(MONDAY, 15, BERLIN)),
                                new OffsetUse(
                                        BERLIN,
                                        at(MONDAY, 9, BERLIN),
                                        stock("s", MONDAY, 7, 0).timeMillis())),
                        List.of());
    }

    @Test
    void revisionOfAClosedDaySaysTheOffsetOfItsLateSaleToo() {
        apply(sale("a", MONDAY, 9, 2));
        closeThrough(MONDAY);

        apply(new Sale("late", STORE, ITEM, at(MONDAY, 15, BERLIN), 0, 1, ""));

        assertThat(recorder.offsets.get(1))
                .extracting(OffsetUse::utcOffsetSeconds)
                .containsExactly(0, BERLIN);
        assertThat(recorder.days).extracting(DemandDay::closedMillis).containsOnly(watermark);
    }

    private void apply(Sale... sales) {
        for (Sale sale : sales) {
            ledger.apply(sale, watermark);
            storeAndLoad();
        }
    }

    private void closeThrough(int day) {
        advance(at(day + 1, 0, BERLIN) + HALF_AN_HOUR);
    }

    private void advance(long to) {
        watermark = to;
        ledger.advance(to);
        storeAndLoad();
    }

    /** Each step through the stored form, which must lose nothing. */
    private void storeAndLoad() {
        ledger = ledger(ledger.toState());
    }

    private DemandLedger ledger(SeriesState stored) {
        return new DemandLedger(SeriesKey.id(STORE, ITEM), SETTINGS, recorder, recorder, stored);
    }

    private static final class Recorder implements DemandLedger.Results, DemandLedger.ClosedSales {
        final Map<Integer, DaySales> closedSales = new HashMap<>();
        final List<DemandDay> days = new ArrayList<>();
        final List<List<OffsetUse>> offsets = new ArrayList<>();
        final List<TooLate> tooLate = new ArrayList<>();
        int reads;
        int duplicates;
        int corrections;
        int late;

        @Override
        public void day(ClosedDay day) {
            days.add(day.demand());
            offsets.add(day.offsets());
        }

        @Override
        public void tooLate(TooLate event) {
            tooLate.add(event);
        }

        @Override
        public DaySales get(int day) {
            reads++;
            return closedSales.get(day);
        }

        @Override
        public void put(int day, DaySales sales) {
            closedSales.put(day, sales);
        }

        @Override
        public void remove(int day) {
            closedSales.remove(day);
        }

        @Override
        public void duplicate() {
            duplicates++;
        }

        @Override
        public void correction() {
            corrections++;
        }

        @Override
        public void late() {
            late++;
        }
    }
}

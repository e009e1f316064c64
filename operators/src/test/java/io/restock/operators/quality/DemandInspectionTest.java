package io.restock.operators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DataFlag;
import io.restock.domain.DataFlagKind;
import io.restock.domain.DemandReport;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.history.HistoryDay;
import java.util.Arrays;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class DemandInspectionTest {
    private static final int DAYS = 84;
    private static final int LAST = DAYS - 1;

    private final SeriesHistory history = Histories.flat(10, DAYS, 1);
    private final float[] missed = new float[DAYS];

    @Test
    void aDayInStockIsAsItWasSold() {
        DemandReport day = inspect();

        assertThat(day.epochDay()).isEqualTo(history.originEpochDay());
        assertThat(day.units()).isEqualTo(history.units()[LAST]);
        assertThat(day.recovered()).isEqualTo(day.units());
        assertThat(day.reason()).isEmpty();
        assertThat(day.flags()).isEmpty();
    }

    @Test
    void aDayThatRanOutIsRecoveredTowardsTheUsualAndSaysWhy() {
        history.units()[LAST] = 6;
        history.stockOutShare()[LAST] = 0.5f;
        missed[LAST] = 0.4f;

        DemandReport day = inspect();

        assertThat(day.units()).isEqualTo(6);
        assertThat(day.recovered()).isBetween(9f, 14f);
        assertThat(day.reason())
                .isEqualTo(
                        "out of stock for 50 % of the opening hours, 40 % of the day's demand was expected while it was");
    }

    @Test
    void aDayNobodyToldOfStaysUnknownAndIsFlaggedWithThoseBeforeIt() {
        Arrays.fill(history.units(), LAST - 2, DAYS, Float.NaN);

        DemandReport day = inspect();

        assertThat(day.units()).isNaN();
        assertThat(day.recovered()).isNaN();
        assertThat(day.flags())
                .extracting(DataFlag::kind, DataFlag::fromEpochDay, DataFlag::days)
                .containsExactly(tuple(DataFlagKind.MISSING, history.originEpochDay() - 2, 3));
    }

    @Test
    void whatWasOddBeforeIsNotSaidAgain() {
        history.units()[LAST - 1] *= 100;

        assertThat(inspect().flags()).isEmpty();

        history.units()[LAST] *= 100;

        assertThat(inspect().flags())
                .extracting(DataFlag::kind)
                .containsExactly(DataFlagKind.WRONG_UNIT);
    }

    @Test
    void saysWhichRevisionOfTheDayItIs() {
        assertThat(new DemandInspection().map(new HistoryDay(history, missed, 2)).revision())
                .isEqualTo(2);
    }

    @Test
    void reportsAreKeptWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DemandReport.class);
    }

    private DemandReport inspect() {
        return new DemandInspection().map(new HistoryDay(history, missed, 0));
    }
}

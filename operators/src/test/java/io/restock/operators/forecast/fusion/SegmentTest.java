package io.restock.operators.forecast.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SegmentTest {
    @Test
    void seriesAreFastFromOneUnitADayOn() {
        assertThat(Segment.of(Histories.flat(1, 40, 0))).isEqualTo(Segment.FAST);
        assertThat(Segment.of(Histories.flat(0.9f, 40, 0))).isEqualTo(Segment.SLOW);
    }

    @Test
    void seriesAreSparseWhereDaysWithDemandAreFarApart() {
        float[] units = new float[40];
        for (int t = 0; t < units.length; t += 2) {
            units[t] = 9;
        }

        assertThat(Segment.of(Histories.of(units, 0))).isEqualTo(Segment.SPARSE);
        assertThat(Segment.of(Histories.flat(0, 40, 0))).isEqualTo(Segment.SPARSE);
    }

    @Test
    void daysWithoutStockDoNotMakeASeriesSparse() {
        SeriesHistory history = Histories.flat(2, 40, 0);
        for (int t = 0; t < 40; t += 2) {
            history.units()[t] = 0;
            history.stockOutShare()[t] = 1;
        }

        assertThat(Segment.of(history)).isEqualTo(Segment.FAST);
    }

    @Test
    void seriesAreNewForFourWeeks() {
        SeriesHistory history = Histories.flat(5, 40, 0);
        Arrays.fill(history.units(), 0, 13, Float.NaN);

        assertThat(Segment.of(history)).isEqualTo(Segment.NEW);
        history.units()[12] = 5;
        assertThat(Segment.of(history)).isEqualTo(Segment.FAST);
        assertThat(Segment.FAST.label()).isEqualTo("fast");
    }
}

package io.restock.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.local.model.HiddenHistories.Hidden;
import io.restock.operators.forecast.statistical.MovingMean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HiddenHistoriesTest {
    private static final int FIRST = 19_800;
    private static final int ORIGIN = FIRST + 20;

    @Test
    void hidesSeriesHereAndThereOrItemsInAllLocations() {
        HiddenHistories series = new HiddenHistories(histories(), Hidden.SERIES, 0.25, 1);
        HiddenHistories items = new HiddenHistories(histories(), Hidden.ITEMS, 0.25, 1);

        assertThat(series.size()).isEqualTo(8);
        assertThat(items.size()).isEqualTo(8);
        assertThat(
                        items.learned(ORIGIN).stream()
                                .map(SeriesHistory::item)
                                .collect(Collectors.toSet()))
                .hasSize(6);
        HiddenHistories again = new HiddenHistories(histories(), Hidden.SERIES, 0.25, 1);
        assertThat(again.known(ORIGIN, 3).stream().map(SeriesHistory::key))
                .containsExactlyElementsOf(
                        series.known(ORIGIN, 3).stream().map(SeriesHistory::key).toList());
    }

    @Test
    void showsTheLastDaysOnlyAndNothingAfterTheOrigin() {
        SeriesHistory known =
                new HiddenHistories(histories(), Hidden.SERIES, 0.1, 2).known(ORIGIN, 3).get(0);

        assertThat(known.originEpochDay()).isEqualTo(ORIGIN);
        assertThat(known.units()).hasSize(21);
        for (int t = 0; t < 18; t++) {
            assertThat(known.units()[t]).isNaN();
        }
        assertThat(known.units()[18]).isEqualTo(18);
        assertThat(known.covariates().length()).isEqualTo(28);
    }

    @Test
    void measuresTheWeekAfterTheOrigin() {
        HiddenHistories hidden = new HiddenHistories(histories(), Hidden.SERIES, 0.1, 2);

        assertThat(hidden.score(new MovingMean(7), ORIGIN, 1).rows()).isEqualTo(3 * 7);
        // 20 is said of 21 … 27: mean of |y − 20| ÷ y
        assertThat(hidden.score(new MovingMean(7), ORIGIN, 1).wape()).isBetween(0.15, 0.17);
        assertThat(hidden.score(new MovingMean(7), ORIGIN, 0).wape()).isEqualTo(1);
    }

    @Test
    void somethingMustBeLeftToLearnFrom() {
        List<SeriesHistory> one = histories().subList(0, 1);

        assertThatThrownBy(() -> new HiddenHistories(one, Hidden.SERIES, 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smaller share");
    }

    /** 4 locations × 8 items; day t sells t units. */
    private static List<SeriesHistory> histories() {
        List<SeriesHistory> all = new ArrayList<>();
        for (int s = 0; s < 32; s++) {
            float[] units = new float[30];
            for (int t = 0; t < units.length; t++) {
                units[t] = t;
            }
            all.add(
                    new SeriesHistory(
                            "L" + s % 4,
                            "I" + s / 4,
                            FIRST,
                            units,
                            new float[30],
                            Covariates.unknown(30)));
        }
        return all;
    }
}

package io.restock.operators.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DataFlag;
import io.restock.domain.DataFlagKind;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityCheckTest {
    @Test
    void nothingIsOddAboutUsualDays() {
        assertThat(QualityCheck.of(usual())).isEmpty();
    }

    @Test
    void missingDaysAreFlaggedAsOneRun() {
        SeriesHistory history = usual();
        for (int t = 0; t < 5; t++) {
            history.units()[t] = Float.NaN; // not known yet
        }
        for (int t = 20; t < 23; t++) {
            history.units()[t] = Float.NaN;
        }

        List<DataFlag> flags = QualityCheck.of(history);

        assertThat(flags).hasSize(1);
        assertThat(flags.get(0).kind()).isEqualTo(DataFlagKind.MISSING);
        assertThat(flags.get(0).fromEpochDay()).isEqualTo(Histories.MONDAY + 20);
        assertThat(flags.get(0).days()).isEqualTo(3);
        assertThat(flags.get(0).reason()).contains("nothing was told of 2024-04-21 to 2024-04-23");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void unitsThatAreTooLargeByAPowerOfTenAreFlagged(int factor) {
        SeriesHistory history = usual();
        history.units()[30] *= factor;

        List<DataFlag> flags = QualityCheck.of(history);

        assertThat(flags).hasSize(1);
        assertThat(flags.get(0).kind()).isEqualTo(DataFlagKind.WRONG_UNIT);
        assertThat(flags.get(0).reason()).contains("about " + factor + " times the usual");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void unitsThatAreTooSmallForDaysAreFlagged(int factor) {
        SeriesHistory history = usual();
        for (int t = 30; t < 36; t++) {
            history.units()[t] /= factor;
        }

        List<DataFlag> flags = QualityCheck.of(history);

        assertThat(flags).hasSize(1);
        assertThat(flags.get(0).kind()).isEqualTo(DataFlagKind.WRONG_UNIT);
        assertThat(flags.get(0).days()).isEqualTo(6);
        assertThat(flags.get(0).reason()).contains("1/" + factor + " of the usual");
    }

    @Test
    void aShopThatIsClosedOnOneWeekdayIsNotOdd() {
        SeriesHistory history = usual();
        for (int t = 6; t < history.units().length; t += 7) {
            history.units()[t] = 0;
        }

        assertThat(QualityCheck.of(history)).isEmpty();
    }

    @Test
    void aClosedDayIsOddUnlessItWasAHoliday() {
        SeriesHistory history = usual();
        history.units()[30] = 0;
        history.units()[40] = 0;
        history.covariates().holiday()[40] = 1;

        assertThat(QualityCheck.of(history))
                .extracting(DataFlag::fromEpochDay)
                .containsExactly(Histories.MONDAY + 30);
    }

    @Test
    void aDayFarAboveIsAnOutlierUnlessItWasPromoted() {
        SeriesHistory history = usual();
        history.units()[30] = 55;
        history.units()[40] = 55;
        history.covariates().promotion()[40] = 1;

        List<DataFlag> flags = QualityCheck.of(history);

        assertThat(flags).hasSize(1);
        assertThat(flags.get(0).kind()).isEqualTo(DataFlagKind.OUTLIER);
        assertThat(flags.get(0).fromEpochDay()).isEqualTo(Histories.MONDAY + 30);
        assertThat(flags.get(0).reason()).contains("above the usual", "55.00 units a day");
    }

    @Test
    void aDayFarBelowIsAnOutlierUnlessItWasOutOfStock() {
        SeriesHistory history = usual();
        history.units()[30] = 0;
        history.units()[40] = 0;
        history.stockOutShare()[40] = 0.8f;

        List<DataFlag> flags = QualityCheck.of(history);

        assertThat(flags).hasSize(1);
        assertThat(flags.get(0).fromEpochDay()).isEqualTo(Histories.MONDAY + 30);
        assertThat(flags.get(0).reason()).contains("below the usual");
    }

    @Test
    void ofAFewSalesNothingIsUsual() {
        SeriesHistory history = Histories.flat(0, 40, 0);
        history.units()[3] = 1000;

        assertThat(QualityCheck.of(history)).isEmpty();
    }

    @Property(tries = 50)
    void historiesAreNotChanged(@ForAll long seed) {
        SeriesHistory history = Histories.one("L", "I", 60, 0, seed);
        history.units()[7] = Float.NaN;
        history.units()[9] *= 100;
        float[] before = history.units().clone();

        QualityCheck.of(history);

        assertThat(history.units()).isEqualTo(before);
    }

    /** Ten a day, give or take a fifth, always in stock at full price. */
    private static SeriesHistory usual() {
        SplittableRandom random = new SplittableRandom(1);
        float[] units = new float[60];
        for (int t = 0; t < units.length; t++) {
            units[t] = (float) (10 * (0.8 + 0.4 * random.nextDouble()));
        }
        return Histories.of(units, 0);
    }
}

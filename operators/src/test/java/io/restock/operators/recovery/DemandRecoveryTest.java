package io.restock.operators.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DemandRecoveryTest {
    private static final int OUT = 0xffffff;

    @Test
    void daysInStockAreWhatWasSold() {
        SeriesHistory history = Histories.one("L", "I", 40, 0, 3);
        Arrays.fill(history.stockOutShare(), 0);

        double[] demand = DemandRecovery.recover(history, evenings(history));

        for (int t = 0; t < demand.length; t++) {
            assertThat(demand[t]).isEqualTo(history.units()[t]);
        }
    }

    @Test
    void aDayWithoutStockIsAsTheOthers() {
        SeriesHistory history = Histories.flat(8, 42, 0);
        history.units()[20] = 0;
        int[] masks = new int[42];
        masks[20] = OUT;

        assertThat(DemandRecovery.recover(history, missed(masks))[20]).isCloseTo(8, within(0.3));
    }

    @Test
    void aShelfThatWasEmptyByNoonSpeaksOfALargeDay() {
        SeriesHistory history = Histories.one("L", "I", 56, 0, 5);
        Arrays.fill(history.stockOutShare(), 0);
        int[] masks = new int[56];
        masks[30] = 0xfff000;
        history.units()[30] = 20;
        double large = DemandRecovery.recover(history, missed(masks))[30];
        history.units()[30] = 1;
        double small = DemandRecovery.recover(history, missed(masks))[30];

        assertThat(large - 20).isGreaterThan(1.5 * (small - 1));
        assertThat(small).isGreaterThan(1);
    }

    @Test
    void aDayOfAPromotionIsAsOtherDaysOfIt() {
        float[] units = new float[56];
        int[] masks = new int[56];
        SeriesHistory history = Histories.of(units, 0);
        for (int t = 0; t < 56; t++) {
            boolean promoted = t % 14 >= 9;
            history.covariates().discount()[t] = promoted ? 0.7f : 1;
            units[t] = promoted ? 24 : 10;
        }
        units[40] = 0;
        masks[40] = OUT;

        assertThat(units[39]).isEqualTo(24);
        assertThat(DemandRecovery.recover(history, missed(masks))[40]).isBetween(19.0, 26.0);
    }

    @Test
    void levelsAreRightWhereMostDaysSellOut() {
        SplittableRandom random = new SplittableRandom(11);
        int days = 84;
        float[] units = new float[days];
        int[] masks = new int[days];
        double truth = 0;
        for (int t = 0; t < days; t++) {
            int left = 12;
            for (int hour = 6; hour < 22; hour++) {
                int wanted = random.nextDouble() < 0.5 ? 2 : 0; // 16 a day
                truth += wanted;
                units[t] += Math.min(left, wanted);
                left -= Math.min(left, wanted);
                masks[t] |= left == 0 ? 1 << hour : 0;
            }
        }
        double sold = 0;
        double recovered = 0;
        double[] demand = DemandRecovery.recover(Histories.of(units, 0), missed(masks));
        for (int t = 0; t < days; t++) {
            sold += units[t];
            recovered += demand[t];
        }

        assertThat(sold / truth).isLessThan(0.8);
        assertThat(recovered / truth).isBetween(0.95, 1.05);
    }

    @Test
    void unknownDaysStayUnknown() {
        SeriesHistory history = Histories.flat(5, 20, 0);
        history.units()[4] = Float.NaN;
        history.units()[9] = 2;
        history.stockOutShare()[9] = 0.5f;

        double[] demand = DemandRecovery.recover(history, evenings(history));

        assertThat(demand[4]).isNaN();
        assertThat(demand[9]).isBetween(2.0, 6.0);
    }

    @Test
    void aSeriesThatNeverHadStockTellsNothing() {
        int[] masks = new int[30];
        Arrays.fill(masks, OUT);

        assertThat(DemandRecovery.recover(Histories.flat(0, 30, 0), missed(masks))).containsOnly(0);
    }

    @Property(tries = 60)
    void demandIsAtLeastWhatWasSold(@ForAll long seed) {
        SeriesHistory history = Histories.one("L", "I", 50, 0, seed);

        double[] demand = DemandRecovery.recover(history, evenings(history));

        for (int t = 0; t < demand.length; t++) {
            assertThat(demand[t]).isFinite().isGreaterThanOrEqualTo(history.units()[t]);
        }
    }

    private static float[] missed(int[] masks) {
        float[] missed = new float[masks.length];
        for (int t = 0; t < masks.length; t++) {
            missed[t] = (float) (1 - HourProfile.even().inStock(masks[t]));
        }
        return missed;
    }

    private static float[] evenings(SeriesHistory history) {
        float[] missed = new float[history.units().length];
        for (int t = 0; t < missed.length; t++) {
            missed[t] = (float) (1 - HourProfile.even().inStock(history.stockOutShare()[t]));
        }
        return missed;
    }
}

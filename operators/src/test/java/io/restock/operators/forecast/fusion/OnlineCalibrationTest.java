package io.restock.operators.forecast.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnlineCalibrationTest {
    private static final int[] LEVELS = {1, 9, 17, 18}; // 10, 50, 90 and 95 %

    /** Forecasts that are too narrow, too wide or off, of a demand that drifts away from them. */
    @ParameterizedTest
    @CsvSource({"0.5, 0, 0", "2, 0, 0", "1, 3, 0", "1, -3, 0.02", "0.7, 2, -0.01"})
    void coverageIsWithinTwoPointsWhateverIsForecast(double width, double off, double drift) {
        SplittableRandom random = new SplittableRandom(5);
        OnlineCalibration calibration = new OnlineCalibration();
        double[] covered = new double[Quantiles.COUNT];
        int rows = 0;
        for (int day = 0; day < 160; day++) {
            for (int series = 0; series < 50; series++) {
                double centre = 30 + 8 * random.nextGaussian();
                double u = random.nextDouble(1e-6, 1 - 1e-6);
                double actual = Math.max(0, centre + drift * day + 3 * Math.log(u / (1 - u)));
                DemandQuantiles raw = Guess.of(centre + off, 3 * width);
                if (day >= 60) {
                    float[] q = calibration.calibrate(Segment.FAST, raw).quantiles();
                    for (int k = 0; k < q.length; k++) {
                        covered[k] += actual <= q[k] ? 1 : 0;
                    }
                    rows++;
                }
                calibration.observe(Segment.FAST, raw, 0, actual);
            }
            calibration.endDay();
        }

        for (int k : LEVELS) {
            assertThat(covered[k] / rows)
                    .as("coverage at %.2f", Quantiles.level(k))
                    .isCloseTo(Quantiles.level(k), within(0.02));
        }
    }

    @Test
    void daysThatAllSeriesHaveInCommonDoNotMoveTheMedian() {
        SplittableRandom random = new SplittableRandom(6);
        OnlineCalibration calibration = new OnlineCalibration();
        double shifted = 0;
        int tails = 0;
        for (int day = 0; day < 200; day++) {
            double common = random.nextGaussian();
            for (int series = 0; series < 50; series++) {
                double actual = Math.max(0, 30 + common + 2 * random.nextGaussian());
                calibration.observe(Segment.FAST, Guess.of(30, 1), 0, actual);
            }
            calibration.endDay();
            shifted += Math.abs(calibration.shift(Segment.FAST, Quantiles.MEDIAN));
            tails += calibration.shift(Segment.FAST, 18) > 0.05 ? 1 : 0;
        }

        assertThat(shifted / 200).isLessThan(0.005);
        assertThat(tails).isGreaterThan(150);
    }

    @Test
    void nothingLearntChangesNothing() {
        DemandQuantiles raw = Guess.of(10, 1);

        DemandQuantiles calibrated = new OnlineCalibration().calibrate(Segment.SLOW, raw);

        assertThat(calibrated.quantiles()).isEqualTo(raw.quantiles());
        assertThat(calibrated.mean()).isEqualTo(raw.mean());
    }

    @Test
    void segmentsLearnForThemselves() {
        OnlineCalibration calibration = new OnlineCalibration();
        for (int i = 0; i < 100; i++) {
            calibration.observe(Segment.FAST, Guess.of(10, 1), 0, 30);
        }
        calibration.endDay();

        assertThat(calibration.shift(Segment.FAST, 18)).isPositive();
        assertThat(calibration.shift(Segment.SLOW, 18)).isZero();
    }

    @Test
    void noDemandUnderAQuantileOfZeroTeachesNothing() {
        OnlineCalibration calibration = new OnlineCalibration();
        DemandQuantiles zero = DemandQuantiles.around(new double[1], new double[Quantiles.COUNT]);
        for (int i = 0; i < 100; i++) {
            calibration.observe(Segment.SPARSE, zero, 0, 0);
        }
        calibration.endDay();

        assertThat(calibration.shift(Segment.SPARSE, 18)).isZero();
    }

    @Test
    void shiftsStayWithinBounds() {
        OnlineCalibration calibration = new OnlineCalibration();
        for (int day = 0; day < 500; day++) {
            for (int i = 0; i < 50; i++) {
                calibration.observe(Segment.FAST, Guess.of(10, 1), 0, 1e6);
            }
            calibration.endDay();
        }

        assertThat(calibration.shift(Segment.FAST, 0)).isEqualTo(3);
    }

    @Property(tries = 100)
    void calibratedQuantilesAreADistribution(
            @ForAll @DoubleRange(min = 0, max = 50) double centre,
            @ForAll @DoubleRange(min = 0, max = 9) double scale,
            @ForAll @IntRange(min = 0, max = 60) int actual) {
        OnlineCalibration calibration = new OnlineCalibration();
        for (int day = 0; day < 20; day++) {
            calibration.observe(Segment.NEW, Guess.of(centre, scale), 0, actual);
            calibration.endDay();
        }

        DemandQuantiles calibrated = calibration.calibrate(Segment.NEW, Guess.of(centre, scale));

        assertThat(calibrated.quantiles()).isSorted();
        assertThat(calibrated.quantiles()[0]).isNotNegative();
    }
}

package io.restock.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.local.loop.Progress;
import io.restock.local.model.Backtest.Member;
import io.restock.local.model.Backtest.OriginScores;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import io.restock.operators.forecast.fusion.Segment;
import io.restock.operators.forecast.statistical.MovingMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final int FIRST = 19_814;
    private static final int DAYS = 84;

    @Test
    void measuresTheDaysAfterTheOriginThatWereInStock() {
        SeriesHistory history = series(t -> t < 60 ? 10 : 12);
        history.stockOutShare()[61] = 0.5f;
        history.units()[61] = 1;
        history.units()[62] = Float.NaN;

        OriginScores scores =
                measure(List.of(history), List.of(FIRST + 59), 0, Member.of(new MovingMean(7)))
                        .get(0);

        assertThat(scores.all().get("mean of 7").rows()).isEqualTo(5);
        assertThat(scores.all().get("mean of 7").wape()).isCloseTo(2 / 12.0, within(1e-6));
        assertThat(scores.all().get("mean of 7").wpe()).isCloseTo(-2 / 12.0, within(1e-6));
        assertThat(scores.bySegment()).containsOnlyKeys(Segment.FAST);
        assertThat(scores.bySegment().get(Segment.FAST).get("fusion").rows()).isEqualTo(5);
    }

    @Test
    void noForecasterSeesUnitsAfterItsOrigin() {
        List<Integer> lastKnown = new ArrayList<>();
        SeriesForecaster spy =
                new SeriesForecaster() {
                    @Override
                    public String name() {
                        return "spy";
                    }

                    @Override
                    public DemandQuantiles forecast(SeriesHistory history, int days) {
                        lastKnown.add(history.originEpochDay());
                        return new MovingMean(7).forecast(history, days);
                    }
                };

        measure(List.of(series(t -> 5)), List.of(FIRST + 50, FIRST + 57), 1, Member.of(spy));

        assertThat(lastKnown).containsExactly(FIRST + 50, FIRST + 57);
    }

    @Test
    void theFusionLearnsWhichMemberIsRight() {
        List<Integer> origins = List.of(FIRST + 40, FIRST + 47, FIRST + 54, FIRST + 61);

        List<OriginScores> scores =
                measure(
                        noisy(30),
                        origins,
                        3,
                        Member.of(new Always("wrong", 16)),
                        Member.of(new Always("right", 10)));

        assertThat(scores).hasSize(1);
        assertThat(scores.get(0).weights().get(Segment.FAST).get("right")).isGreaterThan(0.9);
        assertThat(scores.get(0).all().get("fusion").wape())
                .isLessThan(scores.get(0).all().get("wrong").wape());
    }

    @Test
    void theCalibrationLearnsFromDaysThatHaveBecomeKnown() {
        List<Integer> origins = new ArrayList<>();
        for (int origin = FIRST + 30; origin < FIRST + 77; origin++) {
            origins.add(origin);
        }

        List<OriginScores> scores =
                measure(noisy(60), origins, origins.size() - 7, Member.of(new Always("low", 7)));

        double raw = 0;
        double calibrated = 0;
        for (OriginScores of : scores) {
            raw += of.all().get("fusion").coverage(Quantiles.MEDIAN) / scores.size();
            calibrated +=
                    of.all().get("fusion calibrated").coverage(Quantiles.MEDIAN) / scores.size();
        }
        assertThat(raw).isLessThan(0.1);
        assertThat(calibrated).isCloseTo(0.5, within(0.05));
    }

    @Test
    void aMemberMayBeMissingAtFirst() {
        Member late =
                new Member() {
                    @Override
                    public String name() {
                        return "late";
                    }

                    @Override
                    public @Nullable Forecaster at(int origin, boolean scored) {
                        return scored ? new Always("late", 10) : null;
                    }
                };

        List<OriginScores> scores =
                measure(
                        noisy(10),
                        List.of(FIRST + 50, FIRST + 57, FIRST + 64),
                        1,
                        Member.of(new Always("wrong", 16)),
                        late);

        assertThat(scores.get(0).weights().get(Segment.FAST).get("late")).isEqualTo(0.5);
        assertThat(scores.get(1).weights().get(Segment.FAST).get("late")).isGreaterThan(0.9);
    }

    @Test
    void aPeerIsMeasuredBesideTheFusionAndNotWithinIt() {
        List<Integer> asked = new ArrayList<>();
        Forecaster peer =
                new Forecaster() {
                    @Override
                    public String name() {
                        return "peer";
                    }

                    @Override
                    public List<DemandQuantiles> forecast(List<SeriesHistory> known, int days) {
                        asked.add(known.get(0).originEpochDay());
                        return new Always("peer", 10).forecast(known, days);
                    }
                };
        List<Integer> origins = List.of(FIRST + 40, FIRST + 47, FIRST + 54);

        List<OriginScores> scores =
                measure(
                        noisy(10),
                        origins,
                        1,
                        Member.of(new Always("wrong", 16)),
                        Member.beside(peer));

        assertThat(asked).containsExactly(FIRST + 47, FIRST + 54);
        assertThat(scores.get(1).weights().get(Segment.FAST)).containsOnlyKeys("wrong");
        assertThat(scores.get(1).all().get("fusion").wape())
                .isEqualTo(scores.get(1).all().get("wrong").wape());
        assertThat(scores.get(1).all().get("peer").wape())
                .isLessThan(scores.get(1).all().get("wrong").wape());
    }

    private static List<OriginScores> measure(
            List<SeriesHistory> histories, List<Integer> origins, int warmUp, Member... members) {
        return new Backtest(histories, 7, List.of(members))
                .measure(origins, warmUp, Progress.SILENT);
    }

    private static List<SeriesHistory> noisy(int series) {
        SplittableRandom random = new SplittableRandom(3);
        List<SeriesHistory> all = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            all.add(series(t -> 10 + random.nextGaussian()));
        }
        return all;
    }

    private static SeriesHistory series(IntToDoubleFunction units) {
        float[] of = new float[DAYS];
        for (int t = 0; t < DAYS; t++) {
            of[t] = (float) units.applyAsDouble(t);
        }
        return new SeriesHistory("L", "I", FIRST, of, new float[DAYS], Covariates.unknown(DAYS));
    }

    /** Says the same for every day, give or take two. */
    private record Always(String name, double centre) implements SeriesForecaster {
        @Override
        public DemandQuantiles forecast(SeriesHistory history, int days) {
            double[] points = new double[days];
            Arrays.fill(points, centre);
            double[] quantiles = new double[days * Quantiles.COUNT];
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = centre + 4 * (Quantiles.level(i % Quantiles.COUNT) - 0.5);
            }
            return DemandQuantiles.around(points, quantiles);
        }
    }
}

package io.restock.operators.forecast.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionWeightsTest {
    private static final int DAYS = 120;
    private static final int MONTH = 30;
    private static final int LEARNING = 7; // it begins with equal weights

    /**
     * Three members err around the truth; two of them change places every month and a half, the one
     * with about 13 % more loss than the other, and the third is always poor. Errors of a day are
     * partly shared by all series.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isNeverWorseThanTheBestMemberOverAMonth(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FusionWeights weights = new FusionWeights(List.of("a", "b", "c"));
        double[][] losses = new double[4][DAYS];
        for (int day = 0; day < DAYS; day++) {
            boolean aIsGood = day / 45 % 2 == 0;
            double[] error = {aIsGood ? 1 : 2.2, aIsGood ? 2.2 : 1, 5};
            double[] shared = new double[3];
            Arrays.setAll(shared, m -> 0.7 * error[m] * random.nextGaussian());
            double[] used = weights.weights(Segment.FAST, new boolean[] {true, true, true});
            for (int series = 0; series < 40; series++) {
                double centre = 20 + 5 * random.nextGaussian();
                double actual = Math.max(0, centre + 2 * logistic(random));
                List<DemandQuantiles> members = new ArrayList<>();
                double[] loss = new double[3];
                for (int m = 0; m < 3; m++) {
                    double miss = shared[m] + 0.7 * error[m] * random.nextGaussian();
                    members.add(Guess.of(centre + miss, 2));
                    loss[m] = Guess.loss(members.get(m), actual);
                    losses[m][day] += loss[m];
                }
                losses[3][day] += Guess.loss(QuantileMean.of(members, used), actual);
                weights.observe(Segment.FAST, loss);
            }
            weights.endDay();
        }

        for (int from = LEARNING; from + MONTH <= DAYS; from++) {
            double fused = sum(losses[3], from);
            double best = Math.min(sum(losses[0], from), sum(losses[1], from));
            assertThat(fused / best).as("month from day %d", from).isLessThan(1.01);
        }
    }

    @Test
    void betterMembersCountMoreAndHopelessOnesNothing() {
        FusionWeights weights = new FusionWeights(List.of("best", "near", "poor"));
        weights.observe(Segment.SLOW, new double[] {1, 1.05, 1.5});

        assertThat(weights.weights(Segment.SLOW).get("best"))
                .isGreaterThan(weights.weights(Segment.SLOW).get("near"));
        assertThat(weights.weights(Segment.SLOW).get("near")).isPositive();
        assertThat(weights.weights(Segment.SLOW).get("poor")).isZero();
    }

    @Test
    void segmentsLearnForThemselves() {
        FusionWeights weights = new FusionWeights(List.of("a", "b"));
        weights.observe(Segment.FAST, new double[] {1, 2});

        assertThat(weights.weights(Segment.FAST).get("b")).isZero();
        assertThat(weights.weights(Segment.SPARSE).get("b")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aMemberThatWasNotThereIsComparedOnDaysOnWhichItWas() {
        FusionWeights weights = new FusionWeights(List.of("always", "late"));
        weights.observe(Segment.FAST, new double[] {100, Double.NaN});
        weights.observe(Segment.FAST, new double[] {1, 1});

        assertThat(weights.weights(Segment.FAST).get("late")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void absentMembersHaveNoWeight() {
        FusionWeights weights = new FusionWeights(List.of("a", "b"));
        weights.observe(Segment.FAST, new double[] {2, 1});

        assertThat(weights.weights(Segment.FAST, new boolean[] {true, false}))
                .containsExactly(1, 0);
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        FusionWeights weights = new FusionWeights(List.of("a", "b"));
        for (int day = 0; day < 60; day++) {
            weights.observe(Segment.FAST, day < 40 ? new double[] {1, 1.1} : new double[] {1.1, 1});
            weights.endDay();
        }

        assertThat(weights.weights(Segment.FAST).get("b")).isGreaterThan(0.7);
    }

    @Property(tries = 200)
    void weightsAreBoundedAndSumToOne(
            @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = 0, max = 3) Double> losses) {
        List<String> names = losses.stream().map(l -> "m" + l).toList();
        FusionWeights weights = new FusionWeights(names);
        weights.observe(Segment.NEW, losses.stream().mapToDouble(Double::doubleValue).toArray());
        boolean[] present = new boolean[losses.size()];
        Arrays.fill(present, true);

        double[] of = weights.weights(Segment.NEW, present);

        assertThat(Arrays.stream(of).sum()).isCloseTo(1, within(1e-9));
        long counting = Arrays.stream(of).filter(w -> w > 0).count();
        for (double weight : of) {
            assertThat(weight).isBetween(0.0, counting > 1 ? FusionWeights.MOST + 1e-9 : 1);
            assertThat(weight == 0 || weight > FusionWeights.LEAST / 2).isTrue();
        }
    }

    @Test
    void theMeanOfQuantilesTakesThemLevelByLevel() {
        DemandQuantiles mean =
                QuantileMean.of(
                        List.of(Guess.of(10, 1), Guess.of(20, 3)), new double[] {0.25, 0.75});

        assertThat(mean.mean()[0]).isEqualTo(17.5f);
        assertThat((double) mean.quantiles()[18])
                .isCloseTo(17.5 + 2.5 * Math.log(19), within(1e-3));
        assertThatThrownBy(() -> QuantileMean.of(List.of(Guess.of(1, 1)), new double[] {0}))
                .hasMessageContaining("No member");
        assertThatThrownBy(() -> new FusionWeights(List.of()))
                .hasMessageContaining("at least one member");
    }

    private static double sum(double[] losses, int from) {
        return Arrays.stream(losses, from, from + MONTH).sum();
    }

    private static double logistic(SplittableRandom random) {
        double u = random.nextDouble(1e-9, 1);
        return Math.log(u / (1 - u + 1e-12));
    }
}

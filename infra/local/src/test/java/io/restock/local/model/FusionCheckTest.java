package io.restock.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.local.model.Backtest.OriginScores;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.fusion.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionCheckTest {
    private static final int FIRST = 19_814;

    @Test
    void aFusionThatLosesOnePercentMoreThanItsBestMemberHolds() {
        FusionCheck check = checks(List.of(origin(0, 100, 200, 101))).get(0);

        assertThat(check.what()).contains("best member's (a)", "over 7 days");
        assertThat(check.figure()).isCloseTo(1, within(1e-3));
        assertThat(checks(List.of(origin(0, 100, 200, 100.9))).get(0).holds()).isTrue();
        assertThat(checks(List.of(origin(0, 100, 200, 101.1))).get(0).holds()).isFalse();
    }

    @Test
    void theBestMemberIsThatOfTheMonthAndNotOfEachWeek() {
        List<OriginScores> month =
                List.of(
                        origin(0, 100, 200, 120),
                        origin(7, 220, 100, 120),
                        origin(14, 100, 200, 120),
                        origin(21, 220, 100, 120));

        FusionCheck check = checks(month).get(0);

        assertThat(check.what()).contains("(b)", "over 28 days");
        assertThat(check.figure()).isCloseTo(100 * (120 / 150.0 - 1), within(1e-3));
        assertThat(check.holds()).isTrue();
    }

    @Test
    void theWorstMonthIsTold() {
        List<OriginScores> weeks = new ArrayList<>();
        for (int week = 0; week < 8; week++) {
            weeks.add(origin(7 * week, 100, 200, week < 4 ? 90 : 110));
        }

        assertThat(checks(weeks).get(0).figure()).isCloseTo(10, within(1e-3));
    }

    @Test
    void aMemberThatWasAbsentIsNotTheBest() {
        OriginScores without = origin(0, 100, 200, 150);
        without.all().remove("a");

        FusionCheck check = checks(List.of(without, origin(7, 100, 200, 150))).get(0);

        assertThat(check.what()).contains("(b)");
        assertThat(check.holds()).isTrue();
    }

    @Test
    void coverageIsHeldAgainstItsLevel() {
        List<FusionCheck> checks = checks(List.of(origin(0, 100, 200, 100)));

        assertThat(checks).hasSize(5);
        assertThat(checks.get(2).what())
                .isEqualTo("fusion calibrated, share at or below the 50 % quantile (100.0 %)");
        assertThat(checks.get(2).figure()).isCloseTo(50, within(1e-9));
        assertThat(checks.get(2).holds()).isFalse();
        assertThat(checks.get(4).figure()).isCloseTo(5, within(1e-9));
        assertThat(checks.get(4).json()).containsEntry("limit", 2.0).containsEntry("holds", false);
    }

    private static List<FusionCheck> checks(List<OriginScores> origins) {
        return FusionCheck.of(origins, Row.means(origins.stream().map(OriginScores::all).toList()));
    }

    /** Each is as far above what was sold as it is told. */
    private static OriginScores origin(int day, double a, double b, double fusion) {
        Map<String, ForecastScore> all = new LinkedHashMap<>();
        all.put("a", above(a));
        all.put("b", above(b));
        all.put("peer", above(1));
        all.put(Backtest.FUSION, above(fusion));
        all.put(Backtest.CALIBRATED, above(fusion));
        return new OriginScores(
                FIRST + day,
                all,
                Map.of(Segment.FAST, all),
                Map.of(Segment.FAST, Map.of("a", 0.5, "b", 0.5)));
    }

    private static ForecastScore above(double off) {
        double[] quantiles = new double[Quantiles.COUNT];
        Arrays.fill(quantiles, 10 + off);
        ForecastScore score = new ForecastScore(1);
        score.add(0, 10, DemandQuantiles.around(new double[] {10 + off}, quantiles));
        return score;
    }
}

package io.restock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Covariates;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import io.restock.operators.forecast.statistical.SeasonalNaive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoostedPeerTest {
    private static final int MONDAY = 19_814;
    private static final int DAYS = 84;
    private static final int AHEAD = 7;

    @Test
    void theBacktestFindsIt() {
        assertThat(ServiceLoader.load(Forecaster.class))
                .singleElement()
                .satisfies(found -> assertThat(found.name()).isEqualTo("xgboost"));
    }

    @Test
    void learnsWhatAPromotionDoesWhereSeasonalNaiveCannot() {
        List<SeriesHistory> all = world(60, 7);
        List<SeriesHistory> known = all.stream().map(BoostedPeerTest::known).toList();

        double peer = wape(all, new BoostedPeer().forecast(known, AHEAD));
        double naive = wape(all, new SeasonalNaive().forecast(known, AHEAD));

        assertThat(peer).isLessThan(0.6 * naive);
    }

    @Test
    void saysTheSameWheneverItIsAsked() {
        List<SeriesHistory> known = world(20, 8).stream().map(BoostedPeerTest::known).toList();

        List<DemandQuantiles> first = new BoostedPeer().forecast(known, AHEAD);
        List<DemandQuantiles> second = new BoostedPeer().forecast(known, AHEAD);

        for (int i = 0; i < known.size(); i++) {
            assertThat(second.get(i).quantiles()).isEqualTo(first.get(i).quantiles());
        }
    }

    @Test
    void itsQuantilesAscendAndItsPointIsItsMedian() {
        List<SeriesHistory> known = world(20, 9).stream().map(BoostedPeerTest::known).toList();

        for (DemandQuantiles forecast : new BoostedPeer().forecast(known, AHEAD)) {
            assertThat(forecast.horizon()).isEqualTo(AHEAD);
            assertThat(forecast.isFinite()).isTrue();
            for (int day = 0; day < AHEAD; day++) {
                int from = day * Quantiles.COUNT;
                float[] of = Arrays.copyOfRange(forecast.quantiles(), from, from + Quantiles.COUNT);
                float[] sorted = of.clone();
                Arrays.sort(sorted);
                assertThat(of).isEqualTo(sorted);
                assertThat(of[0]).isNotNegative();
                assertThat(forecast.mean()[day]).isEqualTo(of[Quantiles.MEDIAN]);
            }
        }
    }

    @Test
    void looksAtNoUnitsOfTheTargetDays() {
        List<SeriesHistory> known = world(20, 10).stream().map(BoostedPeerTest::known).toList();
        List<SeriesHistory> same =
                world(20, 10).stream()
                        .map(
                                series -> {
                                    Arrays.fill(series.units(), DAYS - AHEAD, DAYS, 1000);
                                    return known(series);
                                })
                        .toList();

        assertThat(new BoostedPeer().forecast(same, AHEAD).get(3).quantiles())
                .isEqualTo(new BoostedPeer().forecast(known, AHEAD).get(3).quantiles());
    }

    @Test
    void aSeriesOfWhichLittleIsKnownGetsWhatOursGiveIt() {
        List<SeriesHistory> known =
                new ArrayList<>(world(20, 11).stream().map(BoostedPeerTest::known).toList());
        SeriesHistory brief = known.get(0);
        Arrays.fill(brief.units(), 0, brief.units().length - 5, Float.NaN);

        DemandQuantiles forecast = new BoostedPeer().forecast(known, AHEAD).get(0);

        assertThat(forecast.quantiles())
                .isEqualTo(new SeasonalLevel().forecast(brief, AHEAD).quantiles());
    }

    @Test
    void refusesAHistoryWhoseLastWeekTellsNothing() {
        List<SeriesHistory> known = world(5, 12).stream().map(BoostedPeerTest::known).toList();
        for (SeriesHistory series : known) {
            int days = series.units().length;
            Arrays.fill(series.stockOutShare(), days - AHEAD, days, 0.5f);
        }

        assertThatThrownBy(() -> new BoostedPeer().forecast(known, AHEAD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No day of the last ones is in stock");
    }

    private static SeriesHistory known(SeriesHistory series) {
        return series.window(series.originEpochDay() - AHEAD, DAYS - AHEAD, AHEAD);
    }

    private static double wape(List<SeriesHistory> all, List<DemandQuantiles> forecasts) {
        ForecastScore score = new ForecastScore(AHEAD);
        for (int i = 0; i < all.size(); i++) {
            for (int day = 0; day < AHEAD; day++) {
                float units = all.get(i).units()[DAYS - AHEAD + day];
                score.add(day, units, forecasts.get(i));
            }
        }
        return score.wape();
    }

    /** Series with a level and a week of their own, promotions that pull, and some noise. */
    private static List<SeriesHistory> world(int series, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SeriesHistory> all = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            Covariates covariates = Covariates.unknown(DAYS);
            float[] units = new float[DAYS];
            double level = 3 + 10 * random.nextDouble();
            for (int t = 0; t < DAYS; t++) {
                boolean promoted = random.nextDouble() < 0.3;
                covariates.promotion()[t] = promoted ? 1 : 0;
                covariates.discount()[t] = promoted ? 0.7f : 1;
                double week = t % 7 >= 5 ? 1.5 : 0.8;
                double noise = 0.9 + 0.2 * random.nextDouble();
                units[t] = (float) (level * week * (promoted ? 2 : 1) * noise);
            }
            all.add(
                    new SeriesHistory(
                            "L" + i % 3, "I" + i, MONDAY, units, new float[DAYS], covariates));
        }
        return all;
    }
}

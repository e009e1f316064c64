package io.restock.operators.forecast.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.BatchForecaster;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Asks a model that was trained on a world in which promotions alone move demand. */
class ExplanationIT {
    private static final int PAST = 84;
    private static final int AHEAD = 7;
    private static final double LIFT = 0.6; // of the level

    @Test
    void aTrainedModelGivesPromotionItsLiftAndTheOthersLittle() {
        List<SeriesHistory> world = world();
        ForecastModel model =
                ModelTrainer.train(
                        world,
                        TrainSettings.quick().withHorizon(AHEAD).withEpochs(4),
                        ProgressListener.SILENT);

        double lift = 0;
        double rest = 0;
        int promoted = 0;
        try (BatchForecaster forecaster = new BatchForecaster(model)) {
            for (SeriesHistory series : world.subList(0, 10)) {
                Explanation explanation = Explanation.of(forecaster, series, AHEAD);
                for (int day = 0; day < AHEAD; day++) {
                    double base = explanation.base()[day];
                    double sum = base;
                    for (Driver driver : Driver.values()) {
                        double added = explanation.added().get(driver)[day];
                        sum += added;
                        rest += driver == Driver.PROMOTION ? 0 : Math.abs(added) / base;
                    }
                    assertThat(sum).isCloseTo(explanation.forecast()[day], within(1e-6));
                    if (series.covariates().promotion()[PAST + day] > 0.5) {
                        lift += explanation.added().get(Driver.PROMOTION)[day] / base;
                        promoted++;
                    }
                }
            }
        }

        assertThat(lift / promoted).isCloseTo(LIFT, within(0.15));
        assertThat(rest / (10 * AHEAD * (Driver.values().length - 1))).isLessThan(0.04);
    }

    private static List<SeriesHistory> world() {
        SplittableRandom random = new SplittableRandom(11);
        List<SeriesHistory> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Covariates covariates = Covariates.unknown(PAST + AHEAD);
            float[] units = new float[PAST];
            double level = 5 + 10 * random.nextDouble();
            for (int t = 0; t < PAST + AHEAD; t++) {
                boolean promotion = random.nextDouble() < 0.25;
                covariates.promotion()[t] = promotion ? 1 : 0;
                covariates.holiday()[t] = 0;
                covariates.temperatureC()[t] = (float) (15 + 5 * random.nextGaussian());
                if (t < PAST) {
                    double noise = 0.95 + 0.1 * random.nextDouble();
                    units[t] = (float) (level * (promotion ? 1 + LIFT : 1) * noise);
                }
            }
            all.add(
                    new SeriesHistory(
                            "L" + i % 4,
                            "I" + i,
                            Histories.MONDAY,
                            units,
                            new float[PAST],
                            covariates));
        }
        return all;
    }
}

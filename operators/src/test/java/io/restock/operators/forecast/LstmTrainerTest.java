package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LstmTrainerTest {
    @Test
    void oneSeedGivesOneModel() {
        List<SeriesHistory> histories = Histories.many(4, 45, 0, 1);

        String first = train(histories, 1).version();
        String again = train(histories, 1).version();
        String other = train(histories, 2).version();

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void learnsTheWeekAndThePriceBetterThanTheBaselines() {
        ForecastModel model =
                LstmTrainer.train(
                        Histories.many(20, 84, 0, 5),
                        new TrainSettings(7, 1, 8, 1500, 64, 16, 1e-2, 7),
                        ProgressListener.SILENT);

        double lstm = model.manifest().holdOut().get("lstm.wape");
        assertThat(lstm)
                .isLessThan(0.7 * model.manifest().holdOut().get("seasonal-naive.wape"))
                .isLessThan(0.7 * model.manifest().holdOut().get("mean-of-7.wape"));
    }

    @Test
    void tellsOfEveryEpochAndOfTheRefinement() {
        List<Double> holdOuts = new ArrayList<>();

        LstmTrainer.train(
                Histories.many(4, 45, 0, 1),
                Models.settings(2, 1),
                (epoch, epochs, training, holdOut) -> holdOuts.add(holdOut));

        assertThat(holdOuts).hasSize(3);
        assertThat(holdOuts.get(1)).isPositive();
        assertThat(holdOuts.get(2)).isNaN();
    }

    @Test
    void saysThatTheHistoryIsTooShort() {
        assertThatThrownBy(() -> train(Histories.many(3, 15, 0, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> train(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one series");
    }

    @Test
    void manifestSaysWhatItWasTrainedOn() {
        ModelManifest manifest = Models.small().manifest();

        assertThat(manifest.series()).isEqualTo(12);
        assertThat(manifest.firstDay()).isEqualTo("2024-03-31");
        assertThat(manifest.lastDay()).isEqualTo("2024-06-08");
        assertThat(manifest.horizon()).isEqualTo(Models.HORIZON);
        assertThat(manifest.holdOut()).containsKeys("lstm.wape", "lstm.pinball", "mean-of-7.wape");
    }

    private static ForecastModel train(List<SeriesHistory> histories, long seed) {
        return LstmTrainer.train(histories, Models.settings(1, seed), ProgressListener.SILENT);
    }
}

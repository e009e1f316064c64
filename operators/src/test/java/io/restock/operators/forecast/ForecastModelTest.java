package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastModelTest {
    @TempDir private Path folder;

    @Test
    void forecastsTheSameAfterSavingAndLoading() {
        List<SeriesHistory> asked = Histories.many(3, 40, Models.HORIZON, 99);

        ForecastModel loaded = ForecastModel.load(Models.savedIn(folder.resolve("a/b")));

        assertThat(loaded.version()).isEqualTo(Models.small().version());
        assertThat(loaded.horizon()).isEqualTo(Models.HORIZON);
        try (BatchForecaster before = new BatchForecaster(Models.small());
                BatchForecaster after = new BatchForecaster(loaded)) {
            List<DemandQuantiles> expected = before.forecast(asked, Models.HORIZON);
            List<DemandQuantiles> found = after.forecast(asked, Models.HORIZON);
            for (int i = 0; i < asked.size(); i++) {
                assertThat(found.get(i).quantiles()).containsExactly(expected.get(i).quantiles());
            }
        }
    }

    @Test
    void saysThatThereIsNoModel() {
        assertThatThrownBy(() -> ForecastModel.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("manifest.json")
                .hasMessageContaining("train --model");
    }

    @Test
    void refusesWeightsOfAnotherModel() throws IOException {
        Path manifest = Models.savedIn(folder).resolve("manifest.json");
        String text = Files.readString(manifest);

        Files.writeString(manifest, text.replace(Models.small().version(), "0123456789ab"));

        assertThatThrownBy(() -> ForecastModel.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0123456789ab");
    }

    @Test
    void refusesTreesOfAnotherModel() throws IOException {
        Path trees = Models.savedIn(folder).resolve("trees.bin");
        byte[] bytes = Files.readAllBytes(trees);
        bytes[bytes.length / 2] ^= 1;

        Files.write(trees, bytes);

        assertThatThrownBy(() -> ForecastModel.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Train it again");
    }

    @Test
    void refusesAPriorOfAnotherModel() throws IOException {
        Path prior = Models.savedIn(folder).resolve("prior.bin");
        byte[] bytes = Files.readAllBytes(prior);
        bytes[bytes.length - 1] ^= 1; // of the last level

        Files.write(prior, bytes);

        assertThat(Models.small().manifest().priorSeries()).isEqualTo(12);
        assertThatThrownBy(() -> ForecastModel.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Train it again");
    }

    @Test
    void leavesNoTreesOfAnEarlierModelBehind() {
        Path trees = Models.savedIn(folder).resolve("trees.bin");
        assertThat(trees).exists();

        ModelTrainer.train(
                        Histories.many(4, 45, 0, 1),
                        new TrainSettings(5, 1, 1, 1, 128, 32, 4, 5e-3, 0, 7, 0),
                        ProgressListener.SILENT)
                .save(folder);

        assertThat(trees).doesNotExist();
        assertThat(ForecastModel.load(folder).hasTrees()).isFalse();
    }

    @Test
    void itsPartsSayWhatTheModelIsMadeOf() {
        List<SeriesHistory> asked = Histories.many(3, 40, Models.HORIZON, 99);
        ForecastModel model = Models.small();

        float networks = median(model.withTreeWeight(0), asked);
        float half = median(model.withTreeWeight(0.5), asked);
        float trees = median(model.withTreeWeight(1), asked);

        assertThat(trees).isNotEqualTo(networks);
        assertThat(half).isCloseTo((networks + trees) / 2, within(2e-4f));
    }

    private static float median(ForecastModel model, List<SeriesHistory> asked) {
        try (BatchForecaster forecaster = new BatchForecaster(model)) {
            return forecaster.forecast(asked, 1).get(0).quantiles()[Quantiles.MEDIAN];
        }
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        Path manifest = Models.savedIn(folder).resolve("manifest.json");
        String text = Files.readString(manifest);

        Files.writeString(
                manifest, text.replace("\"format\" : " + ModelManifest.FORMAT, "\"format\" : 7"));

        assertThatThrownBy(() -> ForecastModel.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The format (7)");
    }
}

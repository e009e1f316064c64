package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ForecastSettingsTest {
    @Test
    void saysWhichSettingIsWrong() {
        assertThatThrownBy(() -> new ForecastSettings(" ", EngineChoice.AUTO, 9, 1, 1, 1, 1))
                .hasMessageContaining("modelDirectory");
        assertThatThrownBy(() -> new ForecastSettings("m", EngineChoice.AUTO, 0, 1, 1, 1, 1))
                .hasMessageContaining("horizon (0)");
        assertThatThrownBy(() -> new ForecastSettings("m", EngineChoice.AUTO, 1, 0, 1, 1, 1))
                .hasMessageContaining("deadlineMillis (0)");
        assertThatThrownBy(() -> new ForecastSettings("m", EngineChoice.AUTO, 1, 1, 257, 1, 1))
                .hasMessageContaining("batchSize (257)");
        assertThatThrownBy(() -> new ForecastSettings("m", EngineChoice.AUTO, 1, 1, 1, -1, 1))
                .hasMessageContaining("lingerMillis (-1)");
        assertThatThrownBy(() -> new ForecastSettings("m", EngineChoice.AUTO, 1, 1, 1, 1, 0))
                .hasMessageContaining("capacity (0)");
    }

    @Test
    void saysWhichTrainSettingIsWrong() {
        TrainSettings usual = TrainSettings.defaults();

        assertThatThrownBy(() -> usual.withHorizon(93)).hasMessageContaining("horizon (93)");
        assertThatThrownBy(() -> usual.withEpochs(0)).hasMessageContaining("epochs (0)");
        assertThatThrownBy(() -> new TrainSettings(7, 1, 1, 1, 0, 1, 1, 0.1, 0, 7, 0))
                .hasMessageContaining("samplesPerEpoch (0)");
        assertThatThrownBy(() -> new TrainSettings(7, 1, 1, 1, 1, 1, 1, 1, 0, 7, 0))
                .hasMessageContaining("learningRate (1.0)");
    }
}

package io.restock.bench.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.SeriesEncoder;
import io.restock.operators.forecast.TrainSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private static final int HORIZON = 3;
    private static final ForecastModel MODEL =
            ModelTrainer.train(
                    Series.many(12, 0, 7),
                    new TrainSettings(HORIZON, 5, 2, 2, 512, 32, 8, 5e-3, 0.1, 7, 0),
                    ProgressListener.SILENT);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64})
    void allRunTheSameNetworks(int batch) {
        SeriesEncoder encoder = MODEL.seriesEncoder();
        List<SeriesHistory> asked = Series.many(batch, HORIZON, 11);
        List<EncodedSeries> encoded = asked.stream().map(encoder::encode).toList();
        Weights first = Weights.of(MODEL.networks().get(0));
        int pastDays = first.pastDays(encoded.get(0));

        try (Networks layers = new LayerByLayer(MODEL, batch, pastDays);
                Networks bare = new BareOp(MODEL, batch, pastDays);
                Networks onnx = new OnnxNetworks(MODEL, batch, pastDays)) {
            for (Networks networks : List.of(layers, bare, onnx)) {
                networks.put(encoded);
                networks.run();
            }
            for (int network = 0; network < 2; network++) {
                for (int series = 0; series < batch; series++) {
                    for (int output = 0; output < first.last.out(); output++) {
                        float expected = layers.output(network, series, 1, output);
                        assertThat(bare.output(network, series, 1, output))
                                .isCloseTo(expected, within(1e-4f));
                        assertThat(onnx.output(network, series, 1, output))
                                .isCloseTo(expected, within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void countsTwoFlopsForEachWeightThatIsUsed() {
        double perStep = 4 * 8 * (16 + 8);
        double once = 8 * 128;
        double perDay = 131 * 128 + 128 * 64 + 64 * 19;

        assertThat(Weights.flops(MODEL, 28))
                .isEqualTo(2 * 2 * (28 * perStep + once + HORIZON * perDay));
    }
}

package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LstmLayerEngineTest {
    private final LstmLayerEngine engine = new LstmLayerEngine(Models.small());

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void agreesWithTheNetworkThatWasTrained() {
        List<SeriesHistory> asked = Histories.many(20, 60, Models.HORIZON, 11);

        List<LevelForecast> found = engine.inLevels(encoded(asked));

        for (int i = 0; i < asked.size(); i++) {
            double[] expected = byDl4j(asked.get(i));
            for (int k = 0; k < expected.length; k++) {
                assertThat(found.get(i).quantiles()[k]).isCloseTo(expected[k], within(1e-5));
            }
        }
    }

    @Test
    void aForecastDoesNotDependOnItsBatch() {
        List<EncodedSeries> asked = encoded(Histories.many(256, 60, Models.HORIZON, 23));
        List<DemandQuantiles> together = engine.forecast(asked);

        for (int size : new int[] {1, 5, 8, 9, 40, 64, 65, 100}) {
            List<EncodedSeries> part = asked.subList(256 - size, 256);
            List<DemandQuantiles> apart = engine.forecast(part);
            for (int i = 0; i < size; i++) {
                DemandQuantiles expected = together.get(256 - size + i);
                assertThat(apart.get(i).quantiles()).containsExactly(expected.quantiles());
                assertThat(apart.get(i).mean()).containsExactly(expected.mean());
            }
        }
    }

    @Test
    void enginesOfOneModelWorkSideBySide() {
        List<EncodedSeries> asked = encoded(Histories.many(64, 60, Models.HORIZON, 31));
        List<DemandQuantiles> expected = engine.forecast(asked);

        List<CompletableFuture<List<DemandQuantiles>>> sideBySide = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sideBySide.add(
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (LstmLayerEngine own = new LstmLayerEngine(Models.small())) {
                                    own.warmUp();
                                    return own.forecast(asked);
                                }
                            }));
        }

        for (CompletableFuture<List<DemandQuantiles>> found : sideBySide) {
            for (int i = 0; i < asked.size(); i++) {
                assertThat(found.join().get(i).quantiles())
                        .containsExactly(expected.get(i).quantiles());
            }
        }
    }

    @Test
    void saysWhatItRunsOn() {
        assertThat(engine.describe()).startsWith("lstmLayer on CpuBackend");
    }

    @Test
    void refusesBatchesItHasNoRoomFor() {
        EncodedSeries one = encoded(List.of(Histories.flat(1, 40, Models.HORIZON))).get(0);

        assertThatThrownBy(() -> engine.forecast(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The batch (0)");
        assertThatThrownBy(() -> engine.forecast(Collections.nCopies(257, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The batch (257)");
    }

    private static List<EncodedSeries> encoded(List<SeriesHistory> histories) {
        return histories.stream().map(Models.small().seriesEncoder()::encode).toList();
    }

    /** Quantiles in levels, by DL4J's own layers. */
    private static double[] byDl4j(SeriesHistory history) {
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(Models.HORIZON);
        Models.small().encoder().encode(history, history.units().length - 1, sample);
        INDArray past = sequence(sample.past, FeatureEncoder.PAST);
        INDArray future = sequence(sample.future, FeatureEncoder.FUTURE);

        double[] quantiles = new double[Models.HORIZON * Quantiles.COUNT];
        double[] ofOne = new double[Quantiles.COUNT];
        float[] ofDay = new float[Quantiles.COUNT];
        for (ComputationGraph network : Models.small().networks()) {
            network.clear(); // the labels of an earlier call would decide the size of the batch
            network.setInputs(past, future);
            INDArray raw = network.output(past, future)[0];
            for (int day = 0; day < Models.HORIZON; day++) {
                for (int k = 0; k < Quantiles.COUNT; k++) {
                    ofDay[k] = raw.getFloat(0, k, day);
                }
                QuantileHead.quantiles(ofDay, 0, ofOne, 0);
                for (int k = 0; k < Quantiles.COUNT; k++) {
                    quantiles[day * Quantiles.COUNT + k] +=
                            (sample.base[day] + ofOne[k]) / Models.small().networks().size();
                }
            }
        }
        return quantiles;
    }

    private static INDArray sequence(float[] values, int features) {
        return Nd4j.createFromArray(values)
                .reshape('c', 1, values.length / features, features)
                .permute(0, 2, 1)
                .dup('c');
    }
}

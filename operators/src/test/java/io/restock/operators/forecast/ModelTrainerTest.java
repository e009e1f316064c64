package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Covariates;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {
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
                ModelTrainer.train(
                        Histories.many(20, 84, 0, 5),
                        new TrainSettings(7, 1, 1, 8, 1500, 64, 16, 1e-2, 0, 7, 0),
                        ProgressListener.SILENT);

        double lstm = model.manifest().holdOut().get("lstm.wape");
        assertThat(lstm)
                .isLessThan(0.7 * model.manifest().holdOut().get("seasonal-naive.wape"))
                .isLessThan(0.7 * model.manifest().holdOut().get("mean-of-7.wape"));
    }

    @Test
    void learnsFromAllDaysAsLongAsTheHoldOutWasBest() {
        List<Double> holdOuts = new ArrayList<>();

        ForecastModel model =
                ModelTrainer.train(
                        Histories.many(4, 45, 0, 1),
                        Models.settings(6, 1),
                        (epoch, epochs, training, holdOut) -> holdOuts.add(holdOut));

        List<Double> choosing = holdOuts.stream().filter(loss -> !Double.isNaN(loss)).toList();
        int best = choosing.indexOf(Collections.min(choosing)) + 1;
        assertThat(model.manifest().epochs()).isEqualTo(best);
        assertThat(holdOuts).hasSize(choosing.size() + best);
        assertThat(holdOuts.subList(choosing.size(), holdOuts.size())).containsOnly(Double.NaN);
        assertThat(model.manifest().holdOut().get("lstm.pinball"))
                .isEqualTo(choosing.get(best - 1));
    }

    @Test
    void theHoldOutWeighsTheTreesSoThatTheyDoNoHarm() {
        ModelManifest manifest =
                ModelTrainer.train(
                                Histories.many(12, 84, 0, 5),
                                new TrainSettings(7, 1, 1, 3, 1500, 64, 8, 5e-3, 0, 7, 40),
                                ProgressListener.SILENT)
                        .manifest();

        Map<String, Double> holdOut = manifest.holdOut();
        assertThat(manifest.trees()).isBetween(1, 40);
        assertThat(manifest.treeWeight()).isBetween(0.0, 1.0);
        assertThat(holdOut.get("trees.wape-of-median"))
                .isLessThan(0.85 * holdOut.get("seasonal-naive.wape"));
        assertThat(holdOut.get("model.pinball"))
                .isLessThanOrEqualTo(holdOut.get("lstm.pinball"))
                .isLessThanOrEqualTo(holdOut.get("trees.pinball"));
    }

    @Test
    void withoutAHoldOutItTakesAllEpochsAndMeasuresNothing() {
        TrainSettings settings = new TrainSettings(5, 1, 1, 2, 128, 32, 4, 5e-3, 0, 0, 0);
        List<Double> holdOuts = new ArrayList<>();

        ForecastModel model =
                ModelTrainer.train(
                        Histories.many(2, 30, 0, 1),
                        settings,
                        (epoch, epochs, training, holdOut) -> holdOuts.add(holdOut));

        assertThat(holdOuts).containsExactly(Double.NaN, Double.NaN);
        assertThat(model.manifest().holdOut()).isEmpty();
        assertThat(model.manifest().epochs()).isEqualTo(2);
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
        assertThat(manifest.firstDay()).isEqualTo("2024-04-01");
        assertThat(manifest.lastDay()).isEqualTo("2024-06-09");
        assertThat(manifest.horizon()).isEqualTo(Models.HORIZON);
        assertThat(manifest.holdOut()).containsKeys("lstm.wape", "lstm.pinball", "mean-of-7.wape");
    }

    @Test
    void goesOnAfterAnInterruptionAsIfThereHadBeenNone(@TempDir Path folder) {
        List<SeriesHistory> histories = Histories.many(4, 45, 0, 1);
        TrainSettings settings = Models.settings(4, 1);
        List<Integer> uninterrupted = new ArrayList<>();
        ForecastModel expected =
                ModelTrainer.train(
                        histories, settings, (e, of, loss, held) -> uninterrupted.add(e));

        for (int stop = 1; stop < uninterrupted.size(); stop++) {
            Path checkpoint = folder.resolve("stopped-" + stop);
            int last = uninterrupted.get(stop - 1);
            assertThatThrownBy(
                            () ->
                                    ModelTrainer.train(
                                            histories, settings, checkpoint, stopAfter(last)))
                    .isInstanceOf(CancellationException.class);
            Resumed resumed = new Resumed();

            ForecastModel found = ModelTrainer.train(histories, settings, checkpoint, resumed);

            assertThat(resumed.times).isEqualTo(1);
            assertThat(resumed.epochs).isEqualTo(uninterrupted.subList(stop, uninterrupted.size()));
            assertThat(found.version()).isEqualTo(expected.version());
            assertThat(found.manifest().holdOut()).isEqualTo(expected.manifest().holdOut());
            assertThat(checkpoint).doesNotExist();
        }
    }

    @Test
    void startsAnewWhereTheHistoryOrTheSettingsAreOthers(@TempDir Path folder) {
        Path checkpoint = folder.resolve("stopped");
        List<SeriesHistory> histories = Histories.many(4, 45, 0, 1);
        assertThatThrownBy(
                        () ->
                                ModelTrainer.train(
                                        histories, Models.settings(3, 1), checkpoint, stopAfter(1)))
                .isInstanceOf(CancellationException.class);
        byte[] noted = bytes(checkpoint);
        Resumed ofSettings = new Resumed();
        Resumed ofHistory = new Resumed();

        ModelTrainer.train(histories, Models.settings(3, 2), checkpoint, ofSettings);
        histories.get(2).units()[20] += 1;
        write(checkpoint, noted);
        ForecastModel found =
                ModelTrainer.train(histories, Models.settings(3, 1), checkpoint, ofHistory);

        assertThat(ofSettings.times).isZero();
        assertThat(ofHistory.times).isZero();
        assertThat(found.version())
                .isEqualTo(
                        ModelTrainer.train(
                                        histories, Models.settings(3, 1), ProgressListener.SILENT)
                                .version());
    }

    @Test
    void saysThatANotedTrainingIsBroken(@TempDir Path folder) {
        Path checkpoint = folder.resolve("stopped");
        List<SeriesHistory> histories = Histories.many(4, 45, 0, 1);
        TrainSettings settings = Models.settings(3, 1);
        assertThatThrownBy(() -> ModelTrainer.train(histories, settings, checkpoint, stopAfter(1)))
                .isInstanceOf(CancellationException.class);
        byte[] whole = bytes(checkpoint);

        write(checkpoint, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(
                        () ->
                                ModelTrainer.train(
                                        histories, settings, checkpoint, ProgressListener.SILENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Maybe delete it");
    }

    @Test
    void learnsFromSeriesOfDifferentLengthsAndFromDaysThatAreMissing() {
        List<SeriesHistory> histories = new ArrayList<>();
        for (SeriesHistory history : Histories.many(6, 60, 0, 3)) {
            int length = 20 + 8 * histories.size();
            for (int t = 6; t < 60; t += 7) {
                history.units()[t] = Float.NaN; // closed on Sundays
                history.stockOutShare()[t] = Float.NaN;
            }
            histories.add(history.window(history.originEpochDay(), length, 0));
        }
        histories.add(Histories.many(1, 40, 0, 9).get(0)); // ended 20 days before the others

        ForecastModel model =
                ModelTrainer.train(histories, Models.settings(2, 1), ProgressListener.SILENT);

        assertThat(model.manifest().series()).isEqualTo(7);
        assertThat(model.manifest().holdOut().get("lstm.wape")).isBetween(0.0, 1.0);
    }

    @Test
    void forecastsFarAheadWithoutPricesWeatherOrStockOuts() {
        List<SeriesHistory> histories = new ArrayList<>();
        for (SeriesHistory full : Histories.many(6, 120, 0, 3)) {
            float[] unknown = new float[120];
            Arrays.fill(unknown, Float.NaN);
            histories.add(
                    new SeriesHistory(
                            full.location(),
                            full.item(),
                            full.firstEpochDay(),
                            full.units(),
                            unknown,
                            Covariates.unknown(120)));
        }
        TrainSettings settings = new TrainSettings(42, 1, 1, 2, 512, 32, 8, 5e-3, 0, 28, 20);

        ForecastModel model = ModelTrainer.train(histories, settings, ProgressListener.SILENT);

        assertThat(model.manifest().holdOut().get("lstm.wape")).isBetween(0.0, 1.0);
        try (BatchForecaster forecaster = new BatchForecaster(model)) {
            for (DemandQuantiles forecast : forecaster.forecast(histories, 42)) {
                assertThat(forecast.horizon()).isEqualTo(42);
                assertThat(forecast.isFinite()).isTrue();
                assertThat(forecast.mean()[41]).isPositive();
            }
        }
    }

    @Test
    void learnsTheStartOfTheMonthOfALongHistory() {
        List<SeriesHistory> histories = new ArrayList<>();
        for (SeriesHistory history : Histories.many(6, 450, 0, 3)) {
            for (int t = 0; t < 450; t++) {
                int epochDay = history.firstEpochDay() + t;
                boolean payday = LocalDate.ofEpochDay(epochDay).getDayOfMonth() <= 2;
                history.units()[t] = payday ? 9 : 3;
                history.stockOutShare()[t] = 0;
            }
            histories.add(history);
        }
        int origin = (int) LocalDate.of(2025, 5, 29).toEpochDay(); // two days before June
        List<SeriesHistory> known =
                histories.stream()
                        .map(h -> h.window(origin, origin - h.firstEpochDay() + 1, 0))
                        .toList();

        ForecastModel model =
                ModelTrainer.train(
                        known,
                        new TrainSettings(5, 1, 1, 4, 2000, 32, 8, 1e-2, 0, 7, 0),
                        ProgressListener.SILENT);

        try (BatchForecaster forecaster = new BatchForecaster(model)) {
            float[] quantiles = forecaster.forecast(known, 5).get(0).quantiles();
            assertThat(quantiles[Quantiles.MEDIAN]).isBetween(2.5f, 3.5f); // 30 May
            assertThat(quantiles[2 * Quantiles.COUNT + Quantiles.MEDIAN])
                    .isGreaterThan(7); // 1 June
        }
    }

    @Test
    void tellsOfStepsWithinAnEpoch() {
        List<Double> parts = Collections.synchronizedList(new ArrayList<>());
        ProgressListener listener =
                new ProgressListener() {
                    @Override
                    public void epochEnded(
                            int epoch, int epochs, double trainingLoss, double holdOutLoss) {}

                    @Override
                    public void stepped(int epoch, int epochs, double part) {
                        parts.add(part);
                    }
                };

        ModelTrainer.train(
                Histories.many(12, 84, 0, 5),
                new TrainSettings(7, 1, 1, 1, 640, 16, 4, 1e-2, 0, 7, 0),
                listener);

        assertThat(parts).containsExactly(0.25, 0.5, 0.75, 1.0, 0.25, 0.5, 0.75, 1.0);
    }

    /** Ends a training after an epoch, as Ctrl-C would. */
    private static ProgressListener stopAfter(int last) {
        return (epoch, epochs, training, holdOut) -> {
            if (epoch == last) {
                throw new CancellationException();
            }
        };
    }

    /** Counts epochs and resumptions. */
    private static final class Resumed implements ProgressListener {
        final List<Integer> epochs = new ArrayList<>();
        int times;

        @Override
        public void epochEnded(int epoch, int of, double trainingLoss, double holdOutLoss) {
            epochs.add(epoch);
        }

        @Override
        public void resumed(int epoch) {
            times++;
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForecastModel train(List<SeriesHistory> histories, long seed) {
        return ModelTrainer.train(histories, Models.settings(1, seed), ProgressListener.SILENT);
    }
}

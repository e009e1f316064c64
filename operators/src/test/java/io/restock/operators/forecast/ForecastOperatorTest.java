package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Covariates;
import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.fusion.MemberForecasts;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class ForecastOperatorTest {
    private static final long ISSUED = 1_700_000_000_000L;
    private static final int DAYS = 3;
    private static final Semaphore GATE = new Semaphore(0);

    /** Less than an engine of the small model holds. */
    private static final long ONE_ENGINE_BYTES = 1_000_000;

    @TempDir private Path folder;

    @Test
    void requestsCanBeKeptWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ForecastRequest.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(MemberForecasts.class);
    }

    @Test
    void answersInOrderWithTheModelsForecast() throws Exception {
        List<SeriesHistory> asked = Histories.many(20, 40, DAYS, 77);

        List<Forecast> answers = answers(EngineFactory.LSTM_LAYER, settings(1_000_000), asked);

        assertThat(answers).hasSize(20);
        try (BatchForecaster expected = new BatchForecaster(Models.small())) {
            for (int i = 0; i < asked.size(); i++) {
                Forecast answer = answers.get(i);
                assertThat(answer.item()).isEqualTo(asked.get(i).item());
                assertThat(answer.originEpochDay()).isEqualTo(asked.get(i).originEpochDay());
                assertThat(answer.issuedMillis()).isEqualTo(ISSUED);
                assertThat(answer.modelVersion()).isEqualTo(Models.small().version());
                assertThat(answer.method()).isEqualTo("model");
                assertThat(answer.isFallback()).isFalse();
                assertThat(answer.horizon()).isEqualTo(DAYS);
                float[] whole = expected.forecast(List.of(asked.get(i)), DAYS).get(0).quantiles();
                assertThat(answer.quantiles())
                        .containsExactly(Arrays.copyOf(whole, DAYS * Quantiles.COUNT));
            }
        }
    }

    @Test
    void fallsBackWhereTheHistoryIsShort() throws Exception {
        List<Forecast> answers =
                answers(
                        EngineFactory.LSTM_LAYER,
                        settings(1_000_000),
                        List.of(Histories.flat(3, 2, DAYS), Histories.flat(3, 3, DAYS)));

        assertThat(answers.get(0).fallbackReason()).isEqualTo("short history");
        assertThat(answers.get(0).method()).isEqualTo(LaunchPrior.NAME);
        assertThat(answers.get(0).mean()[0]).isBetween(2f, 6f); // others sell 8
        assertThat(answers.get(1).isFallback()).isFalse();
    }

    @Test
    void aSeriesThatHasFallenSilentIsNoNewOne() throws Exception {
        SeriesHistory silent = Histories.flat(3, 60, DAYS);
        Arrays.fill(silent.units(), 30, 60, Float.NaN);

        List<Forecast> answers =
                answers(EngineFactory.LSTM_LAYER, settings(1_000_000), List.of(silent));

        assertThat(answers.get(0).fallbackReason()).isEqualTo("short history");
        assertThat(answers.get(0).method()).isEqualTo(SeasonalLevel.NAME);
        assertThat(answers.get(0).mean()).containsOnly(0);
    }

    @Test
    void anItemOfASeasonIsForecastUntilItsEndAndSaysWhenThatIs() throws Exception {
        List<SeriesHistory> past = new ArrayList<>();
        for (int place = 0; place < 3; place++) {
            past.add(summers("L" + place, 900));
        }
        TrainSettings quick = new TrainSettings(30, 1, 1, 1, 128, 32, 4, 5e-3, 0, 7, 0);
        ModelTrainer.train(past, quick, ProgressListener.SILENT).save(folder.resolve("seasonal"));
        ForecastSettings settings =
                new ForecastSettings(
                        folder.resolve("seasonal").toString(),
                        EngineChoice.AUTO,
                        30,
                        1_000_000,
                        8,
                        1,
                        16);
        SeriesHistory asked = summers("L1", 900 + 365).window(Histories.MONDAY + 935, 84, 30);

        Forecast said = answers(EngineFactory.LSTM_LAYER, settings, List.of(asked)).get(0);

        // 935 is day 205 of the third year; the season's days are 100 to 220.
        int last = said.seasonEndEpochDay() - Histories.MONDAY;
        assertThat(last).isBetween(950, 962);
        assertThat(said.mean()[0]).isPositive();
        for (int day = 0; day < 30; day++) {
            if (936 + day > last) {
                assertThat(said.mean()[day]).isZero();
            }
        }
    }

    /** Ten a day on days 100 to 220 of a year, else none. */
    private static SeriesHistory summers(String location, int days) {
        float[] units = new float[days];
        for (int t = 0; t < days; t++) {
            int ofYear = Math.round(t % 365.25f);
            units[t] = ofYear >= 100 && ofYear <= 220 ? 8 + t % 5 : 0;
        }
        return new SeriesHistory(
                location,
                "strawberries",
                Histories.MONDAY,
                units,
                new float[days],
                Covariates.unknown(days + 30));
    }

    @Test
    void theStatisticalForecastBesideTheModelIsThePriorWhileASeriesIsNew() throws Exception {
        SeriesHistory isNew = Histories.one("L0", "new", 20, DAYS, 5);
        SeriesHistory known = Histories.one("L0", "old", 40, DAYS, 5);

        List<MemberForecasts> members =
                members(EngineFactory.LSTM_LAYER, settings(1_000_000), List.of(isNew, known));

        assertThat(members.get(0).quantiles())
                .containsExactly(Models.small().prior().forecast(isNew, DAYS).quantiles());
        assertThat(members.get(1).quantiles())
                .containsExactly(new SeasonalLevel().forecast(known, DAYS).quantiles());
    }

    @Test
    void fallsBackWhereTheEngineFails() throws Exception {
        List<Forecast> answers =
                answers(
                        model -> new BrokenEngine(),
                        settings(1_000_000),
                        List.of(Histories.flat(3, 30, DAYS)));

        assertThat(answers.get(0).fallbackReason()).contains("the card is gone");
        assertThat(answers.get(0).mean()).containsOnly(3);
    }

    @Test
    void aSeriesThatCannotBeEncodedFailsAlone() throws Exception {
        List<SeriesHistory> asked = new ArrayList<>(Histories.many(9, 40, DAYS, 77));
        asked.set(4, withoutTemperatures(asked.get(4)));

        List<Forecast> answers = answers(EngineFactory.LSTM_LAYER, settings(1_000_000), asked);

        assertThat(answers.get(4).fallbackReason()).startsWith("features: The series");
        assertThat(answers)
                .filteredOn(answer -> answer.method().equals(ForecastFunction.METHOD))
                .hasSize(8);
    }

    /** Covariates of other lengths than the others, which no join makes. */
    private static SeriesHistory withoutTemperatures(SeriesHistory of) {
        Covariates c = of.covariates();
        return new SeriesHistory(
                of.location(),
                of.item(),
                of.firstEpochDay(),
                of.units(),
                of.stockOutShare(),
                new Covariates(
                        c.discount(),
                        c.promotion(),
                        c.holiday(),
                        new float[0],
                        c.precipitationMm(),
                        c.humidityPct(),
                        c.windLevel()));
    }

    @Test
    void fallsBackAtTheDeadline() throws Exception {
        GATE.drainPermits();
        try (OneInputStreamOperatorTestHarness<ForecastRequest, MemberForecasts> harness =
                harness(model -> new HeldEngine(), settings(1000))) {
            harness.open();
            harness.setProcessingTime(0);
            harness.processElement(
                    new ForecastRequest(Histories.flat(3, 30, DAYS), ISSUED), ISSUED);

            harness.setProcessingTime(1000);
            harness.endInput();

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.extractOutputValues().get(0).model().fallbackReason())
                    .isEqualTo("deadline");
            GATE.release(3); // the batch is tried three times
        }
    }

    @Test
    void subtasksOfAJvmShareOneModelAndFreeIt() throws Exception {
        ForecastSettings settings = settings(1_000_000);
        try (OneInputStreamOperatorTestHarness<ForecastRequest, MemberForecasts> first =
                        harness(EngineFactory.LSTM_LAYER, settings);
                OneInputStreamOperatorTestHarness<ForecastRequest, MemberForecasts> second =
                        harness(EngineFactory.LSTM_LAYER, settings)) {
            first.open();
            second.open();
            assertThat(SharedBatcher.count()).isEqualTo(1);
        }
        assertThat(SharedBatcher.count()).isZero();
    }

    @Test
    void leavesNoThreadAndNoNativeMemoryAfterFiftyLives() throws Exception {
        ForecastSettings settings = settings(1_000_000);
        List<SeriesHistory> asked = Histories.many(20, 40, DAYS, 77);
        answers(EngineFactory.LSTM_LAYER, settings, asked);
        System.gc(); // what others left for the collector is not ours
        long before = Pointer.totalBytes();

        for (int life = 0; life < 50; life++) {
            answers(EngineFactory.LSTM_LAYER, settings, asked);
        }

        assertThat(SharedBatcher.count()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("forecast-batches"));
        System.gc();
        assertThat(Pointer.totalBytes()).isLessThan(before + ONE_ENGINE_BYTES);
    }

    @Test
    void refusesAHorizonTheModelDoesNotHave() throws Exception {
        ForecastSettings tooLong =
                new ForecastSettings(
                        Models.savedIn(folder).toString(),
                        EngineChoice.AUTO,
                        Models.HORIZON + 1,
                        10_000,
                        64,
                        5,
                        256);
        try (OneInputStreamOperatorTestHarness<ForecastRequest, MemberForecasts> harness =
                harness(EngineFactory.LSTM_LAYER, tooLong)) {
            assertThatThrownBy(harness::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The horizon (6)");
        }
        assertThat(SharedBatcher.count()).isZero();
    }

    private ForecastSettings settings(long deadlineMillis) {
        return new ForecastSettings(
                Models.savedIn(folder).toString(),
                EngineChoice.AUTO,
                DAYS,
                deadlineMillis,
                8,
                1,
                16);
    }

    private static List<Forecast> answers(
            EngineFactory engines, ForecastSettings settings, List<SeriesHistory> asked)
            throws Exception {
        return members(engines, settings, asked).stream().map(MemberForecasts::model).toList();
    }

    private static List<MemberForecasts> members(
            EngineFactory engines, ForecastSettings settings, List<SeriesHistory> asked)
            throws Exception {
        try (OneInputStreamOperatorTestHarness<ForecastRequest, MemberForecasts> harness =
                harness(engines, settings)) {
            harness.open();
            for (SeriesHistory history : asked) {
                harness.processElement(new ForecastRequest(history, ISSUED), ISSUED);
            }
            harness.endInput();
            return List.copyOf(harness.extractOutputValues());
        }
    }

    private static OneInputStreamOperatorTestHarness<ForecastRequest, MemberForecasts> harness(
            EngineFactory engines, ForecastSettings settings) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(
                        new ForecastFunction(settings, engines),
                        settings.deadlineMillis(),
                        settings.capacity(),
                        OutputMode.ORDERED),
                TypeInformation.of(ForecastRequest.class)
                        .createSerializer(new SerializerConfigImpl()));
    }

    /** Fails on every batch. */
    private static class BrokenEngine implements ForecastEngine {
        @Override
        public String describe() {
            return "broken";
        }

        @Override
        public int maxBatch() {
            return 8;
        }

        @Override
        public long deviceBytes() {
            return 0;
        }

        @Override
        public void warmUp() {}

        @Override
        public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
            throw new IllegalStateException("the card is gone");
        }

        @Override
        public void close() {}
    }

    /** Holds every batch until the gate opens. */
    private static final class HeldEngine extends BrokenEngine {
        @Override
        public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
            GATE.acquireUninterruptibly();
            return super.forecast(batch);
        }
    }
}

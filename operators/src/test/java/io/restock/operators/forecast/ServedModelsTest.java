package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.LocalDays;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.life.ModelInUse;
import io.restock.operators.forecast.life.ModelRole;
import io.restock.operators.forecast.life.ModelsInUse;
import io.restock.operators.forecast.life.ShadowForecast;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@SuppressWarnings("try") // a gate is only closed
class ServedModelsTest {
    private static final long ISSUED = 1_700_000_000_000L;
    private static final int DAYS = 3;
    private static final int CAPACITY = 64;
    private static final String STANDS = Models.small().version();
    private static final String OTHER = Models.other().version();
    private static final SeriesHistory SERIES = Histories.many(1, 40, DAYS, 77).get(0);
    private static final Semaphore GATE = new Semaphore(0);

    @TempDir private Path folder;

    private Path other = Path.of("");

    @BeforeEach
    void saveTheOtherModel() {
        Models.savedIn(folder.resolve("stands"));
        other = folder.resolve("other");
        Models.other().save(other);
        GATE.drainPermits();
    }

    @AfterEach
    void nothingStaysOpen() {
        GATE.release(1000);
        while (SharedBatcher.count() > 0) { // what is still loading is closed when it is there
            Thread.onSpinWait();
        }
    }

    @Test
    void asksTheSettingsModelAlone() throws Exception {
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            ServedModels.Asked asked = models.ask(new ForecastRequest(SERIES, ISSUED));

            assertThat(asked.champion()).isEqualTo(STANDS);
            assertThat(asked.answer().join().forecast().quantiles())
                    .isEqualTo(alone(Models.small()));
            assertThat(asked.shadows().join()).isEmpty();
        }
    }

    @Test
    void doesNotWaitForAChallengerThatIsBeingLoadedAndAsksItAfterwards() throws Exception {
        EngineFactory slow =
                model -> {
                    if (model.version().equals(OTHER)) {
                        GATE.acquireUninterruptibly();
                    }
                    return new LstmLayerEngine(model);
                };
        try (ServedModels models = models(slow, 60_000);
                Opened gate = new Opened()) {
            ServedModels.Asked first = models.ask(beside(OTHER, other));
            assertThat(first.answer().join().forecast().quantiles())
                    .isEqualTo(alone(Models.small()));
            assertThat(first.shadows().join()).isEmpty();

            GATE.release();

            ShadowForecast said = said(models, beside(OTHER, other));
            assertThat(said.trouble()).isEmpty();
            assertThat(said.model().version()).isEqualTo(OTHER);
            assertThat(said.against()).isEqualTo(STANDS);
            assertThat(said.nextDay())
                    .isEqualTo(Arrays.copyOf(alone(Models.other()), Quantiles.COUNT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "network-1.zip", "trends.bin"})
    void aFolderWithABrokenFileIsToldOfAndTheChampionGoesOn(String file) throws Exception {
        Path broken = other.resolve(file);
        byte[] whole = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));

        assertThat(troubleOf(OTHER, other)).isNotEmpty();
    }

    @Test
    void aFolderWithChangedWeightsIsToldOf() throws Exception {
        Files.copy(
                folder.resolve("stands").resolve("network-1.zip"),
                other.resolve("network-1.zip"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(troubleOf(OTHER, other)).contains("but its manifest says " + OTHER);
    }

    @Test
    void aFolderThatIsNotThereOrHoldsAnotherModelIsToldOf() throws Exception {
        assertThat(troubleOf("gone", folder.resolve("gone"))).contains("has no manifest.json");
        assertThat(troubleOf("new", other)).contains("must hold the model new, but holds " + OTHER);
        assertThat(troubleOf("nowhere", Path.of(""))).contains("has no manifest.json");
    }

    @Test
    void aModelWhoseHorizonIsTooShortIsToldOf() throws Exception {
        ForecastModel shorter =
                ModelTrainer.train(
                        Histories.many(12, 70, 0, 7),
                        Models.settings(1, 9).withHorizon(2),
                        ProgressListener.SILENT);
        shorter.save(folder.resolve("short"));

        assertThat(troubleOf(shorter.version(), folder.resolve("short")))
                .contains("The horizon (3) must be <= 2");
    }

    @Test
    void anEngineThatFailsIsToldOfAndTheChampionGoesOn() throws Exception {
        try (ServedModels models = models(failing(), 60_000)) {
            ShadowForecast said = said(models, beside(OTHER, other));

            assertThat(said.trouble()).startsWith("engine: ").contains("the card is gone");
            assertThat(models.ask(beside(OTHER, other)).answer().join().forecast().quantiles())
                    .isEqualTo(alone(Models.small()));
        }
    }

    @Test
    void aModelThatAnswersTooLateAgainAndAgainIsToldOf() throws Exception {
        try (ServedModels models = models(held(), 100);
                Opened gate = new Opened()) {
            ShadowForecast said = said(models, beside(OTHER, other));

            assertThat(said.trouble()).isEqualTo("16 answers in a row came too late");
        }
    }

    @Test
    void whatWasPromotedForecasts() throws Exception {
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            ForecastRequest request = request(promoted(OTHER, other), null, ISSUED);
            ServedModels.Asked asked = models.ask(request);

            assertThat(asked.champion()).isEqualTo(OTHER);
            assertThat(asked.answer().join().forecast().quantiles())
                    .isEqualTo(alone(Models.other()));
        }
    }

    @Test
    void newSeriesHaveThePriorOfWhatWasPromotedFromTheFirstOneOn() throws Exception {
        ForecastModel next =
                ModelTrainer.train(
                        Histories.many(12, 70, 0, 8),
                        Models.settings(1, 6),
                        ProgressListener.SILENT);
        next.save(folder.resolve("next"));
        SeriesHistory isNew = Histories.flat(3, 2, DAYS);
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            ModelInUse promoted = promoted(next.version(), folder.resolve("next"));
            ForecastRequest request = request(promoted, null, ISSUED);

            ServedModels.Standing stands = models.standing(request);

            assertThat(stands.version()).isEqualTo(next.version());
            assertThat(stands.prior().forecast(isNew, DAYS).mean())
                    .isEqualTo(next.prior().forecast(isNew, DAYS).mean())
                    .isNotEqualTo(Models.small().prior().forecast(isNew, DAYS).mean());
        }
    }

    @Test
    void theSettingsModelStandsInForAChampionThatCannotBeUsed() throws Exception {
        ModelInUse broken = promoted("gone", folder.resolve("gone"));
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            ForecastRequest request = request(broken, null, ISSUED);
            ServedModels.Asked asked = models.ask(request);

            assertThat(asked.champion()).isEqualTo(STANDS);
            assertThat(models.standing(request).version()).isEqualTo(STANDS);
            assertThat(asked.answer().join().forecast().quantiles())
                    .isEqualTo(alone(Models.small()));
            assertThat(asked.shadows().join())
                    .singleElement()
                    .satisfies(
                            said -> {
                                assertThat(said.model()).isEqualTo(broken);
                                assertThat(said.trouble()).contains("has no manifest.json");
                            });
        }
    }

    @Test
    void theSettingsModelStandsInForAChampionWhoseEngineFailsAndThatIsToldOf() throws Exception {
        try (ServedModels models = models(failing(), 60_000)) {
            ForecastRequest request = request(promoted(OTHER, other), null, ISSUED);
            for (int batch = 0; batch < ServedModels.MOST_FAILURES; batch++) {
                ServedModels.Asked asked = models.ask(request);
                assertThat(asked.champion()).isEqualTo(OTHER);
                assertThat(failureOf(asked)).hasMessageContaining("the card is gone");
                assertThat(asked.shadows().join()).isEmpty();
            }

            assertStandsIn(models, request, "the card is gone");
        }
    }

    @Test
    void aChampionThatFailsNowAndThenGoesOn() throws Exception {
        AtomicInteger batches = new AtomicInteger();
        EngineFactory flickering =
                model ->
                        new OtherEngine(model) {
                            @Override
                            List<DemandQuantiles> other(List<EncodedSeries> batch) {
                                // An engine is asked three times before a batch has failed.
                                if (batches.getAndIncrement() % 7 < 6) {
                                    throw new IllegalStateException("busy");
                                }
                                return engine.forecast(batch);
                            }
                        };
        try (ServedModels models = models(flickering, 60_000)) {
            ForecastRequest request = request(promoted(OTHER, other), null, ISSUED);
            int answered = 0;
            for (int i = 0; i < 12; i++) {
                ServedModels.Asked asked = models.ask(request);
                assertThat(asked.champion()).isEqualTo(OTHER);
                answered += asked.answer().handle((given, failure) -> given == null ? 0 : 1).join();
            }
            assertThat(answered).isEqualTo(4);
        }
    }

    @Test
    void theSettingsModelStandsInForAChampionWhoseThreadHasDied() throws Exception {
        EngineFactory deadly =
                model ->
                        new OtherEngine(model) {
                            @Override
                            List<DemandQuantiles> other(List<EncodedSeries> batch) {
                                throw new OutOfMemoryError("no native memory");
                            }
                        };
        try (ServedModels models = models(deadly, 60_000)) {
            ForecastRequest request = request(promoted(OTHER, other), null, ISSUED);
            assertThat(failureOf(models.ask(request))).isInstanceOf(OutOfMemoryError.class);

            assertStandsIn(models, request, "no native memory");
        }
    }

    @Test
    void aChampionThatIsTooLateHasNotFailed() throws Exception {
        try (ServedModels models = models(held(), 100);
                Opened gate = new Opened()) {
            ForecastRequest request = request(promoted(OTHER, other), null, ISSUED);
            while (!models.standing(request).version().equals(OTHER)) {
                Thread.onSpinWait(); // it is being loaded
            }
            List<CompletableFuture<?>> answers = new ArrayList<>();
            // More than the engine and the queue hold: the oldest must go once it is too late.
            for (int i = 0; i < CAPACITY + 16; i++) {
                answers.add(models.ask(request).answer());
            }

            assertThat(answers).anyMatch(CompletableFuture::isCancelled);
            assertThat(models.standing(request).version()).isEqualTo(OTHER);
        }
    }

    @Test
    void theSettingsModelStandsInForAChampionThatLoadsForLongerThanTheDeadline() throws Exception {
        EngineFactory slow =
                model -> {
                    if (model.version().equals(OTHER)) {
                        GATE.acquireUninterruptibly();
                    }
                    return new LstmLayerEngine(model);
                };
        try (ServedModels models = models(slow, 100);
                Opened gate = new Opened()) {
            ForecastRequest request = request(promoted(OTHER, other), null, ISSUED);
            ServedModels.Asked first = models.ask(request);
            assertThat(first.champion()).isEqualTo(STANDS);
            assertThat(first.shadows().join()).as("no trouble yet").isEmpty();

            GATE.release();
            String champion = STANDS;
            while (champion.equals(STANDS)) {
                champion = models.ask(request).champion();
            }
            assertThat(champion).isEqualTo(OTHER);
        }
    }

    @Test
    void aChampionDoesNotWaitForTheFolderOfAChallengerThatHangs() throws Exception {
        ForecastModel hanging =
                ModelTrainer.train(
                        Histories.many(12, 70, 0, 8),
                        Models.settings(1, 6),
                        ProgressListener.SILENT);
        hanging.save(folder.resolve("hanging"));
        EngineFactory engines =
                model -> {
                    if (model.version().equals(hanging.version())) {
                        GATE.acquireUninterruptibly();
                    }
                    return new LstmLayerEngine(model);
                };
        try (ServedModels models = models(engines, 60_000);
                Opened gate = new Opened()) {
            models.ask(beside(hanging.version(), folder.resolve("hanging")));

            ServedModels.Asked asked = models.ask(request(promoted(OTHER, other), null, ISSUED));

            assertThat(asked.champion()).isEqualTo(OTHER);
        }
    }

    @Test
    void anAnswerDoesNotWaitForASlowChallengerWhereManyOthersWaitBehindIt() throws Exception {
        try (ServedModels models = models(held(), 600_000);
                Opened gate = new Opened()) {
            ForecastRequest request = beside(OTHER, other);
            ServedModels.Asked asked = models.ask(request);
            while (asked.shadows().isDone()) { // the challenger is being loaded
                asked = models.ask(request);
            }

            for (int behind = 0; behind < CAPACITY / 2; behind++) {
                assertThat(asked.shadows()).as("nobody else is held up").isNotDone();
                models.ask(request);
            }

            // Half the deadline would be five minutes.
            assertThat(asked.shadows().get(60, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void aBurstThatIsLateAtOnceDoesNotRejectAChallenger() throws Exception {
        AtomicBoolean paused = new AtomicBoolean(true);
        EngineFactory pausing =
                model ->
                        new OtherEngine(model) {
                            @Override
                            List<DemandQuantiles> other(List<EncodedSeries> batch) {
                                if (paused.get()) {
                                    GATE.acquireUninterruptibly();
                                }
                                return engine.forecast(batch);
                            }
                        };
        try (ServedModels models = models(pausing, 2_000);
                Opened gate = new Opened()) {
            ForecastRequest request = beside(OTHER, other);
            List<ServedModels.Asked> burst = new ArrayList<>();
            while (burst.size() < 2 * ServedModels.MOST_MISSES) {
                ServedModels.Asked asked = models.ask(request);
                asked.answer().join();
                if (!asked.shadows().isDone()) { // the challenger is loaded
                    burst.add(asked);
                }
            }
            for (ServedModels.Asked late : burst) {
                assertThat(late.shadows().join()).isEmpty();
            }
            paused.set(false);
            GATE.release(1000);

            assertThat(said(models, request).trouble()).isEmpty();
        }
    }

    @Test
    void anEngineThatDoesNotStartIsClosed() throws Exception {
        AtomicInteger open = new AtomicInteger();
        EngineFactory cold =
                model ->
                        new OtherEngine(model) {
                            {
                                open.incrementAndGet();
                            }

                            @Override
                            List<DemandQuantiles> other(List<EncodedSeries> batch) {
                                return engine.forecast(batch);
                            }

                            @Override
                            public void warmUp() {
                                if (isOther) {
                                    throw new IllegalStateException("cold");
                                }
                            }

                            @Override
                            public void close() {
                                open.decrementAndGet();
                                super.close();
                            }
                        };
        try (ServedModels models = models(cold, 60_000)) {
            assertThat(said(models, beside(OTHER, other)).trouble()).contains("cold");
            assertThat(open).hasValue(1);
        }
    }

    @Test
    void theSettingsModelIsAskedAsTheFormerOne() throws Exception {
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            ModelInUse former = new ModelInUse("", "", ModelRole.FORMER, 5);
            ModelsInUse both = new ModelsInUse(promoted(OTHER, other), null, former);
            ShadowForecast said = said(models, new ForecastRequest(SERIES, ISSUED, both));

            assertThat(said.model()).isEqualTo(new ModelInUse(STANDS, "", ModelRole.FORMER, 5));
            assertThat(said.against()).isEqualTo(OTHER);
            assertThat(said.nextDay())
                    .isEqualTo(Arrays.copyOf(alone(Models.small()), Quantiles.COUNT));
        }
    }

    @Test
    void aModelIsNotComparedWithItself() throws Exception {
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            for (int i = 0; i < 3; i++) {
                ServedModels.Asked asked = models.ask(beside(STANDS, folder.resolve("stands")));
                assertThat(asked.shadows().join()).isEmpty();
            }
            assertThat(models.count()).isEqualTo(1);
        }
    }

    @Test
    void closesAModelThatNoRequestHasNamedForThreeDays() throws Exception {
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            said(models, beside(OTHER, other));
            assertThat(SharedBatcher.count()).isEqualTo(2);

            ModelsInUse alone = ModelsInUse.FIRST;
            models.ask(new ForecastRequest(SERIES, ISSUED + 3 * LocalDays.MILLIS, alone))
                    .answer()
                    .join();
            assertThat(SharedBatcher.count()).isEqualTo(2);
            models.ask(new ForecastRequest(SERIES, ISSUED + 3 * LocalDays.MILLIS + 1, alone))
                    .answer()
                    .join();
            assertThat(SharedBatcher.count()).isEqualTo(1);
        }
    }

    @Test
    void aFolderThatWasMendedIsLoadedWhenItsModelIsAnnouncedAgain() throws Exception {
        Path manifest = other.resolve("manifest.json");
        byte[] whole = Files.readAllBytes(manifest);
        Files.delete(manifest);
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            assertThat(said(models, beside(OTHER, other)).trouble()).isNotEmpty();

            Files.write(manifest, whole);
            assertThat(said(models, beside(OTHER, other)).trouble()).isNotEmpty();
            ModelInUse again = new ModelInUse(OTHER, other.toString(), ModelRole.CHALLENGER, 6);
            assertThat(said(models, request(ModelInUse.RESERVE, again, ISSUED)).trouble())
                    .isEmpty();
        }
    }

    private static void assertStandsIn(ServedModels models, ForecastRequest request, String why)
            throws Exception {
        ServedModels.Asked asked = models.ask(request);
        while (asked.champion().equals(OTHER)) { // told of the failure before it is noted
            asked = models.ask(request);
        }
        assertThat(asked.champion()).isEqualTo(STANDS);
        assertThat(asked.answer().join().forecast().quantiles()).isEqualTo(alone(Models.small()));
        assertThat(asked.shadows().join())
                .singleElement()
                .satisfies(
                        said -> {
                            assertThat(said.model()).isEqualTo(request.models().champion());
                            assertThat(said.against()).isEqualTo(OTHER);
                            assertThat(said.trouble()).contains(why);
                        });
    }

    private static Throwable failureOf(ServedModels.Asked asked) {
        return asked.answer().handle((given, failure) -> failure).join();
    }

    /** What a challenger in a folder cannot be used for; its champion answers as ever. */
    private String troubleOf(String version, Path of) throws InterruptedException {
        try (ServedModels models = models(EngineFactory.LSTM_LAYER, 60_000)) {
            ShadowForecast said = said(models, beside(version, of));
            assertThat(said.nextDay()).isEmpty();
            ServedModels.Asked asked = models.ask(beside(version, of));
            assertThat(asked.champion()).isEqualTo(STANDS);
            assertThat(asked.answer().join().forecast().quantiles())
                    .isEqualTo(alone(Models.small()));
            return said.trouble();
        }
    }

    /** Asks until the one that is only compared says anything. */
    private static ShadowForecast said(ServedModels models, ForecastRequest request)
            throws InterruptedException {
        while (true) {
            List<ShadowForecast> said = models.ask(request).shadows().join();
            if (!said.isEmpty()) {
                return said.get(0);
            }
        }
    }

    private static ForecastRequest beside(String version, Path of) {
        ModelInUse challenger = new ModelInUse(version, of.toString(), ModelRole.CHALLENGER, 5);
        return request(ModelInUse.RESERVE, challenger, ISSUED);
    }

    private static ModelInUse promoted(String version, Path of) {
        return new ModelInUse(version, of.toString(), ModelRole.CHAMPION, 5);
    }

    private static ForecastRequest request(
            ModelInUse champion, @Nullable ModelInUse challenger, long issued) {
        return new ForecastRequest(SERIES, issued, new ModelsInUse(champion, challenger, null));
    }

    private ServedModels models(EngineFactory engines, long deadlineMillis) {
        return new ServedModels(
                new ForecastSettings(
                        folder.resolve("stands").toString(),
                        EngineChoice.AUTO,
                        DAYS,
                        deadlineMillis,
                        8,
                        1,
                        CAPACITY),
                engines);
    }

    private static float[] alone(ForecastModel model) {
        try (LstmLayerEngine engine = new LstmLayerEngine(model)) {
            return engine.forecast(List.of(model.seriesEncoder().encode(SERIES)))
                    .get(0)
                    .quantiles();
        }
    }

    /** Lets engines go on before the models are closed, which wait for them. */
    private static final class Opened implements AutoCloseable {
        @Override
        public void close() {
            GATE.release(1000);
        }
    }

    private static EngineFactory failing() {
        return model ->
                new OtherEngine(model) {
                    @Override
                    List<DemandQuantiles> other(List<EncodedSeries> batch) {
                        throw new IllegalStateException("the card is gone");
                    }
                };
    }

    private static EngineFactory held() {
        return model ->
                new OtherEngine(model) {
                    @Override
                    List<DemandQuantiles> other(List<EncodedSeries> batch) {
                        GATE.acquireUninterruptibly();
                        throw new IllegalStateException("too late");
                    }
                };
    }

    /** The real engine, but for the other model. */
    private abstract static class OtherEngine implements ForecastEngine {
        final LstmLayerEngine engine;
        final boolean isOther;

        OtherEngine(ForecastModel model) {
            engine = new LstmLayerEngine(model);
            isOther = model.version().equals(OTHER);
        }

        abstract List<DemandQuantiles> other(List<EncodedSeries> batch);

        @Override
        public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
            return isOther ? other(batch) : engine.forecast(batch);
        }

        @Override
        public String describe() {
            return engine.describe();
        }

        @Override
        public int maxBatch() {
            return engine.maxBatch();
        }

        @Override
        public long deviceBytes() {
            return engine.deviceBytes();
        }

        @Override
        public void warmUp() {
            engine.warmUp();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}

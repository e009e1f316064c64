package io.restock.operators.forecast;

import io.restock.domain.LocalDays;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.domain.Texts;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.life.ModelInUse;
import io.restock.operators.forecast.life.ModelsInUse;
import io.restock.operators.forecast.life.ShadowForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The models that a subtask asks. The settings' model is always there, and stands in for a champion
 * that cannot be used. Others are opened when a request names them, those that are only compared on
 * a thread of their own and unasked until they are loaded; they are closed when no request has
 * named them for three days of event time. Called by the task's thread; answers come from batchers'
 * threads.
 */
final class ServedModels implements AutoCloseable {
    private static final int UNNAMED_DAYS = 3; // a day may have 25 hours, or be missing

    /** Late or missing answers in a row after which a model is too slow to be compared. */
    static final int MOST_MISSES = 16;

    private final ForecastSettings settings;
    private final EngineFactory engines;
    private final SharedBatcher reserve;
    private final Map<String, Served> named = new HashMap<>(); // by version and folder
    private final ExecutorService loader =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "model-loader");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Opens the settings' model.
     *
     * @throws RuntimeException when it cannot be used
     */
    ServedModels(ForecastSettings settings, EngineFactory engines) {
        this.settings = settings;
        this.engines = engines;
        this.reserve = SharedBatcher.open(settings, engines);
    }

    /** A model and what is known of it. */
    private static final class Served {
        final CompletableFuture<SharedBatcher> loading;
        final AtomicInteger underWay = new AtomicInteger();
        final AtomicInteger misses = new AtomicInteger(); // in a row
        final long sinceMillis; // event time of the news that named it
        long namedMillis; // event time of the last request that named it
        volatile String trouble = "";

        Served(CompletableFuture<SharedBatcher> loading, long sinceMillis) {
            this.loading = loading;
            this.sinceMillis = sinceMillis;
        }
    }

    /**
     * What is asked for a request.
     *
     * @param champion version of the model whose forecast is sent
     * @param answer as {@link MicroBatcher#ask} gives it
     * @param shadows what the others say, those that say anything; never fails, and comes within
     *     half the deadline
     */
    record Asked(
            String champion,
            CompletableFuture<MicroBatcher.Answer> answer,
            CompletableFuture<List<ShadowForecast>> shadows) {}

    /** Asks the models that a request names. */
    Asked ask(ForecastRequest request) throws InterruptedException {
        ModelsInUse models = request.models();
        SeriesHistory history = request.history();
        if (models == null) {
            return new Asked(
                    reserve.version(),
                    askReserve(history),
                    CompletableFuture.completedFuture(List.of()));
        }
        closeUnnamed(request.issuedMillis());
        ModelInUse champion = models.champion();
        if (isReserve(champion)) {
            return new Asked(
                    reserve.version(),
                    askReserve(history),
                    shadows(request, models, reserve.version()));
        }
        Served served = served(champion, request.issuedMillis());
        SharedBatcher batcher = await(served);
        if (batcher == null) {
            return new Asked(
                    reserve.version(),
                    askReserve(history),
                    CompletableFuture.completedFuture(
                            List.of(
                                    ShadowForecast.broken(
                                            champion, champion.version(), served.trouble))));
        }
        return new Asked(
                champion.version(),
                ask(served, batcher, history, settings.deadlineMillis()),
                shadows(request, models, champion.version()));
    }

    private CompletableFuture<MicroBatcher.Answer> askReserve(SeriesHistory history)
            throws InterruptedException {
        return reserve.ask(history, settings.deadlineMillis());
    }

    private static CompletableFuture<MicroBatcher.Answer> ask(
            Served served, SharedBatcher batcher, SeriesHistory history, long deadlineMillis)
            throws InterruptedException {
        served.underWay.incrementAndGet();
        CompletableFuture<MicroBatcher.Answer> answer;
        try {
            answer = batcher.ask(history, deadlineMillis);
        } catch (RuntimeException | InterruptedException e) {
            served.underWay.decrementAndGet();
            throw e;
        }
        return answer.whenComplete((a, e) -> served.underWay.decrementAndGet());
    }

    private boolean isReserve(ModelInUse model) {
        return model.isReserve() || model.version().equals(reserve.version());
    }

    private CompletableFuture<List<ShadowForecast>> shadows(
            ForecastRequest request, ModelsInUse models, String champion)
            throws InterruptedException {
        List<CompletableFuture<@Nullable ShadowForecast>> all = new ArrayList<>();
        for (ModelInUse model : Arrays.asList(models.challenger(), models.former())) {
            if (model != null && !version(model).equals(champion)) {
                all.add(shadow(request, model, champion));
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(
                        none -> {
                            List<ShadowForecast> said = new ArrayList<>();
                            for (CompletableFuture<@Nullable ShadowForecast> one : all) {
                                ShadowForecast shadow = one.join();
                                if (shadow != null) {
                                    said.add(shadow);
                                }
                            }
                            return said;
                        });
    }

    private String version(ModelInUse model) {
        return model.isReserve() ? reserve.version() : model.version();
    }

    /** Null where the model has nothing to say, as it is not loaded yet or was too slow. */
    private CompletableFuture<@Nullable ShadowForecast> shadow(
            ForecastRequest request, ModelInUse model, String champion)
            throws InterruptedException {
        ModelInUse known =
                new ModelInUse(version(model), model.folder(), model.role(), model.sinceMillis());
        Served served = served(known, request.issuedMillis());
        if (served.loading.isCompletedExceptionally()) {
            await(served);
        }
        if (!served.trouble.isEmpty()) {
            return CompletableFuture.completedFuture(
                    ShadowForecast.broken(known, champion, served.trouble));
        }
        if (!served.loading.isDone() || served.underWay.get() >= settings.capacity()) {
            return CompletableFuture.completedFuture(null);
        }
        long patience = Math.max(1, settings.deadlineMillis() / 2);
        CompletableFuture<MicroBatcher.Answer> answer;
        try {
            answer = ask(served, served.loading.join(), request.history(), patience);
        } catch (IllegalStateException e) { // its thread has died; ours goes on
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.thenApply(given -> given) // a copy: the ticket itself waits for its batch
                .orTimeout(patience, TimeUnit.MILLISECONDS)
                .handle((given, failure) -> said(served, known, champion, given, failure));
    }

    private static @Nullable ShadowForecast said(
            Served served,
            ModelInUse model,
            String champion,
            MicroBatcher.@Nullable Answer given,
            @Nullable Throwable failure) {
        if (given != null) {
            served.misses.set(0);
            float[] nextDay = Arrays.copyOf(given.forecast().quantiles(), Quantiles.COUNT);
            return new ShadowForecast(model, champion, nextDay, "");
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof CancellationException || cause instanceof TimeoutException) {
            if (served.misses.incrementAndGet() < MOST_MISSES) {
                return null;
            }
            served.trouble = "%d answers in a row came too late".formatted(MOST_MISSES);
        } else {
            served.trouble = Texts.cut("engine: " + cause);
        }
        return ShadowForecast.broken(model, champion, served.trouble);
    }

    /** Waits until the model is loaded; null where it cannot be used. */
    private static @Nullable SharedBatcher await(Served served) throws InterruptedException {
        try {
            return served.loading.get();
        } catch (ExecutionException e) {
            served.trouble = Texts.cut(String.valueOf(e.getCause()));
            return null;
        }
    }

    private Served served(ModelInUse model, long issuedMillis) {
        String key = key(model);
        Served served = named.get(key);
        if (served != null
                && !served.trouble.isEmpty()
                && served.sinceMillis < model.sinceMillis()) {
            close(served); // it was announced anew
            served = null;
        }
        if (served == null) {
            served = new Served(load(model), model.sinceMillis());
            named.put(key, served);
        }
        served.namedMillis = Math.max(served.namedMillis, issuedMillis);
        return served;
    }

    private static String key(ModelInUse model) {
        return model.version() + '|' + model.folder();
    }

    private CompletableFuture<SharedBatcher> load(ModelInUse model) {
        boolean reserved = model.folder().isEmpty() && isReserve(model);
        return CompletableFuture.supplyAsync(
                () ->
                        reserved
                                ? SharedBatcher.open(settings, engines)
                                : SharedBatcher.open(
                                        settings, engines, model.folder(), model.version()),
                loader);
    }

    private void closeUnnamed(long issuedMillis) {
        named.values()
                .removeIf(
                        served -> {
                            boolean gone =
                                    served.namedMillis + UNNAMED_DAYS * LocalDays.MILLIS
                                                    < issuedMillis
                                            && served.loading.isDone()
                                            && served.underWay.get() == 0;
                            if (gone) {
                                close(served);
                            }
                            return gone;
                        });
    }

    private static void close(Served served) {
        CompletableFuture<?> unused =
                served.loading.whenComplete(
                        (batcher, failure) -> {
                            if (batcher != null) {
                                batcher.close();
                            }
                        });
    }

    /** The settings' model, for what it says of itself. */
    RecoveringEngine engine() {
        return reserve.engine();
    }

    /** Version of the model whose forecast is, or would have been, sent for a request. */
    String champion(ForecastRequest request) {
        ModelsInUse models = request.models();
        if (models == null || isReserve(models.champion())) {
            return reserve.version();
        }
        ModelInUse champion = models.champion();
        Served served = named.get(key(champion));
        return served == null || served.loading.isCompletedExceptionally()
                ? reserve.version()
                : champion.version();
    }

    /** The prior of new series of that model, or of the settings' one before that is loaded. */
    LaunchPrior prior(ForecastRequest request) {
        ModelsInUse models = request.models();
        if (models == null || isReserve(models.champion())) {
            return reserve.prior();
        }
        Served served = named.get(key(models.champion()));
        if (served == null
                || !served.loading.isDone()
                || served.loading.isCompletedExceptionally()) {
            return reserve.prior();
        }
        return served.loading.join().prior();
    }

    /** Models that are open or being opened here, the settings' one included. */
    int count() {
        return named.size() + 1;
    }

    /** Those that are still loading are closed when they are loaded. */
    @Override
    public void close() {
        named.values().forEach(ServedModels::close);
        named.clear();
        loader.shutdown();
        reserve.close();
    }
}

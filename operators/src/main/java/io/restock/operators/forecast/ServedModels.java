package io.restock.operators.forecast;

import io.restock.domain.LocalDays;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.domain.Texts;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.life.ModelInUse;
import io.restock.operators.forecast.life.ModelsInUse;
import io.restock.operators.forecast.life.ShadowForecast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The models that a subtask asks. The settings' model is always there, and stands in for a champion
 * that cannot be used or is not loaded in time. Others are opened when a request names them, each
 * on a thread of its own, and are not asked until they are loaded; they are closed when no request
 * has named them for three days of event time. Called by the task's thread; answers come from
 * batchers' threads.
 *
 * <p>How long a model may load or answer is wall time, so that who answers on a slow machine may
 * differ on a replay; each forecast names the model that made it.
 */
final class ServedModels implements AutoCloseable {
    private static final int UNNAMED_DAYS = 3; // a day may have 25 hours, or be missing

    /**
     * Late or missing answers in a row after which a model is too slow to be compared, if they have
     * come over {@link #LEAST_DEADLINES}: a pause of the machine is late for a whole burst.
     */
    static final int MOST_MISSES = 16;

    /** Series in a row that a champion cannot encode after which it is the model that is wrong. */
    static final int MOST_UNENCODED = 64;

    /** Batches in a row, each tried by two engines, after which a champion cannot be used. */
    static final int MOST_FAILURES = 3;

    private static final int LEAST_DEADLINES = 6;

    /** Deadlines within which a model must be loaded; a champion is waited for during the first. */
    private static final int LOAD_DEADLINES = 60;

    /**
     * Under pressure, what is compared may take twice as long again as the champion took, but so
     * much at least: 256 requests under way are still 2,500 a second.
     */
    private static final long LEAST_PATIENCE_MILLIS = 100;

    private static final int PATIENCE = 2;

    private final ForecastSettings settings;
    private final EngineFactory engines;
    private final SharedBatcher reserve;
    private final Map<String, Served> named = new HashMap<>(); // by version and folder
    private final AtomicLong asked = new AtomicLong(); // requests so far
    private final Queue<Held> held = new ArrayDeque<>(); // guarded by itself
    private final ExecutorService loader =
            Executors.newCachedThreadPool(
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
        final long loadedFromNanos = System.nanoTime();
        long sinceMillis; // event time of the last news that named it
        private int misses; // in a row, guarded by this
        private long firstMissNanos; // of them
        private int failures; // different ones in a row, guarded by this
        private int unencoded; // series in a row, guarded by this
        private @Nullable Throwable lastFailure;
        long namedMillis; // event time of the last request that named it
        volatile String trouble = "";

        Served(CompletableFuture<SharedBatcher> loading, long sinceMillis) {
            this.loading = loading;
            this.sinceMillis = sinceMillis;
        }

        long loadingNanos() {
            return System.nanoTime() - loadedFromNanos;
        }

        synchronized void answered() {
            misses = 0;
            failures = 0;
            unencoded = 0;
        }

        /** Whether it is the model, and not a series, that is wrong. */
        synchronized boolean notEncoded() {
            unencoded++;
            return unencoded >= MOST_UNENCODED;
        }

        /** Whether it has been too slow for too long. */
        synchronized boolean missed(long leastNanos) {
            long now = System.nanoTime();
            if (misses == 0) {
                firstMissNanos = now;
            }
            misses++;
            return misses >= MOST_MISSES && now - firstMissNanos >= leastNanos;
        }

        /** Whether it fails whatever it is asked. The requests of a batch fail as one. */
        synchronized boolean failed(Throwable cause) {
            if (cause != lastFailure) {
                lastFailure = cause;
                failures++;
            }
            return failures >= MOST_FAILURES || cause instanceof Error;
        }
    }

    /**
     * An answer that waits for those that are only compared.
     *
     * @param number of the request
     * @param enough to be completed when it need not wait any longer
     */
    private record Held(long number, CompletableFuture<Void> enough) {}

    /**
     * Which model stands for a request: the champion, or the settings' model in its place.
     *
     * @param version its version
     * @param prior what it says of new series
     * @param named the champion, where it is not the settings' model
     * @param batcher the champion's; null = the settings' model stands
     */
    record Standing(
            String version,
            LaunchPrior prior,
            @Nullable Served named,
            @Nullable SharedBatcher batcher) {}

    /**
     * What is asked for a request.
     *
     * @param champion version of the model whose forecast is sent
     * @param answer as {@link MicroBatcher#ask} gives it
     * @param shadows what the others say, those that say anything; never fails, and comes soon
     *     after the answer
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
        asked.incrementAndGet();
        letGo();
        closeUnnamed(request.issuedMillis());
        Standing stands = standing(request);
        Served named = stands.named();
        SharedBatcher batcher = stands.batcher();
        if (named != null && batcher != null) {
            try {
                CompletableFuture<MicroBatcher.Answer> answer =
                        ask(named, batcher, history, settings.deadlineMillis());
                CompletableFuture<?> unused =
                        answer.whenComplete((given, failure) -> noteChampion(named, failure));
                return new Asked(
                        stands.version(), answer, shadows(request, models, stands, answer));
            } catch (IllegalStateException e) { // its thread has died; ours goes on
                named.trouble = Texts.cut("engine: " + e.getCause());
            }
        }
        CompletableFuture<MicroBatcher.Answer> answer = askReserve(history);
        return new Asked(
                reserve.version(),
                answer,
                named == null
                        ? shadows(request, models, stands, answer)
                        : CompletableFuture.completedFuture(trouble(named, models.champion())));
    }

    /** Nothing is compared with what stands in for a champion; that it must is told. */
    private static List<ShadowForecast> trouble(Served served, ModelInUse champion) {
        return served.trouble.isEmpty()
                ? List.of()
                : List.of(ShadowForecast.broken(champion, champion.version(), served.trouble));
    }

    /** A champion may fail on a batch; one that fails on all of them cannot be used. */
    private static void noteChampion(Served champion, @Nullable Throwable failure) {
        if (failure == null) {
            champion.answered();
        } else if (failure instanceof EncodingException) {
            if (champion.notEncoded()) {
                champion.trouble =
                        Texts.cut(
                                "%d series in a row cannot be encoded, the last: %s"
                                        .formatted(MOST_UNENCODED, failure.getMessage()));
            }
        } else if (!(failure instanceof CancellationException) && champion.failed(failure)) {
            champion.trouble = Texts.cut("engine: " + failure);
        }
    }

    /** Which model stands; waits for a champion that is being loaded, within its first deadline. */
    Standing standing(ForecastRequest request) throws InterruptedException {
        ModelsInUse models = request.models();
        if (models == null || isReserve(models.champion())) {
            return new Standing(reserve.version(), reserve.prior(), null, null);
        }
        Served served = served(models.champion(), request.issuedMillis());
        SharedBatcher batcher = loaded(served, settings.deadlineMillis());
        return batcher == null || !served.trouble.isEmpty()
                ? new Standing(reserve.version(), reserve.prior(), served, null)
                : new Standing(models.champion().version(), batcher.prior(), served, batcher);
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
        CompletableFuture<?> unused =
                answer.whenComplete((a, e) -> served.underWay.decrementAndGet());
        return answer;
    }

    private boolean isReserve(ModelInUse model) {
        return model.isReserve() || model.version().equals(reserve.version());
    }

    /** What the others say, until they have had as long as they may after the champion's answer. */
    private CompletableFuture<List<ShadowForecast>> shadows(
            ForecastRequest request,
            ModelsInUse models,
            Standing stands,
            CompletableFuture<MicroBatcher.Answer> answer)
            throws InterruptedException {
        List<CompletableFuture<@Nullable ShadowForecast>> all = new ArrayList<>();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        for (ModelInUse model : Arrays.asList(models.challenger(), models.former())) {
            if (model != null && !version(model).equals(stands.version())) {
                all.add(shadow(request, model, stands.version(), enough));
            }
        }
        if (all.stream().allMatch(CompletableFuture::isDone)) {
            enough.complete(null);
        } else {
            long number = asked.get();
            long start = System.nanoTime();
            CompletableFuture<?> unused =
                    answer.whenComplete(
                            (given, failure) -> hold(number, System.nanoTime() - start, enough));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(
                        none -> {
                            enough.complete(null);
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

    /** Waits for those that are compared, less long where others wait behind it. */
    private void hold(long number, long tookNanos, CompletableFuture<Void> enough) {
        long most = TimeUnit.MILLISECONDS.toNanos(patienceMillis()) - tookNanos;
        long least = TimeUnit.MILLISECONDS.toNanos(LEAST_PATIENCE_MILLIS);
        boolean pressed = isPressed(number);
        long wait = pressed ? Math.min(Math.max(PATIENCE * tookNanos, least), most) : most;
        if (wait <= 0) {
            enough.complete(null);
            return;
        }
        CompletableFuture<?> unused = enough.completeOnTimeout(null, wait, TimeUnit.NANOSECONDS);
        if (!pressed) {
            synchronized (held) {
                held.add(new Held(number, enough));
            }
            letGo();
        }
    }

    /** Whether half as many requests as may be under way have been asked after one. */
    private boolean isPressed(long number) {
        return asked.get() - number >= settings.capacity() / 2;
    }

    /** Lets those answers go that hold too many others up. */
    private void letGo() {
        List<Held> go = new ArrayList<>();
        synchronized (held) {
            Held first = held.peek();
            while (first != null && (first.enough().isDone() || isPressed(first.number()))) {
                go.add(held.remove());
                first = held.peek();
            }
        }
        go.forEach(each -> each.enough().complete(null));
    }

    /** Wall time that a model may take at most which is only compared. */
    private long patienceMillis() {
        return Math.max(1, settings.deadlineMillis() / 2);
    }

    private String version(ModelInUse model) {
        return model.isReserve() ? reserve.version() : model.version();
    }

    /** Null where the model has nothing to say, as it is not loaded yet or was too slow. */
    private CompletableFuture<@Nullable ShadowForecast> shadow(
            ForecastRequest request,
            ModelInUse model,
            String champion,
            CompletableFuture<Void> enough)
            throws InterruptedException {
        ModelInUse known =
                new ModelInUse(version(model), model.folder(), model.role(), model.sinceMillis());
        Served served = served(known, request.issuedMillis());
        SharedBatcher batcher = loaded(served, 0);
        if (!served.trouble.isEmpty()) {
            return CompletableFuture.completedFuture(
                    ShadowForecast.broken(known, champion, served.trouble));
        }
        if (batcher == null || served.underWay.get() >= settings.capacity()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<MicroBatcher.Answer> answer;
        try {
            answer = ask(served, batcher, request.history(), patienceMillis());
        } catch (IllegalStateException e) { // its thread has died; ours goes on
            served.trouble = Texts.cut("engine: " + e.getCause());
            return CompletableFuture.completedFuture(
                    ShadowForecast.broken(known, champion, served.trouble));
        }
        // A copy: the ticket itself waits for its batch.
        CompletableFuture<MicroBatcher.Answer> inTime = answer.thenApply(given -> given);
        CompletableFuture<?> unused =
                enough.thenRun(() -> inTime.completeExceptionally(new TimeoutException()));
        return inTime.handle((given, failure) -> said(served, known, champion, given, failure));
    }

    private @Nullable ShadowForecast said(
            Served served,
            ModelInUse model,
            String champion,
            MicroBatcher.@Nullable Answer given,
            @Nullable Throwable failure) {
        if (given != null) {
            served.answered();
            float[] nextDay = Arrays.copyOf(given.forecast().quantiles(), Quantiles.COUNT);
            return new ShadowForecast(model, champion, nextDay, "");
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof EncodingException) { // one series says nothing of the model
            return null;
        }
        if (cause instanceof CancellationException || cause instanceof TimeoutException) {
            long least = LEAST_DEADLINES * settings.deadlineMillis();
            if (!served.missed(TimeUnit.MILLISECONDS.toNanos(least))) {
                return null;
            }
            served.trouble = "%d answers in a row came too late".formatted(MOST_MISSES);
        } else {
            served.trouble = Texts.cut("engine: " + cause);
        }
        return ShadowForecast.broken(model, champion, served.trouble);
    }

    /**
     * The model, once it is loaded; null where it is not, or cannot be used, which is then its
     * trouble.
     *
     * @param patienceMillis wall time since it has begun to load within which this waits
     */
    private @Nullable SharedBatcher loaded(Served served, long patienceMillis)
            throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(patienceMillis) - served.loadingNanos();
        try {
            return served.loading.isDone() || left > 0
                    ? served.loading.get(Math.max(left, 0), TimeUnit.NANOSECONDS)
                    : stillLoading(served);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            served.trouble = Texts.cut(String.valueOf(e.getCause()));
            return null;
        }
    }

    private @Nullable SharedBatcher stillLoading(Served served) {
        long most = LOAD_DEADLINES * settings.deadlineMillis();
        if (served.loadingNanos() > TimeUnit.MILLISECONDS.toNanos(most)) {
            served.trouble = "is not loaded after %d s".formatted(most / 1000);
        }
        return null;
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
        if (served.trouble.isEmpty()) {
            served.sinceMillis = Math.max(served.sinceMillis, model.sinceMillis());
        }
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

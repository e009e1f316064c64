package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.launch.LaunchPrior;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A subtask's share in the one model, engine and micro-batcher that its JVM has for a model. The
 * first subtask to open one loads the model and warms the engine up, while others can open and
 * close other models; the last one to close it frees both.
 */
final class SharedBatcher implements AutoCloseable {
    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private final Key key;
    private final Shared shared;
    private final Loaded loaded;
    private final int requests;

    private SharedBatcher(Key key, Shared shared, Loaded loaded, int requests) {
        this.key = key;
        this.shared = shared;
        this.loaded = loaded;
        this.requests = requests;
    }

    /**
     * @param version the version that the folder must hold; empty = any
     */
    private record Key(Path model, String version, int batchSize, long lingerMillis) {}

    /** What subtasks share. */
    private static final class Shared {
        private int users; // guarded by OPEN
        private @Nullable Loaded loaded; // guarded by this

        synchronized Loaded loaded(Key key, ForecastSettings settings, EngineFactory engines) {
            if (loaded == null) {
                loaded = new Loaded(key, settings, engines);
            }
            return loaded;
        }
    }

    private static final class Loaded {
        final RecoveringEngine engine;
        final SeriesEncoder encoder;
        final MicroBatcher batcher;
        final String version;
        final LaunchPrior prior;

        Loaded(Key key, ForecastSettings settings, EngineFactory engines) {
            ForecastModel model = ForecastModel.load(key.model());
            check(key, model, settings.horizon());
            engine = new RecoveringEngine(() -> engines.create(model));
            warmUp(engine);
            encoder = model.seriesEncoder();
            version = model.version();
            prior = model.prior();
            batcher = new MicroBatcher(engine, settings.batchSize(), settings.lingerMillis());
        }

        /** Native memory is freed also where the engine does not start. */
        private static void warmUp(RecoveringEngine engine) {
            boolean warm = false;
            try {
                engine.warmUp();
                warm = true;
            } finally {
                if (!warm) {
                    engine.close();
                }
            }
        }

        private static void check(Key key, ForecastModel model, int horizon) {
            if (!key.version().isEmpty() && !key.version().equals(model.version())) {
                throw new IllegalArgumentException(
                        "The folder %s must hold the model %s, but holds %s. Give each model a folder of its own."
                                .formatted(key.model(), key.version(), model.version()));
            }
            if (horizon > model.horizon()) {
                throw new IllegalArgumentException(
                        "The horizon (%d) must be <= %d, the horizon of the model in %s. Maybe train it with --horizon %d."
                                .formatted(horizon, model.horizon(), key.model(), horizon));
            }
        }
    }

    /** Opens a share in the settings' model, which may be of any version. */
    static SharedBatcher open(ForecastSettings settings, EngineFactory engines) {
        return open(settings, engines, settings.modelDirectory(), "");
    }

    /**
     * Opens a share that may have the settings' capacity of requests under way.
     *
     * @param version the version that the folder must hold; empty = any
     * @throws RuntimeException when the model cannot be used, whatever is the matter with it
     */
    static SharedBatcher open(
            ForecastSettings settings, EngineFactory engines, String folder, String version) {
        Key key =
                new Key(
                        Path.of(folder).toAbsolutePath().normalize(),
                        version,
                        settings.batchSize(),
                        settings.lingerMillis());
        NativeBackend.use(settings.engine());
        Shared shared;
        synchronized (OPEN) {
            shared = OPEN.computeIfAbsent(key, k -> new Shared());
            shared.users++;
        }
        boolean opened = false;
        try {
            Loaded loaded = shared.loaded(key, settings, engines);
            loaded.batcher.join(settings.capacity());
            opened = true;
            return new SharedBatcher(key, shared, loaded, settings.capacity());
        } finally {
            if (!opened) {
                leave(key, shared);
            }
        }
    }

    /** Whether the last user has left. */
    private static boolean leave(Key key, Shared shared) {
        synchronized (OPEN) {
            shared.users--;
            if (shared.users == 0) {
                OPEN.remove(key);
            }
            return shared.users == 0;
        }
    }

    /**
     * Encodes a series on the calling thread and asks the batcher, as {@link MicroBatcher#ask}
     * does; what cannot be encoded fails the answer with an {@link EncodingException}.
     */
    CompletableFuture<MicroBatcher.Answer> ask(SeriesHistory history, long deadlineMillis)
            throws InterruptedException {
        EncodedSeries series;
        try {
            series = loaded.encoder.encode(history);
        } catch (RuntimeException e) { // one series must not stop the others
            return CompletableFuture.failedFuture(new EncodingException(history.key(), e));
        }
        return loaded.batcher.ask(series, deadlineMillis);
    }

    /** The engine, for what it says of itself. */
    RecoveringEngine engine() {
        return loaded.engine;
    }

    /** Version of the model. */
    String version() {
        return loaded.version;
    }

    /** What the model says of series that are too new for it. */
    LaunchPrior prior() {
        return loaded.prior;
    }

    /** Models open in this JVM. */
    static int count() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    @Override
    public void close() {
        loaded.batcher.leave(requests);
        if (leave(key, shared)) {
            loaded.batcher.close();
        }
    }
}

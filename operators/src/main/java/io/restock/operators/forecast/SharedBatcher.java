package io.restock.operators.forecast;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A subtask's share in the one model, engine and micro-batcher that its JVM has for a model folder.
 * The first subtask to open one loads the model and warms the engine up; the last one to close it
 * frees both.
 */
final class SharedBatcher implements AutoCloseable {
    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private final Key key;
    private final Shared shared;
    private final int requests;

    private SharedBatcher(Key key, Shared shared, int requests) {
        this.key = key;
        this.shared = shared;
        this.requests = requests;
    }

    private record Key(Path model, int batchSize, long lingerMillis) {}

    /** What subtasks share; guarded by {@link #OPEN}. */
    private static final class Shared {
        final RecoveringEngine engine;
        final MicroBatcher batcher;
        final String version;
        final int horizon;
        int users;

        Shared(ForecastSettings settings, EngineFactory engines) {
            ForecastModel model = ForecastModel.load(Path.of(settings.modelDirectory()));
            engine = new RecoveringEngine(() -> engines.create(model));
            engine.warmUp();
            version = model.version();
            horizon = model.horizon();
            batcher = new MicroBatcher(engine, settings.batchSize(), settings.lingerMillis());
        }
    }

    /** Opens a share that may have the settings' capacity of requests under way. */
    static SharedBatcher open(ForecastSettings settings, EngineFactory engines) {
        Key key =
                new Key(
                        Path.of(settings.modelDirectory()).toAbsolutePath().normalize(),
                        settings.batchSize(),
                        settings.lingerMillis());
        NativeBackend.use(settings.engine());
        synchronized (OPEN) {
            Shared shared = OPEN.computeIfAbsent(key, k -> new Shared(settings, engines));
            shared.users++;
            shared.batcher.join(settings.capacity());
            return new SharedBatcher(key, shared, settings.capacity());
        }
    }

    MicroBatcher batcher() {
        return shared.batcher;
    }

    /** The engine, for what it says of itself. */
    RecoveringEngine engine() {
        return shared.engine;
    }

    /** Version of the model. */
    String version() {
        return shared.version;
    }

    /** Days the model can forecast. */
    int horizon() {
        return shared.horizon;
    }

    /** Models open in this JVM. */
    static int count() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            shared.batcher.leave(requests);
            shared.users--;
            if (shared.users == 0) {
                OPEN.remove(key);
                shared.batcher.close();
            }
        }
    }
}

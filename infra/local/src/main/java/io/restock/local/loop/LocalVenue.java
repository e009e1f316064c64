package io.restock.local.loop;

import io.restock.jobs.CoordinationJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.settings.Settings;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.files.TemporaryFolder;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A broker in a JVM of its own and a Flink in this one, both gone when it is closed. */
final class LocalVenue implements Venue {
    private static final int PARALLELISM = 2;

    private final TemporaryFolder checkpoints;
    private final EmbeddedBroker broker;
    private final LocalFlink flink;

    private LocalVenue(TemporaryFolder checkpoints, EmbeddedBroker broker, LocalFlink flink) {
        this.checkpoints = checkpoints;
        this.broker = broker;
        this.flink = flink;
    }

    static LocalVenue open() {
        TemporaryFolder checkpoints = TemporaryFolder.create("restock-checkpoints-");
        EmbeddedBroker broker = null;
        try {
            broker = EmbeddedBroker.start();
            return new LocalVenue(checkpoints, broker, LocalFlink.start());
        } catch (RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            checkpoints.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public Path checkpoints() {
        return checkpoints.path();
    }

    @Override
    public void submit(Settings settings) {
        StreamExecutionEnvironment forecasting = environment();
        ForecastJob.build(forecasting, settings);
        flink.submit(forecasting, ForecastJob.NAME);
        StreamExecutionEnvironment coordinating = environment();
        CoordinationJob.build(coordinating, settings);
        flink.submit(coordinating, CoordinationJob.NAME);
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
        env.setMaxParallelism(128);
        return env;
    }

    @Override
    public void check() {
        flink.check();
    }

    LocalFlink flink() {
        return flink;
    }

    @Override
    public void close() {
        flink.close();
        broker.close();
        checkpoints.close();
    }
}

package io.restock.local.loop;

import io.restock.jobs.settings.Settings;
import java.nio.file.Path;

/** Where a loop runs: a Kafka, and a Flink that runs both jobs. */
public interface Venue extends AutoCloseable {
    /** Address of Kafka, {@code host:port}. */
    String bootstrapServers();

    /** Folder of the checkpoints. */
    Path checkpoints();

    /** Starts both jobs; the topics are there. */
    void submit(Settings settings);

    /**
     * Fails when a job has ended, which none does by itself.
     *
     * @throws IllegalStateException with the job's failure
     */
    void check();

    @Override
    void close();
}

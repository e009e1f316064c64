package io.restock.jobs;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.settings.StateIn;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What both jobs ask of Flink. Two of these are gates: a type that only Kryo could serialise, or an
 * operator without uid, keeps a job from starting, for neither would survive an upgrade.
 */
public final class JobEnvironment {
    private JobEnvironment() {}

    /** Sets what the jobs rely on; what the settings leave open stays as the cluster has it. */
    public static void configure(StreamExecutionEnvironment env, Settings settings) {
        env.configure(configuration(settings));
    }

    static Configuration configuration(Settings settings) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // Messages are never changed after they were made, so chained operators may share them.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(
                StateBackendOptions.STATE_BACKEND,
                settings.get(Keys.STATE_IN) == StateIn.ROCKSDB ? "rocksdb" : "hashmap");
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                settings.get(Keys.CHECKPOINT_INTERVAL));
        flink.set(
                CheckpointingOptions.CHECKPOINTING_TIMEOUT, settings.get(Keys.CHECKPOINT_TIMEOUT));
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A review takes long in its timer; barriers neither wait behind its input nor behind it.
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS, true);
        // One slow review or a short outage of the store of checkpoints is no reason to start
        // again.
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        String directory = settings.get(Keys.CHECKPOINT_DIRECTORY);
        if (!directory.isBlank()) {
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
        }
        return flink;
    }
}

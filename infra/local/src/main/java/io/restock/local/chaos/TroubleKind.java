package io.restock.local.chaos;

import java.util.Locale;

/** What can happen to a cluster, and the option that says how often. */
public enum TroubleKind {
    /** A TaskManager is killed, and another started. */
    KILL("kills"),
    /** The JobManager is killed, and the cluster recovered. */
    KILL_JOB_MANAGER("job-manager-kills"),
    /** Both jobs are stopped and go on at another parallelism. */
    RESCALE("rescales"),
    /** Both jobs are stopped and go on as they were. */
    RESTORE("restores"),
    /** Both jobs are upgraded, to other code and back in turn. */
    UPGRADE("upgrades"),
    /** Kafka is killed and started again. */
    RESTART_BROKER("broker-restarts"),
    /**
     * A TaskManager does nothing for a while, as with a slow model, a long collection, a busy host.
     */
    PAUSE("pauses"),
    /**
     * The folder of checkpoints can be neither written nor read for a while, as with a full disk.
     */
    STORAGE_OUTAGE("storage-outages"),
    /** Topics get what nobody can read, and events of a clock that is decades ahead. */
    BAD_RECORDS("bad-records");

    private final String option;

    TroubleKind(String option) {
        this.option = option;
    }

    /** The option without its dashes. */
    public String option() {
        return option;
    }

    /** In plain words. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

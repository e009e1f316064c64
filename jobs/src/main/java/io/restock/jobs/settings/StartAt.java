package io.restock.jobs.settings;

/** Where a job that starts without a savepoint begins to read. */
public enum StartAt {
    /** Where the consumer group stopped; at the earliest record where it never read. */
    COMMITTED,
    /** At the earliest record. */
    EARLIEST,
    /** After the records there are. */
    LATEST
}

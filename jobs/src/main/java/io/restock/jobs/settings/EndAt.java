package io.restock.jobs.settings;

/** Where a job stops to read. */
public enum EndAt {
    /** Never: the usual job. */
    NEVER,
    /** At the end that each partition has when the job starts; the job then finishes. */
    LATEST
}

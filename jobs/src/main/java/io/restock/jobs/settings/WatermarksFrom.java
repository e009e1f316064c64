package io.restock.jobs.settings;

/** What moves event time. */
public enum WatermarksFrom {
    /** Progress messages, and event times in partitions that have not had one yet. */
    PROGRESS_AND_EVENTS,
    /** Progress messages alone: a replay sees the same days close at the same events. */
    PROGRESS
}

package io.restock.jobs.settings;

/** What moves event time. */
public enum WatermarksFrom {
    /** Event times less a bound, and progress messages where they are further. */
    EVENTS,
    /** Progress messages alone: a replay sees the same days close at the same events. */
    PROGRESS
}

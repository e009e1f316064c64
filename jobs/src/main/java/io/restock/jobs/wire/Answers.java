package io.restock.jobs.wire;

/**
 * For which records that cannot be read a reader answers, so that of several readers of a topic
 * exactly one rejects each of them. The others step over it.
 */
public enum Answers {
    /** For all of them. */
    ALL,
    /** For those that say they are of its type, and that readers of other types step over. */
    ITS_TYPE,
    /** For none: another reader reads the same type. */
    NONE
}

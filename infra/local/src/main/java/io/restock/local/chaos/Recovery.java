package io.restock.local.chaos;

/**
 * How long both jobs took until they had completed a checkpoint that was begun after a trouble:
 * until then nothing new of them is committed.
 *
 * @param trouble what happened
 * @param seconds since it happened
 * @param secondsSinceNoticed since Flink noticed it; NaN where it did not, since nothing failed
 */
record Recovery(Trouble trouble, double seconds, double secondsSinceNoticed) {}

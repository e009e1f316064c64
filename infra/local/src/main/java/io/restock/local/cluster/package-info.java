/** A Flink cluster of processes on one machine, and the jobs on it. */
@org.jspecify.annotations.NullMarked
package io.restock.local.cluster;

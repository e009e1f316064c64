package io.restock.local.bench;

import java.util.concurrent.Callable;

/**
 * A command of `bench` that other modules bring, found as a service: benchmarks whose libraries the
 * command line does without.
 */
public interface Benchmark extends Callable<Integer> {}

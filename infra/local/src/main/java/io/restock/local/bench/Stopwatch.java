package io.restock.local.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Time from the first record that a job reads to the last that it writes, so that starting and
 * stopping a cluster does not count. One job at a time, in this JVM.
 */
final class Stopwatch {
    private static final AtomicLong FIRST_IN = new AtomicLong();
    private static final AtomicLong LAST_OUT = new AtomicLong();
    private static final AtomicLong OUT = new AtomicLong();

    private Stopwatch() {}

    static void reset() {
        FIRST_IN.set(0);
        LAST_OUT.set(0);
        OUT.set(0);
    }

    static double seconds() {
        return (LAST_OUT.get() - FIRST_IN.get()) / 1e9;
    }

    static long out() {
        return OUT.get();
    }

    /** Passes records on, and starts the watch with the first. */
    static final class Start<T> implements MapFunction<T, T> {
        private static final long serialVersionUID = 1L;

        @Override
        public T map(T record) {
            if (FIRST_IN.get() == 0) {
                FIRST_IN.compareAndSet(0, System.nanoTime());
            }
            return record;
        }
    }

    /** Passes records on, and stops the watch with each. */
    static final class Stop<T> implements MapFunction<T, T> {
        private static final long serialVersionUID = 1L;

        @Override
        public T map(T record) {
            LAST_OUT.set(System.nanoTime());
            OUT.incrementAndGet();
            return record;
        }
    }
}

package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What a stream said, gathered in this JVM without state of its own. */
final class Said<T> {
    private static final Map<Integer, BlockingQueue<Object>> QUEUES = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final BlockingQueue<Object> queue;

    private Said(BlockingQueue<Object> queue) {
        this.queue = queue;
    }

    /** Gathers a stream. */
    static <T> Said<T> by(DataStream<T> stream, String uid) {
        int id = NEXT.getAndIncrement();
        BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        QUEUES.put(id, queue);
        stream.sinkTo(new Into<>(id)).uid(uid + "-said").name(uid + "-said");
        return new Said<>(queue);
    }

    /** Waits for the next n. */
    @SuppressWarnings("unchecked") // the stream was one of T
    List<T> next(int n) throws InterruptedException {
        List<T> said = new ArrayList<>();
        while (said.size() < n) {
            Object next = queue.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("what is said after %s", said).isNotNull();
            said.add((T) next);
        }
        return said;
    }

    /** All that has been said so far and was not taken. */
    @SuppressWarnings("unchecked") // the stream was one of T
    List<T> rest() {
        List<Object> rest = new ArrayList<>();
        queue.drainTo(rest);
        return (List<T>) rest;
    }

    private record Into<T>(int id) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            BlockingQueue<Object> queue = QUEUES.get(id);
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context unused) {
                    queue.add(element);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}

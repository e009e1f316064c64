package io.restock.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.Sale;
import io.restock.jobs.wire.Messages;
import java.util.BitSet;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Days of sales, in the order in which tills would send them: every location and item at any time
 * of the day, and progress of each partition at its end.
 *
 * @param locations number of locations, all in UTC
 * @param items items sold at each
 * @param days days of sales
 * @param perDay sales a series and day, on average
 */
record SaleLoad(int locations, int items, int days, int perDay) {
    private static final int FIRST_DAY = 20_000;
    private static final int HOURS = 16;
    private static final long SEED = 42;

    /** Of every sale: the job takes its keys from the value. */
    static final byte[] KEY = "k".getBytes(UTF_8);

    /** Number of sales. */
    long sales() {
        return (long) locations * items * days * perDay;
    }

    /** Number of series. */
    int series() {
        return locations * items;
    }

    /**
     * Sends the locations to one topic and the sales to the partitions of another.
     *
     * @return series-days, each series from its first to its last sale: as many forecasts are due
     *     at least, as days without sales after the last one are only seen where event time passes
     *     them before the input ends
     */
    long send(Properties producerSettings, String network, String sales, int partitions) {
        Properties properties = new Properties();
        properties.putAll(producerSettings);
        properties.putAll(Map.of("linger.ms", "20", "batch.size", "262144"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            Outbox outbox = new Outbox(producer, new AtomicReference<>());
            for (int location = 0; location < locations; location++) {
                outbox.send(network, 0, location(location));
            }
            SplittableRandom random = new SplittableRandom(SEED);
            int[] first = new int[series()];
            int[] last = new int[series()];
            for (int day = FIRST_DAY; day < FIRST_DAY + days; day++) {
                for (int series : sendDay(outbox, sales, partitions, day, random)) {
                    first[series] = first[series] == 0 ? day : first[series];
                    last[series] = day;
                }
            }
            outbox.flush();
            return IntStream.range(0, series())
                    .filter(series -> first[series] > 0)
                    .mapToLong(series -> last[series] - first[series] + 1)
                    .sum();
        }
    }

    /** The series that sell on the day. */
    private int[] sendDay(
            Outbox outbox, String topic, int partitions, int day, SplittableRandom random) {
        BitSet selling = new BitSet(series());
        int today = series() * perDay;
        for (int i = 0; i < today; i++) {
            int location = random.nextInt(locations);
            int item = random.nextInt(items);
            selling.set(location * items + item);
            Sale sale = sale(day, i, location, item, 1 + random.nextInt(4));
            outbox.send(topic, location % partitions, Messages.encode(sale));
        }
        byte[] progress = Messages.progress((day + 1) * LocalDays.MILLIS + 2 * 3_600_000L);
        for (int partition = 0; partition < partitions; partition++) {
            outbox.send(topic, partition, progress);
        }
        return selling.stream().toArray();
    }

    private Sale sale(int day, int number, int location, int item, int units) {
        long opens = day * LocalDays.MILLIS + 6 * 3_600_000L;
        long time = opens + (long) number * HOURS * 3_600_000L / ((long) series() * perDay);
        return new Sale("t" + day + '-' + number, "S" + location, "I" + item, time, 0, units, "");
    }

    private byte[] location(int location) {
        return Messages.encode(
                new Location("S" + location, "R", "UTC", LocationKind.STORE, "", 100));
    }

    private record Outbox(
            KafkaProducer<byte[], byte[]> producer, AtomicReference<Exception> failure) {
        void send(String topic, int partition, byte[] value) {
            var unused =
                    producer.send(
                            new ProducerRecord<>(topic, partition, KEY, value),
                            (metadata, e) -> {
                                if (e != null) {
                                    failure.compareAndSet(null, e);
                                }
                            });
        }

        void flush() {
            producer.flush();
            if (failure.get() != null) {
                throw new IllegalStateException("The broker refused sales.", failure.get());
            }
        }
    }
}

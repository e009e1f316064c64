package io.restock.jobs.kafka;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Answers;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Inbound;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Every record of a topic becomes one {@link Inbound}, whatever its bytes are: what cannot be read
 * is an answer too, and never a failure that would restart the job at the same record for ever.
 */
final class InboundSchema<T> implements KafkaRecordDeserializationSchema<Inbound<T>> {
    private static final long serialVersionUID = 1L;

    private final Class<T> message;
    private final int maxBytes;
    private final long maxAheadMillis;
    private final Answers answers;
    private final String[] others;
    private transient @Nullable Decoder<T> decoder;

    /**
     * @param maxAheadMillis how far an event time may lie after the moment at which Kafka wrote the
     *     record; 0 = any
     * @param others types that share the topic and are of no interest here
     */
    InboundSchema(
            Class<T> message,
            int maxBytes,
            long maxAheadMillis,
            Answers answers,
            String... others) {
        this.message = message;
        this.maxBytes = maxBytes;
        this.maxAheadMillis = maxAheadMillis;
        this.answers = answers;
        this.others = others;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> r, Collector<Inbound<T>> out) {
        if (decoder == null) {
            decoder = Decoder.of(message, maxBytes, answers, others);
        }
        out.collect(
                decoder.decode(
                        r.topic(), r.partition(), r.offset(), latestMillis(r), r.key(), r.value()));
    }

    private long latestMillis(ConsumerRecord<byte[], byte[]> record) {
        return maxAheadMillis == 0 || record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? Long.MAX_VALUE
                : record.timestamp() + maxAheadMillis;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public TypeInformation<Inbound<T>> getProducedType() {
        return (TypeInformation)
                Types.POJO(
                        Inbound.class,
                        Map.of(
                                "value",
                                TypeInformation.of(message),
                                "progress",
                                Types.BOOLEAN,
                                "timeMillis",
                                Types.LONG,
                                "rejected",
                                TypeInformation.of(Rejected.class)));
    }
}

package io.restock.jobs.kafka;

import io.restock.operators.documents.ReceivedDocument;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of documents as they are; a tombstone is a document without a byte. */
final class DocumentSchema implements KafkaRecordDeserializationSchema<ReceivedDocument> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> r, Collector<ReceivedDocument> out) {
        out.collect(
                ReceivedDocument.of(
                        r.topic(), r.partition(), r.offset(), orNone(r.key()), orNone(r.value())));
    }

    private static byte[] orNone(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public TypeInformation<ReceivedDocument> getProducedType() {
        return TypeInformation.of(ReceivedDocument.class);
    }
}

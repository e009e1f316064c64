package io.restock.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.jobs.wire.Answers;
import io.restock.jobs.wire.AnyMessage;
import io.restock.jobs.wire.Inbound;
import io.restock.jobs.wire.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboundSchemaTest {
    private static final long DAY = LocalDays.MILLIS;
    private static final Sale SALE = new AnyMessage(new Random(1)).sale();

    @Test
    void makesOneAnswerOfEveryRecord() {
        InboundSchema<Sale> schema = new InboundSchema<>(Sale.class, 1000, 0, Answers.ALL);

        List<Inbound<Sale>> answers = new ArrayList<>();
        answers.addAll(read(schema, Messages.encode(SALE)));
        answers.addAll(read(schema, Messages.progress(5)));
        answers.addAll(read(schema, "junk".getBytes(UTF_8)));
        answers.addAll(read(schema, new byte[1001]));
        answers.addAll(read(schema, null));

        assertThat(answers).hasSize(5);
        assertThat(answers.get(0).value()).isEqualTo(SALE);
        assertThat(answers.get(0).timeMillis()).isEqualTo(SALE.timeMillis());
        assertThat(answers.get(1)).isEqualTo(new Inbound<Sale>(null, true, 5, null));
        assertThat(answers.subList(2, 5))
                .extracting(Inbound::rejected)
                .doesNotContainNull()
                .extracting(Rejected::topic, Rejected::partition, Rejected::offset)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("sales", 3, 77L));
    }

    @Test
    void stepsOverTypesOfTheOtherJob() {
        InboundSchema<Location> schema =
                new InboundSchema<>(Location.class, 100_000, 0, Answers.ALL, "group");

        byte[] group = Messages.encode(new AnyMessage(new Random(2)).group());

        assertThat(read(schema, group))
                .containsExactly(new Inbound<Location>(null, false, 0, null));
    }

    @Test
    void carriesItsAnswersWithoutKryo() throws Exception {
        InboundSchema<Sale> schema = new InboundSchema<>(Sale.class, 1000, 0, Answers.ALL);
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);

        TypeSerializer<Inbound<Sale>> serializer =
                schema.getProducedType().createSerializer(config);

        assertThat(serializer).isInstanceOf(PojoSerializer.class);
        for (Inbound<Sale> answer : read(schema, Messages.encode(SALE))) {
            DataOutputSerializer out = new DataOutputSerializer(100);
            serializer.serialize(answer, out);
            assertThat(serializer.deserialize(new DataInputDeserializer(out.wrapAsByteBuffer())))
                    .isEqualTo(answer);
        }
    }

    @Test
    void rejectsEventTimesAndProgressFarAfterTheRecordWasWritten() {
        InboundSchema<Sale> schema = new InboundSchema<>(Sale.class, 1000, DAY, Answers.ALL);
        long written = SALE.timeMillis() - DAY;

        List<Inbound<Sale>> answers = new ArrayList<>();
        answers.addAll(read(schema, written, Messages.encode(SALE)));
        answers.addAll(read(schema, written, Messages.progress(written + DAY)));
        answers.addAll(read(schema, written - 1, Messages.encode(SALE)));
        answers.addAll(read(schema, written - 1, Messages.progress(written + DAY)));

        assertThat(answers.get(0).value()).isEqualTo(SALE);
        assertThat(answers.get(1).progress()).isTrue();
        assertThat(answers.subList(2, 4))
                .allSatisfy(ahead -> assertThat(ahead.value()).isNull())
                .allSatisfy(ahead -> assertThat(ahead.progress()).isFalse())
                .allSatisfy(ahead -> assertThat(ahead.timeMillis()).isZero());
        assertThat(answers.get(2).rejected())
                .extracting(Rejected::reason)
                .asString()
                .startsWith("The event time (")
                .contains(SALE.eventId());
        assertThat(answers.get(3).rejected())
                .extracting(Rejected::reason)
                .asString()
                .startsWith("The time (")
                .contains("of progress");
    }

    @Test
    void stepsOverWhatIsFarAheadWhereTheOtherJobAnswersForIt() {
        InboundSchema<Sale> schema = new InboundSchema<>(Sale.class, 1000, DAY, Answers.NONE);

        assertThat(read(schema, SALE.timeMillis() - DAY - 1, Messages.encode(SALE)))
                .containsExactly(new Inbound<Sale>(null, false, 0, null));
    }

    @Test
    void takesAnyTimeWhereNoneIsTooFarAhead() {
        InboundSchema<Sale> schema = new InboundSchema<>(Sale.class, 1000, 0, Answers.ALL);

        assertThat(read(schema, 1, Messages.encode(SALE)))
                .extracting(Inbound::value)
                .containsExactly(SALE);
    }

    private static <T> List<Inbound<T>> read(InboundSchema<T> schema, byte @Nullable [] value) {
        List<Inbound<T>> out = new ArrayList<>();
        schema.deserialize(record(value), new Gather<>(out));
        return out;
    }

    private static <T> List<Inbound<T>> read(
            InboundSchema<T> schema, long writtenMillis, byte[] value) {
        List<Inbound<T>> out = new ArrayList<>();
        schema.deserialize(
                new ConsumerRecord<>(
                        "sales",
                        3,
                        77,
                        writtenMillis,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        value.length,
                        new byte[0],
                        value,
                        new RecordHeaders(),
                        Optional.empty()),
                new Gather<>(out));
        return out;
    }

    @SuppressWarnings("NullAway") // Kafka gives null for a tombstone and for a missing key
    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>("sales", 3, 77, null, value);
    }

    private record Gather<T>(List<T> out) implements Collector<T> {
        @Override
        public void collect(T answer) {
            out.add(answer);
        }

        @Override
        public void close() {}
    }
}

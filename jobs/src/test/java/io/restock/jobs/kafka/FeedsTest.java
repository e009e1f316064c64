package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.settings.StartAt;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedsTest {
    private static final long END = 99;

    @ParameterizedTest
    @EnumSource(StartAt.class)
    void readsMasterDataFromItsBeginningWhereverAnEarlierLifeStopped(StartAt asked) {
        assertThat(start(Topic.NETWORK, asked)).isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
        assertThat(start(Topic.HOLIDAYS, asked)).isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
    }

    @Test
    void readsWhatHappensFromWhereTheSettingsSay() {
        assertThat(start(Topic.SALES, StartAt.COMMITTED))
                .isEqualTo(KafkaPartitionSplit.COMMITTED_OFFSET);
        assertThat(start(Topic.SALES, StartAt.EARLIEST))
                .isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
        assertThat(start(Topic.SALES, StartAt.LATEST)).isEqualTo(END);
    }

    private static long start(Topic topic, StartAt asked) {
        TopicPartition partition = new TopicPartition(topic.base(), 0);
        return Feeds.start(topic, asked)
                .getPartitionOffsets(Set.of(partition), new Broker())
                .get(partition);
    }

    private static final class Broker implements OffsetsInitializer.PartitionOffsetsRetriever {
        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return partitions.stream().collect(Collectors.toMap(p -> p, p -> END));
        }

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException("A reader asks for these itself.");
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException("A reader asks for these itself.");
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            throw new UnsupportedOperationException("No start is told by time.");
        }
    }
}

package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.settings.Settings;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final Topics TOPICS =
            Topics.of(
                    Settings.of(
                            Map.of(
                                    "kafka.bootstrap.servers", "broker:9092",
                                    "topics.prefix", "north.",
                                    "topics.partitions", "6",
                                    "topics.replication", "3")));

    @Test
    void putsThePrefixBeforeEveryName() {
        assertThat(TOPICS.name(Topic.SALES)).isEqualTo("north.sales");
        assertThat(TOPICS.names()).hasSize(20).allMatch(name -> name.startsWith("north."));
    }

    @Test
    void givesSuppliersThatAreKeptApartTopicsOfTheirOwn() {
        Topics apart =
                Topics.of(
                        Settings.of(
                                Map.of(
                                        "kafka.bootstrap.servers", "broker:9092",
                                        "topics.prefix", "north.",
                                        "orders.own-topics", "S1,S2")));

        assertThat(apart.names())
                .hasSize(TOPICS.names().size() + 6)
                .contains("north.purchase-orders.S1", "north.purchase-orders-state.S2");
        assertThat(apart.allParts(Topic.PURCHASE_ORDERS))
                .containsExactly(
                        "north.purchase-orders",
                        "north.purchase-orders.S1",
                        "north.purchase-orders.S2");
        assertThat(apart.name(Topic.PURCHASE_ORDERS, "S1")).isEqualTo("north.purchase-orders.S1");
        assertThat(apart.name(Topic.PURCHASE_ORDERS, "S3")).isEqualTo("north.purchase-orders");
    }

    @Test
    void keepsTheLatestDocumentOfEachOrderForEver() {
        assertThat(configs("north.purchase-orders-state"))
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void keepsOrdersLongAndMasterDataForEver() {
        assertThat(configs("north.purchase-orders")).containsEntry("retention.ms", "315360000000");
        assertThat(configs("north.network")).containsEntry("retention.ms", "-1");
        assertThat(configs("north.models")).containsEntry("retention.ms", "-1");
        assertThat(configs("north.sales")).containsEntry("retention.ms", "2592000000");
    }

    @Test
    void letsKafkaStampRecordsSoThatAReplayIsNotSweptAwayAsOld() {
        assertThat(TOPICS.definitions())
                .allSatisfy(
                        topic ->
                                assertThat(topic.configs())
                                        .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void makesRoomForLargeGroupsAndForWhatIsRejected() {
        assertThat(configs("north.network")).containsEntry("max.message.bytes", "4194304");
        assertThat(configs("north.rejected")).containsEntry("max.message.bytes", "8388608");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forecasts",
                "purchase-orders",
                "purchase-orders-state",
                "transfer-orders",
                "plans",
                "decision-log",
                "alerts",
                "rejected"
            })
    void makesRoomForWhatTheJobsSayOfTheLargestGroup(String topic) {
        assertThat(configs("north." + topic)).containsEntry("max.message.bytes", "8388608");
    }

    @Test
    void makesMoreRoomForOrdersWhereGroupsMayBeLarger() {
        Settings larger =
                Settings.of(
                        Map.of(
                                "kafka.bootstrap.servers", "broker:9092",
                                "record.max-bytes-network", "10000000"));

        assertThat(Topics.largestMessage(larger)).isEqualTo(20_000_000);
    }

    @Test
    void spreadsTopicsAsTheSettingsSay() {
        assertThat(TOPICS.definitions())
                .allSatisfy(topic -> assertThat(topic.numPartitions()).isEqualTo(6))
                .allSatisfy(topic -> assertThat(topic.replicationFactor()).isEqualTo((short) 3));
    }

    private static Map<String, String> configs(String name) {
        return TOPICS.definitions().stream()
                .filter(topic -> topic.name().equals(name))
                .map(NewTopic::configs)
                .findFirst()
                .orElseThrow();
    }
}

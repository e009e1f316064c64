package io.restock.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and SASL as Kafka's own documentation says them, for every client, and told to nobody. */
class SecuritySettingsTest {
    private static final String JAAS =
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"restock\" password=\"hush=hush\";";
    private static final Map<String, String> SECURE =
            Map.of(
                    "kafka.bootstrap.servers", "broker:9093",
                    "kafka.security.protocol", "SASL_SSL",
                    "kafka.sasl.mechanism", "SCRAM-SHA-512",
                    "kafka.sasl.jaas.config", JAAS,
                    "kafka.ssl.truststore.location", "/etc/restock/trust.p12",
                    "kafka.ssl.truststore.password", "hush",
                    "kafka.ssl.keystore.password", "hush",
                    "kafka.ssl.key.password", "hush");

    @TempDir private Path folder;

    @Test
    void reachesEveryClientAsItWasGiven() {
        Settings settings = Settings.of(SECURE);

        assertThat(List.of(settings.consumer(), settings.producer(), settings.admin()))
                .allSatisfy(
                        client ->
                                assertThat(client)
                                        .containsEntry("bootstrap.servers", "broker:9093")
                                        .containsEntry("security.protocol", "SASL_SSL")
                                        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                                        .containsEntry("sasl.jaas.config", JAAS)
                                        .containsEntry("ssl.truststore.password", "hush"));
    }

    @Test
    void isUnderstoodByKafkasOwnConfigurations() {
        Settings settings = Settings.of(SECURE);
        String bytes = "org.apache.kafka.common.serialization.ByteArray";
        var consumer = settings.consumer();
        consumer.put("key.deserializer", bytes + "Deserializer");
        consumer.put("value.deserializer", bytes + "Deserializer");
        var producer = settings.producer();
        producer.put("key.serializer", bytes + "Serializer");
        producer.put("value.serializer", bytes + "Serializer");

        assertThat(new ConsumerConfig(consumer).getPassword("sasl.jaas.config"))
                .isEqualTo(new Password(JAAS));
        assertThat(new ConsumerConfig(consumer).getString("isolation.level"))
                .isEqualTo("read_committed");
        assertThat(new ProducerConfig(producer).getPassword("ssl.key.password"))
                .isEqualTo(new Password("hush"));
        assertThat(new AdminClientConfig(settings.admin()).getString("security.protocol"))
                .isEqualTo("SASL_SSL");
    }

    @Test
    void letsOneKindOfClientDifferFromTheOthers() {
        Settings settings =
                Settings.of(SECURE)
                        .with("kafka.consumer.sasl.mechanism", "PLAIN")
                        .with("kafka.producer.ssl.key.password", "other");

        assertThat(settings.consumer()).containsEntry("sasl.mechanism", "PLAIN");
        assertThat(settings.producer())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("ssl.key.password", "other");
        assertThat(settings.admin())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .doesNotContainKeys("consumer.sasl.mechanism", "producer.ssl.key.password");
    }

    @Test
    void givesEachClientItsOwnProperties() {
        Settings settings = Settings.of(SECURE);

        settings.consumer().setProperty("security.protocol", "PLAINTEXT");
        settings.admin().clear();

        assertThat(settings.consumer()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(settings.admin()).isNotEmpty();
    }

    @Test
    void isNotShownWithTheSettings() {
        String shown = Settings.of(SECURE).toString();

        assertThat(shown)
                .doesNotContain("hush")
                .contains("kafka.sasl.jaas.config=****", "kafka.ssl.key.password=****")
                .contains("kafka.security.protocol=SASL_SSL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics.partitions=0",
                "unknown.key=1",
                "sasl.jaas.config=hush",
                "ssl.keystore.password=hush",
                "restock.api-token=hush",
                "kafka.acks=1",
                "kafka.ssl.key.password:hush",
            })
    void isNotShownByComplaints(String wrong) {
        List<String> overrides = new ArrayList<>();
        SECURE.forEach((key, value) -> overrides.add(key + '=' + value));
        overrides.add(wrong);

        assertThatThrownBy(() -> Settings.load(null, overrides))
                .isInstanceOf(SettingsException.class)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hush"));
    }

    @Test
    void mayStandInAFileOrInOverridesWithEqualsSignsInIt() throws Exception {
        Path file = folder.resolve("restock.properties");
        Files.writeString(
                file,
                "kafka.bootstrap.servers = broker:9093\nkafka.sasl.jaas.config = "
                        + JAAS
                        + "\norders.source=urn:läden:nord\n");

        Settings fromFile = Settings.load(file, List.of());
        Settings overridden =
                Settings.load(
                        file, List.of("kafka.sasl.jaas.config=" + JAAS.replace("hush", "new")));

        assertThat(fromFile.admin()).containsEntry("sasl.jaas.config", JAAS);
        assertThat(fromFile.get(Keys.ORDERS_SOURCE)).isEqualTo("urn:läden:nord");
        assertThat(overridden.admin())
                .containsEntry("sasl.jaas.config", JAAS.replace("hush", "new"));
    }

    @Test
    void cannotWeakenWhatTheJobsRelyOn() {
        List<String> ours =
                List.of(
                        "group.id",
                        "isolation.level",
                        "enable.auto.commit",
                        "auto.offset.reset",
                        "transactional.id",
                        "transaction.timeout.ms",
                        "enable.idempotence",
                        "acks",
                        "key.serializer",
                        "value.deserializer");

        for (String key : ours) {
            for (String prefix : List.of("kafka.", "kafka.consumer.", "kafka.producer.")) {
                assertThatThrownBy(() -> Settings.of(SECURE).with(prefix + key, "x"))
                        .isInstanceOf(SettingsException.class)
                        .hasMessageStartingWith(
                                "The setting %s%s must be left out: the jobs set %s themselves",
                                prefix, key, key);
            }
        }
    }
}

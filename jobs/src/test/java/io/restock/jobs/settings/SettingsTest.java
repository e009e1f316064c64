package io.restock.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String BROKER = "kafka.bootstrap.servers=broker:9092";

    @TempDir private Path folder;

    @Test
    void prefersOverridesToTheFileAndTheFileToDefaults() throws Exception {
        Path file = folder.resolve("restock.properties");
        Files.writeString(
                file,
                "kafka.bootstrap.servers=broker:9092\ntopics.prefix=laeden-"
                        + "\ntopics.partitions=4\n");

        Settings settings = Settings.load(file, List.of("topics.partitions = 8"));

        assertThat(settings.get(Keys.TOPICS_PARTITIONS)).isEqualTo(8);
        assertThat(settings.get(Keys.TOPICS_PREFIX)).isEqualTo("laeden-");
        assertThat(settings.get(Keys.IDLE_AFTER)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void readsTheArgumentsOfAJob() {
        Settings settings =
                Settings.ofArguments(new String[] {"--set", BROKER, "--set", "source.end=latest"});

        assertThat(settings.get(Keys.SOURCE_END)).isEqualTo(EndAt.LATEST);
    }

    @ParameterizedTest
    @CsvSource({
        "--sett,x,(--sett)",
        "--set,,(--set)",
        "--settings,,(--settings)",
        "--set=a=b,x,(--set=…)",
        "job.properties,x,number 1"
    })
    void saysWhichArgumentsThereAre(String first, String second, String shown) {
        List<String> args = new ArrayList<>(List.of(first));
        if (second != null) {
            args.add(second);
        }

        assertThatThrownBy(() -> Settings.ofArguments(args.toArray(String[]::new)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "The argument %s must be one of --settings FILE, --set key=value.", shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "topics.partitions=0; The setting topics.partitions (0) must be a whole number, 1 … 10000.",
                "topics.partitions=two; The setting topics.partitions (two) must be a whole number, 1 … 10000.",
                "source.start=now; The setting source.start (now) must be one of committed, earliest, latest.",
                "checkpoint.interval=2s; The setting checkpoint.interval (2s) must be an ISO-8601 duration such as PT30M or P7D, PT0.1S … P36500D.",
                "checkpoint.interval=PT0S; The setting checkpoint.interval (PT0S) must be an ISO-8601 duration such as PT30M or P7D, PT0.1S … P36500D.",
                "topics.prefix=a b; The setting topics.prefix (a b) must be text that matches [a-zA-Z0-9._-]{0,100}.",
                "history.forecast-from=yesterday; The setting history.forecast-from (yesterday) must be empty or a day such as 2024-10-04.",
                "topics.prefx=a; The setting topics.prefx (a) must be one of docs/settings.md. Maybe topics.prefix is meant.",
                "watermarks.idle-aft=PT1S; The setting watermarks.idle-aft (PT1S) must be one of docs/settings.md. Maybe watermarks.idle-after is meant.",
                "kafka.group.id=mine; The setting kafka.group.id must be left out: the jobs set group.id themselves, to lose nothing and say nothing twice.",
                "kafka.producer.acks=1; The setting kafka.producer.acks must be left out: the jobs set acks themselves, to lose nothing and say nothing twice.",
                "checkpoint.interval=PT20M; The setting sink.transaction-timeout (PT10M) must be above checkpoint.interval (PT20M) plus the longest restart.",
                "kafka.producer.linger.ms=50; The setting kafka.producer.linger.ms must be left out: sink.linger says how long producers wait.",
                "kafka.linger.ms=50; The setting kafka.linger.ms must be left out: sink.linger says how long producers wait.",
                "nothing; The override number 2 must be key=value.",
            })
    void saysWhatIsWrongWithASetting(String override, String complaint) {
        assertThatThrownBy(() -> Settings.load(null, List.of(BROKER, override)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(complaint);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Settings.of(Map.of("topics.partitions", "0", "x", "1")))
                .hasMessageContaining("kafka.bootstrap.servers (missing) must be host:port")
                .hasMessageContaining("topics.partitions (0)")
                .hasMessageContaining("The setting x (1)");
    }

    @Test
    void saysThatItsFileCannotBeRead() {
        assertThatThrownBy(() -> Settings.load(folder.resolve("none"), List.of(BROKER)))
                .hasMessageContaining("none) must be a file that can be read.");
    }

    @Test
    void handsKafkaItsSecurity() {
        Settings settings =
                Settings.load(
                        null,
                        List.of(
                                BROKER,
                                "kafka.security.protocol=SASL_SSL",
                                "kafka.consumer.fetch.min.bytes=100",
                                "kafka.producer.compression.type=lz4"));

        assertThat(settings.consumer())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("fetch.min.bytes", "100")
                .containsEntry("isolation.level", "read_committed")
                .doesNotContainKey("compression.type");
        assertThat(settings.producer())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", "5")
                .doesNotContainKey("fetch.min.bytes");
        assertThat(settings.admin()).containsOnlyKeys("bootstrap.servers", "security.protocol");
    }

    @Test
    void neverShowsSecrets() {
        List<String> secrets =
                List.of(
                        "kafka.sasl.jaas.config=HUSH",
                        "kafka.ssl.truststore.password=HUSH",
                        "kafka.ssl.keystore.key=HUSH",
                        "kafka.sasl.oauthbearer.client.credentials.client.secret=HUSH",
                        "topic.passwords=HUSH");

        assertThat(Settings.load(null, plus(secrets.subList(0, 4))).toString())
                .contains("kafka.sasl.jaas.config=****")
                .contains("kafka.bootstrap.servers=broker:9092")
                .doesNotContain("HUSH");
        assertThatThrownBy(() -> Settings.load(null, plus(secrets)))
                .hasMessageContaining("topic.passwords (****)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--set=kafka.sasl.jaas.config=X required password=HUSH;",
                "--set|kafka.ssl.key.password|HUSH",
                "--set|kafka.ssl.key.password:HUSH",
                "--set|=HUSH",
                "--set|sasl.config=X required password=HUSH;",
                "HUSH"
            })
    void neverShowsASecretThatStandsWhereItShouldNot(String args) {
        assertThatThrownBy(() -> Settings.ofArguments(args.split("\\|")))
                .isInstanceOf(SettingsException.class)
                .message()
                .doesNotContain("HUSH");
    }

    @Test
    void readsItsOwnDefaults() {
        assertThatCode(() -> Settings.load(null, List.of(BROKER))).doesNotThrowAnyException();
        assertThat(Settings.load(null, List.of(BROKER, "history.forecast-from=2024-10-04")))
                .satisfies(s -> assertThat(s.get(Keys.HISTORY_FORECAST_FROM)).isEqualTo(20_000));
        assertThat(Settings.load(null, List.of(BROKER)).with("state.in", "hashmap"))
                .satisfies(s -> assertThat(s.get(Keys.STATE_IN)).isEqualTo(StateIn.HASHMAP));
    }

    private static List<String> plus(List<String> overrides) {
        List<String> all = new ArrayList<>(overrides);
        all.add(BROKER);
        return all;
    }
}

package io.restock.jobs.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final String BROKER = "kafka.bootstrap.servers=k:1\n";

    @TempDir private Path folder;

    @Test
    void readsCommentsBlanksAndContinuedLines() throws Exception {
        Settings settings =
                load(
                        """
                        # where
                        ! Kafka is

                        kafka.bootstrap.servers : a:1,\\
                            b:2
                          topics.prefix = größe.
                        """,
                        "topics.prefix=ours.");

        assertThat(settings.get(Keys.BOOTSTRAP_SERVERS)).isEqualTo("a:1,b:2");
        assertThat(settings.get(Keys.TOPICS_PREFIX)).isEqualTo("ours.");
    }

    @Test
    void blanksAroundAValueAreNotPartOfIt() throws Exception {
        assertThat(load(BROKER + "checkpoint.interval =  PT5S  \n").get(Keys.CHECKPOINT_INTERVAL))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theLastOfTwoOverridesOfAKeyHolds() throws Exception {
        Settings settings = load(BROKER, "topics.partitions=3", "topics.partitions=5");

        assertThat(settings.get(Keys.TOPICS_PARTITIONS)).isEqualTo(5);
    }

    /** As in C:\\users, which a properties file takes for a letter. */
    @Test
    void saysWhichFileHasABrokenEscape() throws IOException {
        Path file = write((BROKER + "checkpoint.directory=C:\\users\\restock\n").getBytes(UTF_8));

        assertThatThrownBy(() -> Settings.load(file, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("The settings file (" + file + ") must ")
                .hasMessageContaining("\\u");
    }

    @Test
    void saysWhichFileIsNotInUtf8() throws IOException {
        Path file = write((BROKER + "topics.prefix=größe.\n").getBytes(ISO_8859_1));

        assertThatThrownBy(() -> Settings.load(file, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("The settings file (" + file + ") must ")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aFolderIsNoSettingsFile() {
        assertThatThrownBy(() -> Settings.load(folder, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("(" + folder + ") must be a file that can be read");
    }

    /** A day beyond what 32 bits count would come round to another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31",
                "+12345-01-01",
                "2200-01-01",
                "1969-12-31",
                "2024-02-30",
                "20000"
            })
    void aDayIsOneOfTheYearsThatMessagesHave(String day) {
        assertThatThrownBy(() -> load(BROKER, "coordination.first-cycle=" + day))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("The setting coordination.first-cycle (%s) must be", day);
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01, 0", "2024-10-04, 20000", "2199-12-31, 84005", "'', 0"})
    void aDayIsCountedFromTheEpoch(String day, int epochDay) throws Exception {
        assertThat(load(BROKER, "coordination.first-cycle=" + day).get(Keys.FIRST_CYCLE))
                .isEqualTo(epochDay);
    }

    @ParameterizedTest
    @CsvSource({
        "topic.partitions, topics.partitions",
        "topics.partition, topics.partitions",
        "Topics.Prefix, topics.prefix",
        "demand.bundlesize, demand.bundle-size",
        "coordination.firstcycle, coordination.first-cycle",
        "forecast.horizn, forecast.horizon",
    })
    void guessesWhatAMistypedKeyWasMeantToBe(String typed, String meant) {
        assertThat(ClosestKey.to(typed)).isEqualTo(meant);
        assertThat(ClosestKey.to(meant)).isEqualTo(meant);
    }

    @Test
    void aChangedCopyLeavesTheFirstAsItWas() throws Exception {
        Settings settings = load(BROKER);

        Settings changed = settings.with("topics.partitions", "7");

        assertThat(changed.get(Keys.TOPICS_PARTITIONS)).isEqualTo(7);
        assertThat(settings.get(Keys.TOPICS_PARTITIONS))
                .isEqualTo(Integer.valueOf(Keys.TOPICS_PARTITIONS.defaultText()));
        assertThatThrownBy(() -> settings.with("topics.partitions", "-1"))
                .isInstanceOf(SettingsException.class);
    }

    private Settings load(String content, String... overrides) throws IOException {
        return Settings.load(write(content.getBytes(UTF_8)), List.of(overrides));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("restock.properties"), content);
    }
}

package io.restock.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/**
 * Topics as data, for those who create them by other means than {@code ./restock topics create}.
 */
class TopicsFileTest {
    private static final Path FILE = InfraFiles.FOLDER.resolve(Path.of("kafka", "topics.json"));
    private static final Path SETTINGS =
            InfraFiles.FOLDER.resolve(Path.of("kubernetes", "restock.properties"));

    @Test
    void saysTheTopicsOfTheJobsAsTheyAreCreated() throws IOException {
        String topics = topics();
        if (Boolean.getBoolean("restock.write")) {
            Files.writeString(FILE, topics);
        }

        assertThat(FILE).as("write it anew with -Drestock.write=true").hasContent(topics);
    }

    private static String topics() throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode all = json.createObjectNode();
        Settings settings = Settings.load(SETTINGS, List.of());
        for (NewTopic topic : Topics.of(settings).definitions()) {
            ObjectNode one = all.putObject(topic.name());
            one.put("partitions", topic.numPartitions());
            one.put("replication", topic.replicationFactor());
            ObjectNode configs = one.putObject("configs");
            new TreeMap<>(topic.configs()).forEach(configs::put);
        }
        return json.writeValueAsString(all) + "\n";
    }
}

package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.kafka.Topic;
import io.restock.local.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicsCommandIT {
    private static EmbeddedBroker broker;
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void createsWhatIsMissingOnceAndListsWhatIsThere() throws Exception {
        assertThat(lines(1, "list", "a."))
                .hasSize(Topic.values().length)
                .allMatch(l -> l.startsWith("MISSING  a."));

        assertThat(lines(0, "create", "a."))
                .hasSize(Topic.values().length)
                .allMatch(line -> line.startsWith("created a."))
                .contains("created a.sales", "created a.purchase-orders", "created a.rejected");
        assertThat(lines(0, "list", "a."))
                .hasSize(Topic.values().length)
                .allMatch(l -> l.startsWith("there    a."));
        assertThat(lines(0, "create", "a.")).containsExactly("All topics are there.");
    }

    @Test
    void missesTheOneThatIsNotThereAndCreatesNoOther() throws Exception {
        lines(0, "create", "b.");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of("b.stock")).all().get();
            while (admin.listTopics().names().get().contains("b.stock")) {
                Thread.onSpinWait(); // the controller knows first, the broker a moment later
            }
        }

        assertThat(lines(1, "list", "b."))
                .filteredOn(line -> line.startsWith("MISSING"))
                .containsExactly("MISSING  b.stock");
        assertThat(lines(0, "create", "b.")).containsExactly("created b.stock");
    }

    @Test
    void takesItsSettingsFromAFileAndStrongerOnesFromTheLine(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("restock.properties");
        Files.writeString(
                file,
                "kafka.bootstrap.servers=%s\ntopics.prefix=weak.\ntopics.replication=1\n"
                        .formatted(broker.bootstrapServers()));
        StringWriter out = new StringWriter();

        int exit = execute(out, "topics", "create", "--settings=" + file, "--set=topics.prefix=c.");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).contains("created c.sales").doesNotContain("weak.");
    }

    @Test
    void namesASettingThatThereIsNot() {
        assertThat(execute(new StringWriter(), "topics", "list", "--set=topics.prefx=a."))
                .isEqualTo(1);
        assertThat(err.toString()).contains("topics.prefx").contains("topics.prefix");
    }

    private List<String> lines(int exit, String command, String prefix) {
        StringWriter out = new StringWriter();
        int ended =
                execute(
                        out,
                        "topics",
                        command,
                        "--set=kafka.bootstrap.servers=" + broker.bootstrapServers(),
                        "--set=topics.replication=1",
                        "--set=topics.prefix=" + prefix);
        assertThat(ended).as(err.toString()).isEqualTo(exit);
        return out.toString().lines().filter(line -> !line.isBlank()).toList();
    }

    private int execute(StringWriter out, String... arguments) {
        return Restock.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

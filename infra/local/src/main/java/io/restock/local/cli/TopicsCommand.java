package io.restock.local.cli;

import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The topics of an installation. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description =
                "Creates or lists the topics that the jobs read and write, says how far their senders are, or grants who may use them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TopicsCommand.Create.class,
            TopicsCommand.ListTopics.class,
            TopicsCommand.Progress.class,
            GrantCommand.class
        })
public final class TopicsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name create, list, progress or grant.");
    }

    /** Which installation. */
    static final class Installation {
        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description = "Settings of the installation, e.g. restock.properties.")
        private @Nullable Path file;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description =
                        "A setting, stronger than the file, e.g. kafka.bootstrap.servers=host:9092.")
        private List<String> overrides = new ArrayList<>();

        Settings settings() {
            return Settings.load(file, overrides);
        }

        /** The same for the main of a job. */
        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            if (file != null) {
                arguments.addAll(List.of("--settings", file.toAbsolutePath().toString()));
            }
            overrides.forEach(override -> arguments.addAll(List.of("--set", override)));
            return arguments;
        }
    }

    /** Creates what is missing. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates the topics that are missing, and leaves the others as they are.")
    static final class Create implements Callable<Integer> {
        @Mixin private final Installation installation = new Installation();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Settings settings = installation.settings();
            try (Admin admin = Admin.create(settings.admin())) {
                List<String> created = Topics.of(settings).create(admin);
                PrintWriter out = spec.commandLine().getOut();
                created.forEach(name -> out.println("created " + name));
                out.println(created.isEmpty() ? "All topics are there." : "");
                out.flush();
            }
            return 0;
        }
    }

    /** Lists what should be there, and whether it is. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the topics of the installation; exits with 1 when one is missing.")
    static final class ListTopics implements Callable<Integer> {
        @Mixin private final Installation installation = new Installation();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Settings settings = installation.settings();
            PrintWriter out = spec.commandLine().getOut();
            boolean complete = true;
            try (Admin admin = Admin.create(settings.admin())) {
                Set<String> present = admin.listTopics().names().get();
                for (String name : Topics.of(settings).names()) {
                    boolean there = present.contains(name);
                    complete &= there;
                    out.printf("%-8s %s%n", there ? "there" : "MISSING", name);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "The topics cannot be listed. Maybe kafka.bootstrap.servers is wrong.",
                        e.getCause());
            }
            out.flush();
            return complete ? 0 : 1;
        }
    }

    /** Says progress in place of senders that do not. */
    @Command(
            name = "progress",
            mixinStandardHelpOptions = true,
            description =
                    "Says to every partition of the topics with event time that all before a moment has been sent. For a scheduler, where senders do not say it themselves; see docs/feeds.md.")
    static final class Progress implements Callable<Integer> {
        @Mixin private final Installation installation = new Installation();

        @Option(
                names = "--lag",
                paramLabel = "DURATION",
                defaultValue = "PT15M",
                description =
                        "How far behind the clock the slowest sender may be, e.g. ${DEFAULT-VALUE}.")
        private Duration lag = Duration.ofMinutes(15);

        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "The moment itself, e.g. 2026-11-21T03:50:00Z, whatever the clock.")
        private @Nullable Instant until;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Settings settings = installation.settings();
            Instant time = until != null ? until : Instant.now().minus(lag);
            byte[] said = Messages.progress(time.toEpochMilli());
            int partitions = 0;
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            Properties properties = settings.producer();
            properties.setProperty("acks", "all");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (Topic topic : Topics.timed()) {
                    String name = Topics.of(settings).name(topic);
                    for (PartitionInfo partition : producer.partitionsFor(name)) {
                        sent.add(
                                producer.send(
                                        new ProducerRecord<>(
                                                name, partition.partition(), null, said)));
                        partitions++;
                    }
                }
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "Kafka refused progress. Maybe the user lacks the right to write the topics.",
                        e.getCause());
            }
            PrintWriter out = spec.commandLine().getOut();
            out.printf("said %s to %d partitions%n", time, partitions);
            out.flush();
            return 0;
        }
    }
}

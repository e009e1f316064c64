package io.restock.local.cli;

import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
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
        description = "Creates or lists the topics that the jobs read and write.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCommand.Create.class, TopicsCommand.ListTopics.class})
public final class TopicsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name create or list.");
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
}

package io.restock.local.cli;

import io.restock.jobs.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells Kafka's authorizer who may use the topics. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description =
                "Grants users what a file says, e.g. infra/kafka/grants.json; rights that are there already stay. The settings are those of a user that may change rights.")
final class GrantCommand implements Callable<Integer> {
    @Mixin private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "Who may what.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = installation.settings();
        Grants grants = Grants.read(file, settings);
        List<AclBinding> bindings = grants.bindings();
        try (Admin admin = Admin.create(settings.admin())) {
            admin.createAcls(bindings).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka refused the rights. Maybe it has no authorizer, or the user of the settings may not change rights.",
                    e.getCause());
        }
        PrintWriter out = spec.commandLine().getOut();
        grants.all().forEach(grant -> out.println("granted " + grant.user()));
        out.printf("%d rights%n", bindings.size());
        out.flush();
        return 0;
    }
}

package io.restock.local.cli;

import io.restock.jobs.settings.Settings;
import io.restock.local.bootstrap.Bootstrap;
import io.restock.local.history.DayRange;
import io.restock.local.history.HistoryFolder;
import io.restock.local.world.LocalTimes;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** History files → the savepoint that the forecasting job starts from for the first time. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description =
                "Writes the first savepoint of the forecasting job from a history: the job then knows of"
                        + " it what it would know had it read all its events.")
public final class BootstrapCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    private Path data = Path.of("");

    @Option(
            names = "--savepoint",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write the savepoint into; it must not be there.")
    private Path savepoint = Path.of("");

    @Option(
            names = "--zone",
            required = true,
            paramLabel = "ZONE",
            description = "Time zone of the locations, e.g. Europe/Berlin.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description =
                    "Last day that the job is to know; the topics go on with the next one (default: the"
                            + " last one there is).")
    private @Nullable LocalDate until;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Regions read at a time (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Mixin private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        require(parallelism >= 1, "The --parallelism (%d) must be >= 1.".formatted(parallelism));
        require(
                Files.notExists(savepoint),
                "The --savepoint (%s) must be a folder that is not there.".formatted(savepoint));
        Settings settings = installation.settings();
        DayRange all = HistoryFolder.open(data).days();
        int last = until == null ? all.last() : Math.toIntExact(until.toEpochDay());
        require(
                all.first() <= last && last <= all.last(),
                "The --until (%s) must be a day of the sales, %s … %s."
                        .formatted(
                                until,
                                LocalDate.ofEpochDay(all.first()),
                                LocalDate.ofEpochDay(all.last())));
        Bootstrap.run(
                data,
                new LocalTimes(zone),
                new DayRange(all.first(), last),
                settings,
                savepoint,
                parallelism);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "%s to %s are in %s."
                        .formatted(
                                LocalDate.ofEpochDay(all.first()),
                                LocalDate.ofEpochDay(last),
                                savepoint));
        out.println("Start the forecasting job from it:");
        out.println("  flink run -s %s …".formatted(savepoint.toUri()));
        out.println("  ./restock cluster submit forecast --from %s …".formatted(savepoint.toUri()));
        out.flush();
        return 0;
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}

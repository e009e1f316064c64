package io.restock.local.cli;

import io.restock.local.history.HistoryFolder;
import io.restock.local.world.Assumptions;
import io.restock.local.world.ReplayedWorld;
import io.restock.local.world.Suppliers.Manners;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on this machine, on a recorded history with an assumed network around it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "The same loop as demo, on real history in the history layout.")
public final class RunCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    private Path data = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First day to run (default: so that the run ends with the data).")
    private @Nullable LocalDate from;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "28",
            description = "Days to run (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--locations",
            paramLabel = "N",
            defaultValue = "2147483647",
            description = "How many of the locations, the first ones (default: all).")
    private int locations;

    @Option(
            names = "--assumptions",
            paramLabel = "FILE",
            description = "JSON file that replaces some of the assumed figures of the network.")
    private @Nullable Path assumptions;

    @Mixin private final LoopRun loop = new LoopRun();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Assumptions assumed =
                assumptions == null ? Assumptions.usual() : Assumptions.of(assumptions);
        ReplayedWorld world =
                ReplayedWorld.of(
                        HistoryFolder.open(data),
                        String.valueOf(data.toAbsolutePath().normalize().getFileName()),
                        assumed,
                        from == null ? null : Math.toIntExact(from.toEpochDay()),
                        days,
                        locations);
        out.println("The data tell of no network. Assumed:");
        world.assumptions().forEach(a -> out.println("  " + a));
        out.flush();
        return loop.run(world, SEED, Manners.USUAL, out);
    }
}

package io.restock.local.bench;

import io.restock.local.plan.PlanBenchCommand;
import io.restock.local.plan.WeeksBenchCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Root of the benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures a part beside what bounds it, in one run on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PipelineBenchCommand.class,
            BootstrapBenchCommand.class,
            SavepointBenchCommand.class,
            PlanBenchCommand.class,
            WeeksBenchCommand.class,
            CoverBenchCommand.class
        })
public final class BenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name a benchmark.");
    }
}

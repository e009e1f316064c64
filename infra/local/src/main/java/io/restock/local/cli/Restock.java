package io.restock.local.cli;

import io.restock.local.bench.BenchCommand;
import io.restock.local.bench.Benchmark;
import io.restock.local.model.BacktestCommand;
import io.restock.local.model.BacktestNewCommand;
import io.restock.local.model.ExplainCommand;
import io.restock.local.model.ForecastCommand;
import io.restock.local.model.TrainCommand;
import io.restock.local.plan.PlanCommand;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Root of the command line. Every command exits with 0, or says what failed and exits with 1. */
@Command(
        name = "restock",
        mixinStandardHelpOptions = true,
        version = "restock 0.1.0-SNAPSHOT",
        description =
                "Turns what happens in a retail network into the next orders, each sent once.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            TrainCommand.class,
            ForecastCommand.class,
            ExplainCommand.class,
            BacktestCommand.class,
            BacktestNewCommand.class,
            PlanCommand.class,
            BenchCommand.class,
            ModelCommand.class,
            DecideCommand.class,
            LogCommand.class,
            ValueAddedCommand.class,
            SupplierCommand.class,
            ClusterCommand.class,
            ChaosCommand.class,
            BootstrapCommand.class,
            WhatIfCommand.class,
            TopicsCommand.class,
            DoctorCommand.class
        })
public final class Restock implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    /** Runs the command that the arguments name, and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // A thread that a library forgot must not keep a finished command from ending.
        System.exit(commandLine().execute(args));
    }

    /** The command line with all its commands. */
    public static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Restock());
        CommandLine bench = Objects.requireNonNull(all.getSubcommands().get("bench"));
        ServiceLoader.load(Benchmark.class).forEach(bench::addSubcommand);
        return all.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureMessage());
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}

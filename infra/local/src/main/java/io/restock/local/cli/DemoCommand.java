package io.restock.local.cli;

import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.Suppliers.Manners;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on this machine, in a generated world whose true demand is known. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs both jobs on an embedded Kafka and a Flink in this process, day by day in a closed loop",
            "with a generated network of suppliers, warehouses and stores."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "28",
            description = "Days to run (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "7",
            description =
                    "One seed gives one world and the same orders (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin private final LoopRun loop = new LoopRun();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        return loop.run(
                GeneratedWorld.of(seed, days), seed, Manners.USUAL, spec.commandLine().getOut());
    }
}

package io.restock.local.plan;

import io.restock.jobs.wire.Json;
import io.restock.optimizer.GeneticPlanner;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Optimises one planning problem from a file. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Reads a coordination-problem/1 (.json or .json.gz), writes the best plan found.")
public final class PlanCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PROBLEM", description = "The problem's file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private Path problemFile;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the plan goes; gzipped if it ends in .gz.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "PLAN",
            description =
                    "Plan of nearly the same problem to start from; with --rounds 0 it is only"
                            + " mended, quickly and without a bound.")
    private @Nullable Path from;

    @ArgGroup private @Nullable Work work;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed and rounds, same plan (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    private @Nullable Path json;

    /** How much work goes into the plan. */
    static final class Work {
        @Option(
                names = "--rounds",
                required = true,
                description = "Rounds of search (default: " + Limits.DEFAULT_ROUNDS + ").")
        private int rounds = -1;

        @Option(
                names = "--seconds",
                required = true,
                description = "Time to plan; the plan then depends on the machine.")
        private double seconds;
    }

    @Override
    public Integer call() throws IOException {
        Limits limits = limits();
        Problem problem = ProblemFile.read(problemFile);
        TimedPlan plan =
                from == null
                        ? TimedPlan.of(problem, limits)
                        : TimedPlan.of(
                                new GeneticPlanner(),
                                problem,
                                PlanFile.read(from, problem),
                                limits);
        PlanFile.write(out, problem, plan.result().plan(), plan.result().cost());
        if (json != null) {
            Json.MAPPER.writeValue(json.toFile(), plan.figures());
        }
        say(plan);
        return 0;
    }

    private Limits limits() {
        if (work == null) {
            return Limits.rounds(Limits.DEFAULT_ROUNDS, seed);
        }
        if (work.rounds >= 0) {
            return Limits.rounds(work.rounds, seed);
        }
        if (!(work.seconds > 0) || work.seconds > 1e6) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The limit must be --rounds >= 0 or --seconds in ]0, 1000000].");
        }
        long nanos = Math.round(work.seconds * 1e9);
        return new Limits(Integer.MAX_VALUE, seed, Duration.ofNanos(nanos));
    }

    private void say(TimedPlan plan) {
        PrintWriter text = spec.commandLine().getOut();
        text.printf(
                Locale.ROOT,
                "%s: cost %.2f, %s (order-up-to %.2f), %d order lines,"
                        + " %d transfers, %d rounds, %.2f s (%.2f CPU s)%n",
                plan.problem().name(),
                plan.cost(),
                Double.isFinite(plan.gap())
                        ? String.format(Locale.ROOT, "at most %.2f %% above the least", plan.gap())
                        : "no bound",
                plan.result().orderUpToCost().total(),
                plan.result().plan().orders().size(),
                plan.result().plan().transfers().size(),
                plan.result().rounds(),
                plan.seconds(),
                plan.cpuSeconds());
        text.flush();
    }
}

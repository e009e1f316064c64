package io.restock.local.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.jobs.wire.Json;
import io.restock.optimizer.GeneticPlanner;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the optimizer on a folder of planning problems. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Plans every problem of a folder with several seeds: cost beside the order-up-to rule"
                        + " and, where they are known, proven lower bounds, and the CPU seconds it took.")
public final class PlanBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--problems",
            required = true,
            paramLabel = "DIR",
            description = "Folder of coordination-problem/1 files (.json, .json.gz).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private Path problems;

    @Option(
            names = "--bounds",
            paramLabel = "FILE",
            description =
                    "CSV with the columns instance, lower_bound and, if known, best_known_cost.")
    private @Nullable Path bounds;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            description = "Seeds 1 to N for each problem. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--rounds",
            defaultValue = "" + Limits.DEFAULT_ROUNDS,
            description = "Rounds of search. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--crossover",
            defaultValue = "" + GeneticPlanner.CROSSOVER,
            description =
                    "Probability that a plan is crossed with another before it is searched; 0 tells"
                            + " what the search does alone. Default: ${DEFAULT-VALUE}.")
    private double crossover;

    @Option(
            names = "--changes",
            defaultValue = "0",
            description =
                    "Changes so many times the demand of an item, or what will come of it, and mends"
                            + " the plan: its cost beside that of a full run. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int changes;

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            description = "Where the plans go, as NAME-seedN.plan.json, to be checked by others.")
    private @Nullable Path plans;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where the figures go, for machines.")
    private @Nullable Path json;

    /**
     * What others know of a problem; NaN where they do not.
     *
     * @param cost of the best plan, money
     * @param bound proven lower bound, money
     */
    private record Known(double cost, double bound) {
        static final Known NOTHING = new Known(Double.NaN, Double.NaN);
    }

    /** A plan and what others know of its problem. */
    private record Row(TimedPlan plan, Known known) {
        double bound() {
            return known.bound();
        }

        /** Percent above the best plan known to others. */
        double aboveKnown() {
            return 100 * (plan.cost() / known.cost() - 1);
        }

        /** Percent above the bound. */
        double gap() {
            return 100 * (plan.cost() / bound() - 1);
        }

        /** Percent of the order-up-to rule's cost. */
        double ofOrderUpTo() {
            return 100 * plan.cost() / plan.result().orderUpToCost().total();
        }

        String size() {
            return PlanBenchCommand.size(plan.problem());
        }
    }

    static String size(Problem p) {
        return "%dx%dx%d".formatted(p.items().size(), p.locations().size(), p.suppliers().size());
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "The --seeds (%d) must be >= 1.".formatted(seeds));
        }
        List<Limits> limits = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            limits.add(Limits.rounds(rounds, seed));
        }
        if (changes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "The --changes (%d) must be >= 0.".formatted(changes));
        }
        if (!(crossover >= 0 && crossover <= 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The --crossover (%s) must be 0 ... 1.".formatted(crossover));
        }
        GeneticPlanner planner = new GeneticPlanner(crossover);
        Map<String, Known> known = bounds == null ? Map.of() : known(bounds);
        List<Problem> found = found();
        if (plans != null) {
            Files.createDirectories(plans);
        }
        PrintWriter text = spec.commandLine().getOut();
        text.printf("%-24s %4s %14s %9s %8s %8s %8s %8s%n", header("problem", "seed"));
        List<Row> rows = new ArrayList<>();
        List<Mended> mended = new ArrayList<>();
        for (Problem problem : found) {
            for (Limits limit : limits) {
                TimedPlan plan = TimedPlan.of(planner, problem, limit);
                Row row = new Row(plan, known.getOrDefault(problem.name(), Known.NOTHING));
                rows.add(row);
                write(plan);
                say(text, problem.name(), "" + limit.seed(), List.of(row));
                mended.addAll(Mended.of(planner, plan, limit, changes));
            }
        }
        text.printf("%n%-24s %4s %14s %9s %8s %8s %8s %8s%n", header("size, means", "runs"));
        Map<String, List<Row>> sizes = new LinkedHashMap<>();
        rows.forEach(row -> sizes.computeIfAbsent(row.size(), s -> new ArrayList<>()).add(row));
        sizes.forEach((size, its) -> say(text, size, "" + its.size(), its));
        sayMended(text, mended);
        if (json != null) {
            Json.MAPPER.writeValue(json.toFile(), figures(rows));
        }
        return 0;
    }

    private static void sayMended(PrintWriter text, List<Mended> mended) {
        if (mended.isEmpty()) {
            return;
        }
        text.printf(
                "%n%-24s %4s %14s %9s %14s %9s%n",
                "size, mended plans", "runs", "above full %", "most %", "CPU ms", "most");
        Map<String, List<Mended>> sizes = new LinkedHashMap<>();
        mended.forEach(m -> sizes.computeIfAbsent(m.size(), s -> new ArrayList<>()).add(m));
        sizes.forEach(
                (size, its) -> {
                    DoubleSummaryStatistics above =
                            its.stream().mapToDouble(Mended::abovePercent).summaryStatistics();
                    DoubleSummaryStatistics cpu =
                            its.stream().mapToDouble(Mended::cpuMillis).summaryStatistics();
                    text.printf(
                            Locale.ROOT,
                            "%-24s %4d %14.2f %9.2f %14.1f %9.1f%n",
                            size,
                            its.size(),
                            above.getAverage(),
                            above.getMax(),
                            cpu.getAverage(),
                            cpu.getMax());
                });
        text.flush();
    }

    private static Object[] header(String first, String second) {
        return new Object[] {
            first, second, "cost", "of rule %", "known %", "gap %", "proven %", "CPU s"
        };
    }

    private static void say(PrintWriter text, String name, String count, List<Row> rows) {
        text.printf(
                Locale.ROOT,
                "%-24s %4s %14.2f %9.1f %8s %8s %8.2f %8.2f%n",
                name,
                count,
                mean(rows, row -> row.plan().cost()),
                mean(rows, Row::ofOrderUpTo),
                orDash(mean(rows, Row::aboveKnown)),
                orDash(mean(rows, Row::gap)),
                mean(rows, row -> row.plan().gap()),
                mean(rows, row -> row.plan().cpuSeconds()));
        text.flush();
    }

    private static String orDash(double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%.2f", figure);
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> figure) {
        return rows.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** The problems of the folder, the small ones first. */
    private List<Problem> found() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(problems)) {
            files = all.filter(f -> f.toString().matches(".*\\.json(\\.gz)?")).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The folder %s must hold problems (.json, .json.gz).".formatted(problems));
        }
        List<Problem> found = new ArrayList<>();
        for (Path file : files) {
            found.add(ProblemFile.read(file));
        }
        found.sort(Comparator.comparing((Problem p) -> p.items().size() * p.locations().size()));
        return found;
    }

    /** What is known, by instance. */
    private static Map<String, Known> known(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> columns = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
        int name = columns.indexOf("instance");
        int bound = columns.indexOf("lower_bound");
        int best = columns.indexOf("best_known_cost");
        if (name < 0 || bound < 0) {
            throw new IllegalArgumentException(
                    "The file %s must have the columns instance and lower_bound.".formatted(csv));
        }
        Map<String, Known> known = new HashMap<>();
        for (int n = 1; n < lines.size(); n++) {
            String[] row = lines.get(n).split(",", -1);
            try {
                double cost = best < 0 ? Double.NaN : Double.parseDouble(row[best]);
                known.put(row[name], new Known(cost, Double.parseDouble(row[bound])));
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "Line %d of %s must give an instance and its lower_bound."
                                .formatted(n + 1, csv),
                        e);
            }
        }
        return known;
    }

    private void write(TimedPlan plan) throws IOException {
        if (plans != null) {
            String name = plan.problem().name() + "-seed" + plan.seed() + ".plan.json";
            PlanFile.write(
                    plans.resolve(name),
                    plan.problem(),
                    plan.result().plan(),
                    plan.result().cost());
        }
    }

    private static ArrayNode figures(List<Row> rows) {
        ArrayNode figures = Json.MAPPER.createArrayNode();
        for (Row row : rows) {
            ObjectNode figure = row.plan().figures();
            if (!Double.isNaN(row.bound())) {
                figure.put("lowerBound", row.bound()).put("gapToLowerBoundPercent", row.gap());
            }
            figures.add(figure);
        }
        return figures;
    }
}

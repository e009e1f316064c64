package io.restock.local.plan;

import io.restock.optimizer.Limits;
import io.restock.optimizer.Problem;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what weekly planning by the optimizer costs when demand happens. */
@Command(
        name = "weeks",
        mixinStandardHelpOptions = true,
        description =
                "Plans weeks one after the other against demand that happens, once for every factor:"
                        + " fill rate, cost and CPU seconds a decision. For each problem NAME-sSEED.json"
                        + " the folder has a NAME-sSEED.demand.json (or .json.gz).")
public final class WeeksBenchCommand implements Callable<Integer> {
    private static final Pattern PROBLEM = Pattern.compile("(.*-s(\\d{1,9}))\\.json(\\.gz)?");
    private static final String POLICY = "restock";
    private static final String CLAIRVOYANT = "restock-clairvoyant";
    private static final String HEADER =
            "seed,policy,parameter,cost,fill_rate,purchase_premium,order_lines,transfers,"
                    + "headers_and_trucks,holding,backorder,overflow,transfer_factor,rounds,"
                    + "cpu_seconds_per_decision";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--problems",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the problems and their demand.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private Path folder;

    @Option(
            names = "--factors",
            split = ",",
            defaultValue = "1,2,2.3,4",
            paramLabel = "FACTOR",
            description =
                    "Planned cost of a backlog, as multiples of what is charged: the lever for the"
                            + " fill rate. Default: ${DEFAULT-VALUE}.")
    private List<Double> factors = List.of();

    @Option(
            names = "--transfer-factor",
            defaultValue = "1",
            paramLabel = "FACTOR",
            description =
                    "Planned cost of transfers, as a multiple of what is charged. A plan knows no"
                            + " transfers of later, so that it moves too soon what could wait for"
                            + " another week. Default: ${DEFAULT-VALUE}.")
    private double transferFactor;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "Rounds of search, a decision. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--clairvoyant",
            description =
                    "Also with demand that is known beforehand, to see what certainty would be worth.")
    private boolean clairvoyant;

    @Option(names = "--csv", paramLabel = "FILE", description = "Where a row for each run goes.")
    private @Nullable Path csv;

    /** A run of all weeks. */
    private record Row(
            int seed, String policy, double factor, WeeklyOutcome outcome, double cpuSeconds) {
        String csv(double transferFactor, int rounds) {
            WeeklyOutcome o = outcome;
            return String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%.4f,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%s,%d,%.4f",
                    seed,
                    policy,
                    factor,
                    o.cost(),
                    o.fillRate(),
                    o.premium(),
                    o.orderLines(),
                    o.transfers(),
                    o.headersAndTrucks(),
                    o.holding(),
                    o.backorder(),
                    o.overflow(),
                    transferFactor,
                    rounds,
                    cpuSeconds);
        }
    }

    @Override
    public Integer call() throws IOException {
        factors.stream()
                .filter(f -> !(f > 0 && Double.isFinite(f)))
                .findFirst()
                .ifPresent(f -> refuse("The --factors (%s) must be > 0.".formatted(f)));
        if (rounds < 0) {
            refuse("The --rounds (%d) must be >= 0.".formatted(rounds));
        }
        if (new HashSet<>(factors).size() < factors.size()) {
            refuse("The --factors %s must differ.".formatted(factors));
        }
        if (!(transferFactor > 0 && Double.isFinite(transferFactor))) {
            refuse("The --transfer-factor (%s) must be > 0.".formatted(transferFactor));
        }
        PrintWriter text = spec.commandLine().getOut();
        List<Row> rows = new ArrayList<>();
        text.printf(
                "%-24s %-20s %8s %12s %10s %17s%n",
                "problem", "policy", "factor", "cost", "fill rate", "CPU s a decision");
        for (Path file : problems()) {
            Problem problem = ProblemFile.read(file);
            WeeklyDemand demand = WeeklyDemand.read(demandOf(file), problem);
            for (double factor : factors) {
                say(text, problem.name(), rows, row(file, POLICY, factor, problem, demand));
            }
            if (clairvoyant) {
                say(text, problem.name(), rows, row(file, CLAIRVOYANT, 1, problem, demand));
            }
        }
        means(text, rows);
        if (csv != null) {
            List<String> lines = new ArrayList<>(List.of(HEADER));
            rows.forEach(row -> lines.add(row.csv(transferFactor, rounds)));
            Files.write(csv, lines);
        }
        return 0;
    }

    private void say(PrintWriter text, String name, List<Row> rows, Row row) {
        rows.add(row);
        say(text, name, row.policy(), row.factor(), List.of(row));
    }

    private static void say(
            PrintWriter text, String name, String policy, double factor, List<Row> rows) {
        text.printf(
                Locale.ROOT,
                "%-24s %-20s %8.2f %12.0f %10.4f %17.3f%n",
                name,
                policy,
                factor,
                mean(rows, row -> row.outcome().cost()),
                mean(rows, row -> row.outcome().fillRate()),
                mean(rows, Row::cpuSeconds));
        text.flush();
    }

    private static void means(PrintWriter text, List<Row> rows) {
        text.println();
        for (String policy : List.of(POLICY, CLAIRVOYANT)) {
            rows.stream()
                    .filter(row -> row.policy().equals(policy))
                    .map(Row::factor)
                    .distinct()
                    .forEach(
                            factor ->
                                    say(
                                            text,
                                            "mean",
                                            policy,
                                            factor,
                                            rows.stream()
                                                    .filter(r -> r.policy().equals(policy))
                                                    .filter(r -> r.factor() == factor)
                                                    .toList()));
        }
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> figure) {
        return rows.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private Row row(Path file, String policy, double factor, Problem problem, WeeklyDemand demand) {
        double[] cpuSeconds = {0};
        WeeklyOutcome outcome =
                WeeklyLoop.run(
                        problem,
                        demand,
                        (week, number) -> {
                            Problem asked =
                                    policy.equals(CLAIRVOYANT)
                                            ? known(week, demand, number)
                                            : weighted(week, factor, transferFactor);
                            TimedPlan plan = TimedPlan.of(asked, Limits.rounds(rounds, number));
                            cpuSeconds[0] += plan.cpuSeconds();
                            return plan.result().plan();
                        });
        return new Row(seedOf(file), policy, factor, outcome, cpuSeconds[0] / demand.weeks());
    }

    /** The problem with a backlog and transfers that cost more. */
    private static Problem weighted(Problem week, double factor, double transfers) {
        return withStocks(
                withTransfers(week, transfers),
                (i, l, stock) ->
                        new Stock(
                                stock.onHand(),
                                stock.scheduledReceipts(),
                                stock.holdingCost(),
                                factor * stock.backorderCost(),
                                stock.cumulativeDemand(),
                                stock.runOutDemand(),
                                stock.meanPerBucket(),
                                stock.standardDeviationPerBucket()));
    }

    private static Problem withTransfers(Problem week, double factor) {
        return new Problem(
                week.name(),
                week.buckets(),
                week.epochs(),
                week.levels(),
                week.weights(),
                week.overflowCost(),
                week.locations(),
                week.suppliers(),
                week.lanes().stream()
                        .map(
                                n ->
                                        new Lane(
                                                n.id(),
                                                n.from(),
                                                n.to(),
                                                n.leadTimeBuckets(),
                                                factor * n.truckCost()))
                        .toList(),
                week.items().stream()
                        .map(
                                i ->
                                        new Item(
                                                i.id(),
                                                i.volume(),
                                                i.standardCost(),
                                                i.stock(),
                                                i.sources(),
                                                dearer(i.transfer(), factor)))
                        .toList());
    }

    private static @Nullable Transfer dearer(@Nullable Transfer terms, double factor) {
        return terms == null
                ? null
                : new Transfer(
                        terms.orderMultiple(),
                        factor * terms.lineCost(),
                        Arrays.stream(terms.unitCost()).map(c -> factor * c).toArray());
    }

    /** The problem with the demand that will happen, and the mean after the last week. */
    private static Problem known(Problem week, WeeklyDemand demand, int number) {
        return withStocks(
                week,
                (i, l, stock) -> {
                    long[] path = demand.units()[i][l];
                    int buckets = stock.cumulativeDemand().length;
                    long[] sums = new long[buckets + stock.runOutDemand().length];
                    double sum = 0;
                    for (int t = 0; t < sums.length; t++) {
                        int k = number + t;
                        sum += k < path.length ? path[k] : stock.meanPerBucket();
                        sums[t] = Math.round(sum);
                    }
                    long[][] cumulative = new long[buckets][];
                    for (int t = 0; t < buckets; t++) {
                        cumulative[t] = new long[stock.cumulativeDemand()[t].length];
                        Arrays.fill(cumulative[t], sums[t]);
                    }
                    return new Stock(
                            stock.onHand(),
                            stock.scheduledReceipts(),
                            stock.holdingCost(),
                            stock.backorderCost(),
                            cumulative,
                            Arrays.copyOfRange(sums, buckets, sums.length),
                            stock.meanPerBucket(),
                            stock.standardDeviationPerBucket());
                });
    }

    /** What becomes of the stock of an item at a location. */
    private interface Change {
        Stock of(int item, int location, Stock stock);
    }

    private static Problem withStocks(Problem problem, Change change) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < problem.items().size(); i++) {
            Item item = problem.items().get(i);
            List<Stock> stocks = new ArrayList<>();
            for (int l = 0; l < item.stock().size(); l++) {
                stocks.add(change.of(i, l, item.stock().get(l)));
            }
            items.add(
                    new Item(
                            item.id(),
                            item.volume(),
                            item.standardCost(),
                            stocks,
                            item.sources(),
                            item.transfer()));
        }
        return problem.withItems(items);
    }

    private List<Path> problems() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found =
                    all.filter(f -> PROBLEM.matcher("" + f.getFileName()).matches())
                            .sorted(
                                    Comparator.comparingInt(WeeksBenchCommand::seedOf)
                                            .thenComparing(f -> f))
                            .toList();
            if (found.isEmpty()) {
                refuse(
                        "The folder %s must hold problems NAME-sSEED.json or .json.gz."
                                .formatted(folder));
            }
            return found;
        }
    }

    private static Matcher parts(Path file) {
        Matcher parts = PROBLEM.matcher("" + file.getFileName());
        if (!parts.matches()) {
            throw new IllegalArgumentException("The file %s is no problem.".formatted(file));
        }
        return parts;
    }

    private static int seedOf(Path file) {
        return Integer.parseInt(parts(file).group(2));
    }

    private Path demandOf(Path file) {
        String name = parts(file).group(1);
        Path plain = folder.resolve(name + ".demand.json");
        Path zipped = folder.resolve(name + ".demand.json.gz");
        if (!Files.exists(plain) && !Files.exists(zipped)) {
            refuse("The demand %s, or .json.gz, of %s is missing.".formatted(plain, file));
        }
        return Files.exists(plain) ? plain : zipped;
    }

    private void refuse(String reason) {
        throw new ParameterException(spec.commandLine(), reason);
    }
}

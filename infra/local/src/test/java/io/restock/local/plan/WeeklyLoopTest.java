package io.restock.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.local.cli.Restock;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyLoopTest {
    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void writeTwoStores() throws IOException {
        file = folder.resolve("two-stores-s1.json");
        try (InputStream example =
                WeeklyLoopTest.class.getResourceAsStream("/plan/v1/two-stores.json")) {
            Files.write(file, example.readAllBytes());
        }
    }

    @Test
    void whatIsNotThereIsOwedAndMetByTheNextReceipt() throws IOException {
        Problem problem = ProblemFile.read(file);
        WeeklyDemand demand = demand(problem, 100, 0, 0);
        List<long[]> seen = new ArrayList<>();

        WeeklyOutcome outcome =
                WeeklyLoop.run(
                        problem,
                        demand,
                        (week, number) -> {
                            Stock stock = week.items().get(0).stock().get(0);
                            seen.add(new long[] {stock.onHand(), stock.scheduledReceipts()[0]});
                            return Plan.EMPTY;
                        });

        Stock first = problem.items().get(0).stock().get(0);
        long there = first.onHand() + first.scheduledReceipts()[0];
        assertThat(there).isLessThan(100);
        assertThat(seen.get(0)).containsExactly(first.onHand(), first.scheduledReceipts()[0]);
        assertThat(seen.get(1))
                .as("a backlog is a negative receipt")
                .containsExactly(0, first.scheduledReceipts()[1] + there - 100);
        assertThat(outcome.fillRate()).isLessThan(1);
        assertThat(outcome.backorder()).isPositive();
        assertThat(outcome.headersAndTrucks()).isZero();
    }

    @Test
    void ordersOfNowAreCarriedOutAndTheRestIsDropped() throws IOException {
        Problem problem = ProblemFile.read(file);
        Source source = problem.items().get(0).sources().get(0);
        long quantity = source.minimumOrderQuantity();
        int lead = problem.suppliers().get(source.supplier()).leadTimeBuckets();
        List<Long> receipts = new ArrayList<>();

        WeeklyOutcome outcome =
                WeeklyLoop.run(
                        problem,
                        demand(problem, new long[lead + 2]),
                        (week, number) -> {
                            receipts.add(week.items().get(0).stock().get(0).scheduledReceipts()[0]);
                            return number > 0
                                    ? Plan.EMPTY
                                    : Plan.of(
                                            List.of(
                                                    new Plan.Order(
                                                            0, source.supplier(), 0, 0, quantity),
                                                    new Plan.Order(
                                                            0, source.supplier(), 0, 1, quantity)),
                                            List.of());
                        });

        long[] known = problem.items().get(0).stock().get(0).scheduledReceipts();
        assertThat(receipts.get(lead))
                .isEqualTo((lead < known.length ? known[lead] : 0) + quantity);
        assertThat(receipts.get(lead + 1)).isEqualTo(lead + 1 < known.length ? known[lead + 1] : 0);
        assertThat(outcome.orderLines()).isEqualTo(source.lineCost());
        assertThat(outcome.headersAndTrucks())
                .isEqualTo(problem.suppliers().get(source.supplier()).orderHeaderCost()[0]);
        assertThat(outcome.premium())
                .isCloseTo(
                        quantity
                                * (source.priceBreaks().get(0).unitPrice()
                                        - problem.items().get(0).standardCost()),
                        within(1e-9));
    }

    @Test
    void commandWritesARowForEveryRunAndTheSameTwice() throws IOException {
        Path csv = folder.resolve("weeks.csv");
        Files.writeString(folder.resolve("two-stores-s1.demand.json"), paths());

        assertThat(weeks("--factors", "1,2", "--clairvoyant", "--csv", "" + csv)).isZero();
        List<String> first = Files.readAllLines(csv);
        assertThat(weeks("--factors", "1,2", "--clairvoyant", "--csv", "" + csv)).isZero();

        assertThat(first).hasSize(4);
        assertThat(first.get(0)).startsWith("seed,policy,parameter,cost,fill_rate,");
        assertThat(first.get(1)).startsWith("1,restock,1.0,");
        assertThat(first.get(2)).startsWith("1,restock,2.0,");
        assertThat(first.get(3)).startsWith("1,restock-clairvoyant,1.0,");
        assertThat(Files.readAllLines(csv).stream().map(WeeklyLoopTest::withoutTime).toList())
                .isEqualTo(first.stream().map(WeeklyLoopTest::withoutTime).toList());
        double dearer = Double.parseDouble(first.get(1).split(",")[3]);
        double certain = Double.parseDouble(first.get(3).split(",")[3]);
        assertThat(certain).isLessThanOrEqualTo(dearer);
    }

    private static String withoutTime(String row) {
        return row.substring(0, row.lastIndexOf(','));
    }

    @Test
    void commandNamesTheDemandThatIsMissing() {
        assertThat(weeks()).isEqualTo(2);
        assertThat(said.toString()).contains("two-stores-s1.demand.json");
        assertThat(weeks("--factors", "0")).isEqualTo(2);
        assertThat(said.toString()).contains("--factors (0.0)");
        assertThat(weeks("--transfer-factor", "-1")).isEqualTo(2);
        assertThat(weeks("--rounds", "-1")).isEqualTo(2);
        assertThat(weeks("--factors", "2,2")).isEqualTo(2);
    }

    private final StringWriter said = new StringWriter();

    private int weeks(String... more) {
        List<String> args = new ArrayList<>(List.of("bench", "weeks", "--problems", "" + folder));
        args.addAll(List.of(more));
        return Restock.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(args.toArray(String[]::new));
    }

    /** Six weeks in which every series of the two stores sells. */
    private String paths() throws IOException {
        Problem problem = ProblemFile.read(file);
        List<String> series = new ArrayList<>();
        for (Item item : problem.items()) {
            for (Problem.Site site : problem.locations()) {
                series.add(
                        """
                        {"item": "%s", "location": "%s", "perWeek": [9, 12, 3, 20, 0, 14]}"""
                                .formatted(item.id(), site.id()));
            }
        }
        return """
                {"format": "coordination-loop/1", "problem": "%s", "weeks": 6,
                 "demand": [%s]}"""
                .formatted(problem.name(), String.join(",\n", series));
    }

    @Test
    void transfersLeaveAtOnceAndArriveAfterTheirLeadTime() throws IOException {
        Problem problem = ProblemFile.read(file);
        int slow = 1;
        Problem.Lane lane = problem.lanes().get(slow);
        Problem.Transfer terms = Objects.requireNonNull(problem.items().get(0).transfer());
        long moved = terms.orderMultiple();
        List<long[]> seen = new ArrayList<>();

        WeeklyOutcome outcome =
                WeeklyLoop.run(
                        problem,
                        demand(problem, 0, 0),
                        (week, number) -> {
                            List<Stock> stocks = week.items().get(0).stock();
                            seen.add(
                                    new long[] {
                                        stocks.get(lane.from()).onHand(),
                                        stocks.get(lane.to()).onHand(),
                                        stocks.get(lane.to()).scheduledReceipts()[0]
                                    });
                            return number > 0
                                    ? Plan.EMPTY
                                    : Plan.of(List.of(), List.of(new Plan.Move(0, slow, moved)));
                        });

        Stock from = problem.items().get(0).stock().get(lane.from());
        Stock to = problem.items().get(0).stock().get(lane.to());
        assertThat(lane.leadTimeBuckets()).isEqualTo(1);
        assertThat(seen.get(1)[0]).isEqualTo(from.onHand() + from.scheduledReceipts()[0] - moved);
        assertThat(seen.get(1)[1]).isEqualTo(to.onHand() + to.scheduledReceipts()[0]);
        assertThat(seen.get(1)[2]).isEqualTo(to.scheduledReceipts()[1] + moved);
        assertThat(outcome.headersAndTrucks()).isEqualTo(lane.truckCost());
        assertThat(outcome.transfers())
                .isCloseTo(terms.unitCost()[slow] * moved + terms.lineCost(), within(1e-9));
    }

    @Test
    void planThatBreaksARuleIsRefusedByItsWeek() throws IOException {
        Problem problem = ProblemFile.read(file);
        Plan tooFew = Plan.of(List.of(new Plan.Order(0, 0, 0, 0, 1)), List.of());

        assertThatThrownBy(
                        () -> WeeklyLoop.run(problem, demand(problem, 5), (week, number) -> tooFew))
                .hasMessageContaining("week 0");
    }

    @Test
    void demandThatLacksASeriesIsRefusedByItsName() throws IOException {
        Path other =
                Files.writeString(
                        folder.resolve("d.json"),
                        """
                        {"format": "coordination-loop/1", "problem": "two-stores", "weeks": 1,
                         "demand": []}""");

        assertThatThrownBy(() -> WeeklyDemand.read(other, ProblemFile.read(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("demand")
                .hasMessageContaining("" + other)
                .hasMessageContaining("lacks");
    }

    /**
     * The planner's rules of the benchmark, written down again, cost what it says that they cost.
     */
    @ParameterizedTest
    @ValueSource(strings = {"order-up-to-cheapest,0.85", "min-max-eoq-fastest,0.4"})
    void rulesCostWhatTheBenchmarkSays(String policyAndFactor) throws IOException {
        String[] parts = policyAndFactor.split(",");
        Path closed = Benchmark.folder().resolve("closed-loop");
        for (int seed : new int[] {1, 7}) {
            Problem problem =
                    ProblemFile.read(closed.resolve("20x4x3-s%d.json.gz".formatted(seed)));
            WeeklyDemand demand =
                    WeeklyDemand.read(
                            closed.resolve("20x4x3-s%d.demand.json.gz".formatted(seed)), problem);
            Rule rule =
                    new Rule(
                            parts[0].startsWith("min-max"),
                            parts[0].endsWith("-fastest"),
                            Double.parseDouble(parts[1]));

            WeeklyOutcome outcome = WeeklyLoop.run(problem, demand, rule::plan);

            String said =
                    Files.readAllLines(closed.resolve("reference.csv")).stream()
                            .filter(row -> row.startsWith(seed + "," + policyAndFactor + ","))
                            .findFirst()
                            .orElseThrow();
            String[] row = said.split(",");
            assertThat(outcome.cost()).isCloseTo(Double.parseDouble(row[3]), within(1e-3));
            assertThat(outcome.fillRate()).isCloseTo(Double.parseDouble(row[4]), within(1e-6));
            assertThat(outcome.headersAndTrucks())
                    .isCloseTo(Double.parseDouble(row[8]), within(1e-3));
            assertThat(outcome.overflow()).isCloseTo(Double.parseDouble(row[11]), within(1e-3));
        }
    }

    /**
     * Each pair orders up to its level from the suppliers that it likes, while these can take it.
     */
    private record Rule(boolean lots, boolean fastest, double factor) {
        Plan plan(Problem problem, int week) {
            double[] left =
                    problem.suppliers().stream()
                            .mapToDouble(s -> s.capacityPerEpoch()[0])
                            .toArray();
            List<Integer> sequence =
                    new ArrayList<>(IntStream.range(0, problem.items().size()).boxed().toList());
            Collections.shuffle(sequence, new Random(week));
            List<Plan.Order> orders = new ArrayList<>();
            for (int i : sequence) {
                for (int l = 0; l < problem.locations().size(); l++) {
                    order(problem, i, l, left, orders);
                }
            }
            return Plan.of(orders, List.of());
        }

        private void order(Problem problem, int i, int l, double[] left, List<Plan.Order> orders) {
            Item item = problem.items().get(i);
            Stock stock = item.stock().get(l);
            double mean = stock.meanPerBucket();
            double z =
                    factor
                            * normalQuantile(
                                    stock.backorderCost()
                                            / (stock.backorderCost() + stock.holdingCost()));
            double position = stock.onHand() + Arrays.stream(stock.scheduledReceipts()).sum();
            for (Source source : preferred(problem, item)) {
                int lead = problem.suppliers().get(source.supplier()).leadTimeBuckets();
                double header = problem.suppliers().get(source.supplier()).orderHeaderCost()[l];
                double s =
                        mean * (lead + 1)
                                + z * stock.standardDeviationPerBucket() * Math.sqrt(lead + 1.0);
                if (position >= s) {
                    return;
                }
                double fixed = source.lineCost() + header / 6;
                double upTo = s + (lots ? Math.sqrt(2 * fixed * mean / stock.holdingCost()) : 0);
                long multiple = source.orderMultiple();
                long wanted = (long) Math.ceil((upTo - position) / multiple) * multiple;
                long room =
                        (long) Math.floor(left[source.supplier()] / item.volume() / multiple)
                                * multiple;
                long quantity =
                        Math.min(
                                Math.max(wanted, source.minimumOrderQuantity()),
                                Math.min(source.maximumOrderQuantity()[l], room));
                if (quantity >= source.minimumOrderQuantity()) {
                    orders.add(new Plan.Order(i, source.supplier(), l, 0, quantity));
                    left[source.supplier()] -= quantity * item.volume();
                    position += quantity;
                }
            }
        }

        private List<Source> preferred(Problem problem, Item item) {
            Comparator<Source> byPrice =
                    Comparator.comparingDouble(s -> s.priceBreaks().get(0).unitPrice());
            Comparator<Source> byDays =
                    Comparator.comparingInt(
                            s -> problem.suppliers().get(s.supplier()).leadTimeBuckets());
            return item.sources().stream()
                    .sorted(fastest ? byDays.thenComparing(byPrice) : byPrice)
                    .toList();
        }
    }

    /** By bisection of the cumulative probability, of which the series is exact here. */
    private static double normalQuantile(double probability) {
        double low = -8;
        double high = 8;
        while (high - low > 1e-13) {
            double x = (low + high) / 2;
            double term = x;
            double sum = x;
            for (int k = 3; Math.abs(term) > 1e-18; k += 2) {
                term *= x * x / k;
                sum += term;
            }
            double below = 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            if (below < probability) {
                low = x;
            } else {
                high = x;
            }
        }
        return (low + high) / 2;
    }

    /** The same demand for every item everywhere. */
    private static WeeklyDemand demand(Problem problem, long... perWeek) {
        long[][][] units = new long[problem.items().size()][problem.locations().size()][];
        for (long[][] item : units) {
            Arrays.fill(item, perWeek);
        }
        return new WeeklyDemand(perWeek.length, units);
    }
}

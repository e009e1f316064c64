package io.restock.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.PlanCost;
import io.restock.optimizer.CostModel;
import io.restock.optimizer.Feasibility;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Optimized;
import io.restock.optimizer.Optimizer;
import io.restock.optimizer.OrderUpTo;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cost model and the optimizer against the coordination benchmark; skipped without it. */
class BenchmarkTest {
    @Test
    void benchmarkIsThere() {
        assertThat(Benchmark.folder()).isDirectory();
    }

    @Test
    void benchmarkThatIsThereAndHasNoCasesFails(@TempDir Path folder) throws IOException {
        assertThat(Benchmark.files(folder.resolve("missing"), "vectors", ".plan.json")).isEmpty();
        assertThatThrownBy(() -> Benchmark.files(folder, "vectors", ".plan.json"))
                .isInstanceOf(NoSuchFileException.class);

        Path vectors = Files.createDirectory(folder.resolve("vectors"));
        Files.createFile(vectors.resolve("a.json"));
        assertThatThrownBy(() -> Benchmark.files(folder, "vectors", ".plan.json"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("vectors");

        Path plan = Files.createFile(vectors.resolve("a.plan.json"));
        assertThat(Benchmark.files(folder, "vectors", ".plan.json")).containsExactly(plan);
    }

    @TestFactory
    List<DynamicTest> costsAreThoseOfTheVectors() throws IOException {
        return Benchmark.files("vectors", ".plan.json", ".plan.json.gz").stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName() + "", () -> agrees(f)))
                .toList();
    }

    private static void agrees(Path vector) throws IOException {
        JsonNode json = ProblemFile.tree(vector);
        Problem problem = Benchmark.problem(json.get("problem").textValue());
        Plan plan = PlanFile.read(vector, problem);

        PlanCost cost = CostModel.of(problem).cost(plan);

        assertThat(Feasibility.violations(problem, plan)).isEmpty();
        JsonNode ours = PlanFile.tree(cost);
        for (Map.Entry<String, JsonNode> claim : json.get("claimedCost").properties()) {
            double claimed = claim.getValue().doubleValue();
            assertThat(ours.get(claim.getKey()).doubleValue())
                    .as(claim.getKey())
                    .isCloseTo(claimed, within(1e-6 * Math.max(1, Math.abs(claimed))));
        }
    }

    @TestFactory
    List<DynamicTest> orderUpToIsFeasible() throws IOException {
        return Benchmark.files("problems", ".json", "20x4x3-s1.json.gz").stream()
                .map(
                        f ->
                                DynamicTest.dynamicTest(
                                        f.getFileName() + "",
                                        () -> {
                                            Problem problem = ProblemFile.read(f);
                                            Plan plan = OrderUpTo.plan(problem);
                                            assertThat(Feasibility.violations(problem, plan))
                                                    .isEmpty();
                                        }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> planIsNearTheOptimumWhereItIsKnown() throws IOException {
        Path bounds = Benchmark.folder().resolve("bounds.csv");
        List<String> lines = Files.readAllLines(bounds);
        List<String> header = List.of(lines.get(0).split(","));
        Map<String, String> optima =
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(","))
                        .filter(row -> !row[header.indexOf("optimum")].isEmpty())
                        .collect(
                                Collectors.toMap(
                                        row -> row[0], row -> row[header.indexOf("optimum")]));
        assertThat(optima).as("optima in %s", bounds).isNotEmpty();
        return optima.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.getKey(),
                                        () ->
                                                near(
                                                        row.getKey(),
                                                        Double.parseDouble(row.getValue()))))
                .toList();
    }

    private static void near(String name, double optimum) throws IOException {
        Problem problem = Benchmark.problem(name);

        Optimized result = Optimizer.plan(problem, Limits.rounds(Limits.DEFAULT_ROUNDS, 1));

        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
        assertThat(result.cost().total()).isBetween(optimum * (1 - 1e-6), optimum * 1.01);
        assertThat(result.bound()).isLessThanOrEqualTo(optimum * (1 + 1e-6));
    }

    @ParameterizedTest
    @CsvSource({"20x4x3-s1,33617.9732", "20x4x3-s2,23021.41", "20x4x3-s3,18883.9529"})
    void planIsNearTheProvenBound(String name, double bound) throws IOException {
        Problem problem = Benchmark.problem(name);

        Optimized result = Optimizer.plan(problem, Limits.rounds(Limits.DEFAULT_ROUNDS, 1));

        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
        assertThat(result.cost().total()).isBetween(bound, bound * 1.07);
        assertThat(result.bound()).isBetween(bound * 0.95, result.cost().total());
    }
}

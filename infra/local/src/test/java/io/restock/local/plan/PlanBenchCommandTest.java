package io.restock.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.wire.Json;
import io.restock.local.cli.Restock;
import io.restock.optimizer.CostModel;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanBenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private Path problems = Path.of("");

    @BeforeEach
    void writeTwoProblems() throws IOException {
        problems = Files.createDirectory(folder.resolve("problems"));
        try (InputStream example =
                PlanBenchCommandTest.class.getResourceAsStream("/plan/v1/two-stores.json")) {
            String json =
                    new String(example.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Files.writeString(problems.resolve("a.json"), json);
            Files.writeString(
                    problems.resolve("b.json"), json.replace("\"two-stores\"", "\"other\""));
        }
    }

    @Test
    void plansEveryProblemWithEverySeed() throws IOException {
        Path bounds =
                Files.writeString(folder.resolve("b.csv"), "instance,lower_bound\nother,100\n");
        Path figures = folder.resolve("f.json");
        Path plans = folder.resolve("plans");

        int exit =
                bench(
                        "--bounds",
                        "" + bounds,
                        "--seeds",
                        "2",
                        "--rounds",
                        "2",
                        "--plans",
                        "" + plans,
                        "--json",
                        "" + figures);

        assertThat(exit).isZero();
        JsonNode rows = Json.MAPPER.readTree(figures.toFile());
        assertThat(rows).hasSize(4);
        for (JsonNode row : rows) {
            String name = row.get("problem").textValue();
            double cost = row.get("cost").doubleValue();
            assertThat(row.get("rounds").intValue()).isEqualTo(2);
            assertThat(row.get("cpuSeconds").doubleValue()).isPositive();
            double bound = row.get("bound").doubleValue();
            assertThat(bound).isPositive().isLessThanOrEqualTo(cost);
            assertThat(row.get("gapPercent").doubleValue())
                    .isCloseTo(100 * (cost / bound - 1), within(1e-9));
            assertThat(row.has("gapToLowerBoundPercent")).isEqualTo(name.equals("other"));
            if (name.equals("other")) {
                assertThat(row.get("gapToLowerBoundPercent").doubleValue())
                        .isCloseTo(cost - 100, within(1e-9));
            }
            Path plan = plans.resolve(name + "-seed" + row.get("seed").intValue() + ".plan.json");
            assertThat(costOf(plan)).isEqualTo(cost);
        }
        assertThat(out.toString()).containsPattern("2x3x1 +4 ").contains("two-stores");
    }

    private double costOf(Path file) throws IOException {
        Problem problem = ProblemFile.read(problems.resolve("a.json"));
        Plan plan = PlanFile.read(file, problem);
        return CostModel.of(problem).cost(plan).total();
    }

    @Test
    void mendsPlansOfProblemsThatChange() {
        assertThat(bench("--seeds", "1", "--rounds", "1", "--changes", "3")).isZero();

        assertThat(out.toString())
                .contains("mended plans")
                .containsPattern("2x3x1 +6 +-?\\d+\\.\\d\\d +-?\\d+\\.\\d\\d +\\d+\\.\\d");
    }

    @Test
    void namesTheLineOfTheBoundsThatIsWrong() throws IOException {
        Path bounds =
                Files.writeString(folder.resolve("b.csv"), "instance,lower_bound\na,1\nother\n");

        assertThat(bench("--bounds", "" + bounds)).isEqualTo(1);

        assertThat(err.toString()).contains("Line 3").contains("b.csv").doesNotContain("\tat ");
    }

    @Test
    void namesTheColumnsThatBoundsMustHave() throws IOException {
        Path bounds = Files.writeString(folder.resolve("b.csv"), "name,bound\na,1\n");

        assertThat(bench("--bounds", "" + bounds)).isEqualTo(1);

        assertThat(err.toString()).contains("columns instance and lower_bound");
    }

    @Test
    void refusesAFolderWithoutProblemsAndNoSeeds() throws IOException {
        assertThat(bench("--seeds", "0")).isEqualTo(2);
        assertThat(bench("--rounds", "-1")).isNotZero();
        assertThat(bench("--crossover", "1.5")).isEqualTo(2);

        problems = Files.createDirectory(folder.resolve("empty"));

        assertThat(bench()).isEqualTo(2);
        assertThat(err.toString()).contains("must hold problems");
    }

    private int bench(String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "bench";
        args[1] = "plan";
        args[2] = "--problems";
        args[3] = problems.toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return Restock.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

package io.restock.local.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.wire.Json;
import io.restock.local.cli.Restock;
import io.restock.optimizer.CostModel;
import io.restock.optimizer.Feasibility;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private String json = "";

    @BeforeEach
    void readExample() throws IOException {
        try (InputStream example =
                PlanCommandTest.class.getResourceAsStream("/plan/v1/two-stores.json")) {
            json = new String(example.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void writesAPlanWithItsCost() throws IOException {
        assertThat(plan(file("p.json", json))).isZero();

        JsonNode plan = ProblemFile.tree(folder.resolve("plan.json"));
        Problem problem = ProblemFile.read(folder.resolve("p.json"));
        double cost =
                CostModel.of(problem)
                        .cost(PlanFile.read(folder.resolve("plan.json"), problem))
                        .total();
        assertThat(plan.get("format").textValue()).isEqualTo("coordination-plan/1");
        assertThat(plan.get("problem").textValue()).isEqualTo("two-stores");
        assertThat(plan.get("orders")).isNotEmpty();
        assertThat(plan.get("transfers")).isNotEmpty();
        assertThat(plan.get("claimedCost").get("total").doubleValue()).isEqualTo(cost);
        assertThat(out.toString())
                .contains("two-stores: cost")
                .contains(Limits.DEFAULT_ROUNDS + " rounds");
    }

    @Test
    void mendsThePlanOfAnotherDay() throws IOException {
        plan(file("p.json", json));
        Path last = Files.move(folder.resolve("plan.json"), folder.resolve("last.json"));
        Path changed = file("q.json", json.replace("\"onHand\": 4", "\"onHand\": 1"));

        assertThat(plan(changed, "--from", "" + last, "--rounds", "0")).isZero();

        Problem problem = ProblemFile.read(changed);
        Plan mended = PlanFile.read(folder.resolve("plan.json"), problem);
        assertThat(Feasibility.violations(problem, mended)).isEmpty();
        assertThat(mended.orders()).isNotEmpty();
        assertThat(out.toString()).contains("no bound").contains("0 rounds");
    }

    @Test
    void planOfOtherItemsIsNoStart() throws IOException {
        plan(file("p.json", json));
        String said = Files.readString(folder.resolve("plan.json"));
        Path last =
                Files.writeString(
                        folder.resolve("last.json"),
                        said.replace("\"item\" : \"A\"", "\"item\" : \"Z\""));

        assertThat(plan(folder.resolve("p.json"), "--from", "" + last)).isEqualTo(1);

        assertThat(err.toString())
                .contains("orders[0].item")
                .contains("\"z\"")
                .contains("last.json");
    }

    @Test
    void readsAndWritesGzip() throws IOException {
        Path zipped = folder.resolve("p.json.gz");
        try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            bytes.write(json.getBytes(StandardCharsets.UTF_8));
        }
        Path plan = folder.resolve("plan.json.gz");

        assertThat(run("plan", "" + zipped, "--out", "" + plan, "--rounds", "2")).isZero();

        assertThat(ProblemFile.tree(plan).get("problem").textValue()).isEqualTo("two-stores");
    }

    @Test
    void sameSeedWritesTheSameFile() throws IOException {
        Path problem = file("p.json", json);
        plan(problem, "--seed", "7", "--rounds", "5");
        byte[] first = Files.readAllBytes(folder.resolve("plan.json"));

        plan(problem, "--seed", "7", "--rounds", "5");

        assertThat(folder.resolve("plan.json")).hasBinaryContent(first);
    }

    @Test
    void writesFiguresForMachines() throws IOException {
        Path figures = folder.resolve("figures.json");

        plan(file("p.json", json), "--seconds", "0.2", "--json", "" + figures);

        JsonNode said = Json.MAPPER.readTree(figures.toFile());
        assertThat(said.get("cost").doubleValue())
                .isLessThanOrEqualTo(said.get("costOrderUpTo").doubleValue());
        assertThat(said.get("rounds").intValue()).isPositive();
        assertThat(said.get("seconds").doubleValue()).isPositive();
        assertThat(said.get("costByComponent").get("total")).isEqualTo(said.get("cost"));
    }

    @Test
    void refusesBothLimitsAndImpossibleOnes() throws IOException {
        Path problem = file("p.json", json);

        assertThat(plan(problem, "--rounds", "2", "--seconds", "1")).isEqualTo(2);
        assertThat(plan(problem, "--seconds", "0")).isEqualTo(2);
        assertThat(plan(problem, "--rounds", "-3")).isEqualTo(2);
        assertThat(folder.resolve("plan.json")).doesNotExist();
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(plan(folder.resolve("none.json"))).isEqualTo(1);

        assertThat(err.toString()).contains("none.json").doesNotContain("\tat ");
    }

    @Test
    void namesAFileThatIsNotGzip() throws IOException {
        assertThat(plan(file("p.json.gz", json))).isEqualTo(1);

        assertThat(err.toString()).contains("p.json.gz").doesNotContain("\tat ");
    }

    @Test
    void namesAnOutputThatCannotBeWritten() throws IOException {
        Path problem = file("p.json", json);

        int exit = run("plan", "" + problem, "--out", folder + "/no/plan.json", "--rounds", "1");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no/plan.json");
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("coordination-problem/1", "coordination-problem/9", "field format"),
                Arguments.of("\"epochs\": 3", "\"epochs\": 99", "field epochs (99)"),
                Arguments.of("\"epochs\": 3", "\"epochs\": 3.0", "field epochs (3.0)"),
                Arguments.of("\"epochs\": 3,", "", "field epochs is missing"),
                Arguments.of("\"volume\": 0.01", "\"volume\": \"x\"", "field items[0].volume"),
                Arguments.of("\"onHand\": 60", "\"onHand\": -1", "items[0].stock[0].onHand (-1)"),
                Arguments.of("\"to\": \"R1\"", "\"to\": \"R9\"", "lanes[0].to"),
                Arguments.of("\"id\": \"R2\"", "\"id\": \"R1\"", "field locations"),
                Arguments.of("[5, 5, 5]", "[5, 5]", "suppliers[0].capacityPerEpoch"),
                Arguments.of("\"supplier\": \"S\"", "\"supplier\": \"X\"", "sources[0].supplier"),
                Arguments.of("\"orderMultiple\": 6", "\"orderMultiple\": 0", "orderMultiple (0)"),
                Arguments.of("\"overflowCost\": 4", "\"overflowCost\": 1e999", "overflowCost"),
                Arguments.of("\"buckets\"", "\"name\": \"b\", \"buckets\"", "Duplicate"),
                Arguments.of("\"lanes\": [", "\"lanes\": {", "must be JSON"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesFileAndFieldOfWhatIsWrong(String right, String wrong, String reason)
            throws IOException {
        assertThat(json).contains(right);

        assertThat(
                        plan(
                                file(
                                        "p.json",
                                        json.replaceFirst(
                                                java.util.regex.Pattern.quote(right), wrong))))
                .isEqualTo(1);

        assertThat(err.toString()).contains("p.json").contains(reason).doesNotContain("\tat ");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int plan(Path problem, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "plan";
        args[1] = problem.toString();
        args[2] = "--out";
        args[3] = folder.resolve("plan.json").toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return run(args);
    }

    private int run(String... args) {
        return Restock.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

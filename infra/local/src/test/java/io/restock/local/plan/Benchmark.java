package io.restock.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The coordination benchmark, where it is: the folder that the system property {@code
 * restock.coordination} names, or {@code shared/instances/coordination} beside the repository.
 */
final class Benchmark {
    private Benchmark() {}

    /** The folder; a test that needs it is skipped where it is missing. */
    static Path folder() {
        Path folder = where();
        assumeThat(Files.isDirectory(folder))
                .as(
                        "The coordination benchmark is not in %s;"
                                + " maybe -Drestock.coordination=FOLDER names it.",
                        folder)
                .isTrue();
        return folder;
    }

    /**
     * Its files in a folder whose name ends like this, sorted; none where the benchmark is missing.
     */
    static List<Path> files(String folder, String... endings) throws IOException {
        return files(where(), folder, endings);
    }

    /** A benchmark that is there has such files: else tests over them would test nothing. */
    static List<Path> files(Path benchmark, String folder, String... endings) throws IOException {
        if (!Files.isDirectory(benchmark)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(benchmark.resolve(folder))) {
            List<Path> found =
                    files.filter(f -> Stream.of(endings).anyMatch(e -> f.toString().endsWith(e)))
                            .sorted()
                            .toList();
            assertThat(found)
                    .as("files of %s in %s", List.of(endings), benchmark.resolve(folder))
                    .isNotEmpty();
            return found;
        }
    }

    /** The problem of this name. */
    static Problem problem(String name) throws IOException {
        Path plain = folder().resolve("problems").resolve(name + ".json");
        return ProblemFile.read(
                Files.exists(plain) ? plain : plain.resolveSibling(name + ".json.gz"));
    }

    /** The lines of a plan's JSON. */
    static Plan plan(Problem problem, JsonNode json) {
        List<String> items = problem.items().stream().map(Problem.Item::id).toList();
        List<String> locations = problem.locations().stream().map(Problem.Site::id).toList();
        List<String> suppliers = problem.suppliers().stream().map(Problem.Vendor::id).toList();
        List<String> lanes =
                problem.lanes().stream()
                        .map(n -> locations.get(n.from()) + ">" + locations.get(n.to()))
                        .toList();
        List<Plan.Order> orders = new ArrayList<>();
        for (JsonNode o : json.get("orders")) {
            orders.add(
                    new Plan.Order(
                            items.indexOf(o.get("item").textValue()),
                            suppliers.indexOf(o.get("supplier").textValue()),
                            locations.indexOf(o.get("location").textValue()),
                            o.get("epoch").intValue(),
                            o.get("quantity").longValue()));
        }
        List<Plan.Move> moves = new ArrayList<>();
        for (JsonNode m : json.get("transfers")) {
            String lane = m.get("from").textValue() + ">" + m.get("to").textValue();
            moves.add(
                    new Plan.Move(
                            items.indexOf(m.get("item").textValue()),
                            lanes.indexOf(lane),
                            m.get("quantity").longValue()));
        }
        return Plan.of(orders, moves);
    }

    private static Path where() {
        String named = System.getProperty("restock.coordination");
        if (named != null) {
            return Path.of(named);
        }
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("CONTRIBUTING.md"))) {
            root = root.getParent();
        }
        return root.resolveSibling("shared").resolve("instances/coordination");
    }
}

package io.restock.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.restock.optimizer.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

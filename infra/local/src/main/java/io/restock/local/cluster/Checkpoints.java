package io.restock.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints that a job has left in its folder. */
final class Checkpoints {
    private static final String PREFIX = "chk-";

    private Checkpoints() {}

    /**
     * The last complete one.
     *
     * @param ofJob folder of the job's checkpoints, which may be missing
     */
    static Optional<Path> last(Path ofJob) {
        if (!Files.isDirectory(ofJob)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(ofJob)) {
            return all.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d+"))
                    // Written last, when all of the rest is there.
                    .filter(path -> Files.isRegularFile(path.resolve("_metadata")))
                    .max(Comparator.comparingLong(Checkpoints::number));
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoints in " + ofJob + " cannot be read.", e);
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }
}

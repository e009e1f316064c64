package io.restock.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jobs that have finished, from Flink's archive of jobs, which outlives the JobManager. One of ours
 * finishes only when it is stopped with a savepoint; Flink then removes its checkpoints.
 */
final class FinishedJobs {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Cluster, {@code applications}, application, {@code jobs}, job. */
    private static final int DEPTH = 5;

    private FinishedJobs() {}

    /**
     * Where the savepoint of a job is that was stopped with one.
     *
     * @param archive folder of {@code jobmanager.archive.fs.dir}, which may be missing
     * @param id Flink's
     * @return empty where it has not finished
     * @throws IllegalStateException where it has finished and left no savepoint
     */
    static Optional<String> savepoint(Path archive, String id) {
        Optional<Path> file = file(archive, id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String job = "/jobs/" + id;
        String state = "";
        String savepoint = "";
        try {
            for (JsonNode page : JSON.readTree(file.get().toFile()).path("archive")) {
                String path = page.path("path").asText();
                if (path.equals(job)) {
                    state = said(page).path("state").asText();
                } else if (path.equals(job + "/checkpoints")) {
                    JsonNode last = said(page).path("latest").path("savepoint");
                    savepoint = last.path("external_path").asText();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The archived job " + file.get() + " cannot be read.", e);
        }
        if (!state.equals("FINISHED")) {
            return Optional.empty();
        }
        if (savepoint.isEmpty()) {
            throw new IllegalStateException(
                    "The job %s has finished without a savepoint. Name a state with --from, or start without with --fresh."
                            .formatted(id));
        }
        return Optional.of(savepoint);
    }

    private static JsonNode said(JsonNode page) throws IOException {
        return JSON.readTree(page.path("json").asText());
    }

    private static Optional<Path> file(Path archive, String id) {
        if (!Files.isDirectory(archive)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(archive, DEPTH)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> path.endsWith(Path.of("jobs", id)))
                    .findAny();
        } catch (IOException e) {
            throw new UncheckedIOException("The archive " + archive + " cannot be read.", e);
        }
    }
}

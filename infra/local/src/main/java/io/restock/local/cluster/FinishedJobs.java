package io.restock.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Jobs that have finished, from Flink's archive of jobs, which outlives the JobManager. One of ours
 * finishes only when it is stopped with a savepoint; Flink then removes its checkpoints.
 */
final class FinishedJobs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OVERVIEW = "/jobs/overview";

    private FinishedJobs() {}

    /**
     * Whether a job is among them.
     *
     * @param archive folder of {@code jobmanager.archive.fs.dir}, which may be missing
     * @param id Flink's
     */
    static boolean has(Path archive, String id) {
        Path file = archive.resolve(id);
        if (!Files.isReadable(file)) {
            return false;
        }
        try {
            for (JsonNode page : JSON.readTree(file.toFile()).path("archive")) {
                if (page.path("path").asText().equals(OVERVIEW)) {
                    JsonNode jobs = JSON.readTree(page.path("json").asText()).path("jobs");
                    return jobs.path(0).path("state").asText().equals("FINISHED");
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("The archived job " + file + " cannot be read.", e);
        }
    }
}

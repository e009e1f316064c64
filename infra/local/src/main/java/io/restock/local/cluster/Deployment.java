package io.restock.local.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * How a job was last submitted, so that it can be once more.
 *
 * @param job which
 * @param flinkId Flink's id of it
 * @param jar its code
 * @param arguments of its main
 * @param parallelism &gt;= 1
 * @param stateFrom savepoint or checkpoint that it started from; empty = none
 * @param savepoint the last that was taken of it to stop it; empty while it is to run
 */
public record Deployment(
        ClusterJob job,
        String flinkId,
        Path jar,
        List<String> arguments,
        int parallelism,
        String stateFrom,
        String savepoint) {
    public Deployment {
        arguments = List.copyOf(arguments);
    }

    Deployment stoppedWith(String taken) {
        return new Deployment(job, flinkId, jar, arguments, parallelism, stateFrom, taken);
    }

    /**
     * The savepoint that it was stopped with, by this or by other means; empty while it is to run.
     */
    String stoppedWith(ClusterFolder folder) {
        return savepoint.isEmpty()
                ? FinishedJobs.savepoint(folder.archive(), flinkId).orElse("")
                : savepoint;
    }

    static Optional<Deployment> read(ClusterFolder folder, ClusterJob job) {
        Path file = file(folder, job);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Properties p = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            p.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read.", e);
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; p.containsKey("argument." + i); i++) {
            arguments.add(p.getProperty("argument." + i));
        }
        return Optional.of(
                new Deployment(
                        job,
                        p.getProperty("id"),
                        Path.of(p.getProperty("jar")),
                        arguments,
                        Integer.parseInt(p.getProperty("parallelism")),
                        p.getProperty("state-from", ""),
                        p.getProperty("savepoint", "")));
    }

    void write(ClusterFolder folder) {
        Properties p = new Properties();
        p.setProperty("id", flinkId);
        p.setProperty("jar", jar.toString());
        p.setProperty("parallelism", Integer.toString(parallelism));
        p.setProperty("state-from", stateFrom);
        p.setProperty("savepoint", savepoint);
        for (int i = 0; i < arguments.size(); i++) {
            p.setProperty("argument." + i, arguments.get(i));
        }
        Path file = file(folder, job);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                p.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written.", e);
        }
    }

    private static Path file(ClusterFolder folder, ClusterJob job) {
        return folder.jobs().resolve(job.label() + ".properties");
    }
}

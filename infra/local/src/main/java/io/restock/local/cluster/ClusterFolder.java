package io.restock.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * Where a cluster on this machine keeps its configuration, logs, process ids, jars, jobs,
 * checkpoints and savepoints.
 *
 * @param root absolute
 */
public record ClusterFolder(Path root) {
    public ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Flink's configuration, {@code config.yaml} and {@code log4j2.properties}. */
    public Path configuration() {
        return root.resolve("conf");
    }

    /** A log for each process. */
    public Path logs() {
        return root.resolve("log");
    }

    /** A file for each process. */
    public Path processes() {
        return root.resolve("pids");
    }

    /** The jars of jobs, which stay there for who goes back to one. */
    public Path jars() {
        return root.resolve("jars");
    }

    /** A file for each job that was submitted. */
    public Path jobs() {
        return root.resolve("jobs");
    }

    /** Checkpoints, by job id. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** Savepoints. */
    public Path savepoints() {
        return root.resolve("savepoints");
    }

    /** What Flink says of jobs that have ended, a file each. */
    Path archive() {
        return root.resolve("archive");
    }

    /** What processes need while they run. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /**
     * Takes the checkpoints away for a while, and lets nobody write there: as a full disk does, and
     * worse, since nobody can read them either.
     */
    public void withoutCheckpoints(Duration time) throws InterruptedException {
        Path away = checkpoints().resolveSibling("checkpoints-away");
        try {
            Files.move(checkpoints(), away);
            try {
                Files.writeString(checkpoints(), "A file where the folder should be.");
                Thread.sleep(time.toMillis());
            } finally {
                Files.deleteIfExists(checkpoints());
                Files.move(away, checkpoints());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The checkpoints in %s cannot be taken away and brought back.".formatted(root),
                    e);
        }
    }

    /**
     * Makes what is missing. Settings in it may be secret, so nobody else may look; a folder that
     * was there before stays as open as it was.
     */
    void make() {
        try {
            boolean there = Files.exists(root);
            Files.createDirectories(root);
            if (!there) {
                close(root);
            }
            for (Path part :
                    List.of(
                            configuration(),
                            logs(),
                            processes(),
                            jars(),
                            jobs(),
                            checkpoints(),
                            savepoints(),
                            archive(),
                            temporary())) {
                Files.createDirectories(part);
                close(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder of the cluster (" + root + ") cannot be made.", e);
        }
    }

    private static void close(Path made) throws IOException {
        if (Files.getFileStore(made).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        }
    }
}

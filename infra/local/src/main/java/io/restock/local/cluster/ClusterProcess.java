package io.restock.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A JVM of the cluster, known to later commands by its file: its id and the moment it started,
 * since ids are given anew.
 */
final class ClusterProcess {
    private static final String SUFFIX = ".pid";
    private static final int LAST_LINES = 15;

    private final Path file;
    private final Path log;
    private final String name;
    private final long pid;
    private final String started;

    private ClusterProcess(ClusterFolder folder, String name, long pid, String started) {
        this.file = folder.processes().resolve(name + SUFFIX);
        this.log = folder.logs().resolve(name + ".log");
        this.name = name;
        this.pid = pid;
        this.started = started;
    }

    /**
     * Starts a JVM that goes on when this one ends.
     *
     * @param command class and its options, without {@code java}
     */
    static ClusterProcess start(
            ClusterFolder folder, String name, List<String> command, String classPath) {
        List<String> whole = new ArrayList<>();
        whole.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        whole.add("-Dlog.file=" + folder.logs().resolve(name + ".log"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.directory(folder.root().toFile());
        // In the environment, not on the command line, whose length is limited.
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().put("FLINK_CONF_DIR", folder.configuration().toString());
        builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.logs().resolve(name + ".out").toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            ClusterProcess made =
                    new ClusterProcess(folder, name, process.pid(), started(process.toHandle()));
            Files.writeString(made.file, process.pid() + " " + made.started);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The process " + name + " cannot be started.", e);
        }
    }

    /** Those that have been started in a folder and not been ended by a command. */
    static List<ClusterProcess> all(ClusterFolder folder) {
        if (!Files.isDirectory(folder.processes())) {
            return List.of();
        }
        List<ClusterProcess> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.processes())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                String[] said = Files.readString(file, StandardCharsets.UTF_8).split(" ", 2);
                if (name.endsWith(SUFFIX) && said.length == 2) {
                    found.add(
                            new ClusterProcess(
                                    folder,
                                    name.substring(0, name.length() - SUFFIX.length()),
                                    Long.parseLong(said[0]),
                                    said[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The processes in " + folder.processes() + " cannot be read.", e);
        }
        return found;
    }

    String name() {
        return name;
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return handle().isPresent();
    }

    /** Ends it as {@code kill -9} does, and forgets it. */
    void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(Duration.ofSeconds(10));
        forget();
    }

    /**
     * Holds it for a while; it goes on as if no time had passed.
     *
     * @throws IllegalStateException when it cannot be held, as where there are no signals
     */
    void pause(Duration time) throws InterruptedException {
        signal("STOP");
        try {
            Thread.sleep(time.toMillis());
        } finally {
            signal("CONT");
        }
    }

    private void signal(String name) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(
                        "Process %d (%s) did not get the signal %s."
                                .formatted(pid, this.name, name));
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "There is no command `kill`, which sends the signal %s to process %d (%s)."
                            .formatted(name, pid, this.name),
                    e);
        }
    }

    /** Asks it to end, waits, ends it, and forgets it. */
    void stop(Duration patience) {
        handle().ifPresent(ProcessHandle::destroy);
        if (awaitEnd(patience)) {
            forget();
        } else {
            kill();
        }
    }

    private boolean awaitEnd(Duration patience) {
        Optional<ProcessHandle> running = handle();
        if (running.isEmpty()) {
            return true;
        }
        try {
            running.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return !isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be removed.", e);
        }
    }

    /** The last lines it wrote, into its log or beside it. */
    String lastLines() {
        List<String> lines = new ArrayList<>();
        for (Path written : List.of(log, log.resolveSibling(name + ".out"))) {
            if (Files.isReadable(written)) {
                try {
                    List<String> all = Files.readAllLines(written, StandardCharsets.UTF_8);
                    lines.addAll(all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
                } catch (IOException e) {
                    lines.add(written + " cannot be read: " + e);
                }
            }
        }
        return String.join("\n", lines);
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> started(handle).equals(started))
                // One that has ended and that nobody has asked about has no command any more.
                .filter(handle -> handle.info().command().isPresent());
    }

    private static String started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }
}

package io.restock.local.broker;

import io.restock.local.files.TemporaryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (one KRaft node) in a JVM of its own, on free ports of the loopback device.
 * Its data lies in a temporary folder that is removed with it. It stops when it is closed, and also
 * when this JVM ends in any way: its standard input ends then.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Largest message the broker takes, bytes. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int LAST_LINES = 20;
    private static final String CLASS_PATH = "CLASSPATH";

    private final List<String> jvm;
    private final Map<String, String> environment;
    private final TemporaryFolder folder;
    private final List<String> node;
    private final Thread cleanUp;
    private volatile Process process;

    private EmbeddedBroker(
            List<String> jvm,
            Map<String, String> environment,
            TemporaryFolder folder,
            Started started) {
        this.jvm = jvm;
        this.environment = environment;
        this.folder = folder;
        this.node = started.node();
        this.process = started.process();
        this.cleanUp = new Thread(this::remove, "embedded-broker-clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    /** Starts a broker with a heap of 384 MiB. */
    public static EmbeddedBroker start() {
        return start(384);
    }

    /**
     * Starts a broker and waits until it takes requests.
     *
     * @param heapMiB its maximum heap, MiB
     * @throws IllegalStateException when it does not start, with the last lines that it said
     */
    public static EmbeddedBroker start(int heapMiB) {
        return start(options(heapMiB), System.getProperty("java.class.path"));
    }

    /**
     * Starts a broker at which every client must log in (SASL, SCRAM-SHA-512) and may only what
     * rights say, but for the administrator {@value BrokerProcess#ADMIN}.
     *
     * @param adminPassword the administrator's; it is not logged
     */
    public static EmbeddedBroker startSecured(String adminPassword) {
        return start(
                options(384),
                Map.of(
                        CLASS_PATH,
                        System.getProperty("java.class.path"),
                        BrokerProcess.ADMIN_PASSWORD,
                        adminPassword));
    }

    private static List<String> options(int heapMiB) {
        return List.of(
                "-Xmx" + heapMiB + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true");
    }

    static EmbeddedBroker start(List<String> jvmOptions, String classPath) {
        return start(jvmOptions, Map.of(CLASS_PATH, classPath));
    }

    private static EmbeddedBroker start(List<String> jvmOptions, Map<String, String> environment) {
        TemporaryFolder folder = TemporaryFolder.create("restock-broker-");
        try {
            Started started =
                    launch(jvmOptions, environment, folder, List.of(folder.path().toString()));
            return new EmbeddedBroker(jvmOptions, environment, folder, started);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** A JVM whose broker takes requests, and the arguments that start the same node again. */
    private record Started(Process process, List<String> node) {}

    private static Started launch(
            List<String> jvm,
            Map<String, String> environment,
            TemporaryFolder folder,
            List<String> arguments) {
        try {
            Path log = folder.path().resolve("broker.log");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.add("-Dlog4j2.configurationFile=classpath:log4j2-broker.properties");
            command.add(BrokerProcess.class.getName());
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            // In the environment, not on the command line, whose length is limited.
            builder.environment().putAll(environment);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Process process = builder.start();
            String ready = awaitReady(process);
            if (ready == null) {
                String said = lastLines(log);
                boolean alive = process.isAlive();
                stop(process);
                throw new IllegalStateException(
                        "The embedded Kafka broker "
                                + (alive
                                        ? "was not ready after " + START_TIMEOUT.toSeconds() + " s"
                                        : "ended with exit code " + process.exitValue())
                                + ". Its last lines were:\n"
                                + said
                                + "\nMaybe the machine lacks memory, or space in "
                                + System.getProperty("java.io.tmpdir")
                                + "; ./restock doctor tells.");
            }
            return new Started(process, List.of(ready.split(" ", 3)));
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Kafka broker could not be started.", e);
        }
    }

    /**
     * Ends the broker as {@code kill -9} does and starts it again, with its data and under its
     * address.
     *
     * @throws IllegalStateException as {@link #start(int)}
     */
    public void restart() {
        process.destroyForcibly().onExit().join();
        process = launch(jvm, environment, folder, node).process();
    }

    /** Address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return BrokerProcess.HOST + ":" + node.get(0);
    }

    /** Process id of the broker's JVM. */
    public long pid() {
        return process.pid();
    }

    /** Whether the broker's JVM runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Folder of its data and of its log. */
    public Path folder() {
        return folder.path();
    }

    /** Stops the broker and removes its data. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleanUp);
        remove();
    }

    private void remove() {
        stop(process);
        folder.close();
    }

    private static @Nullable String awaitReady(Process process) throws IOException {
        // A broker that hangs at its start is ended, which ends the read below.
        Thread guard =
                new Thread(
                        () -> {
                            try {
                                if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "embedded-broker-start-guard");
        guard.setDaemon(true);
        guard.start();
        try {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(BrokerProcess.READY)) {
                    return line.substring(BrokerProcess.READY.length()).trim();
                }
            }
            process.onExit().join();
            return null;
        } finally {
            guard.interrupt();
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private static void stop(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself: nothing to tell it.
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

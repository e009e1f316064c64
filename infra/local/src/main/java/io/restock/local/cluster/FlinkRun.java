package io.restock.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.client.cli.CliFrontend;

/**
 * {@code flink run} in a JVM of its own: a job's main must see the code of its jar, and none of
 * what this JVM runs from.
 */
final class FlinkRun {
    private static final Pattern SUBMITTED =
            Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

    private FlinkRun() {}

    /**
     * Submits a job.
     *
     * @param command what follows {@code flink run}
     * @param jvm options
     * @return Flink's id of the job
     * @throws IllegalStateException when it is refused, with the reason
     */
    static String submit(ClusterFolder folder, List<String> jvm, List<String> command) {
        List<String> whole = new ArrayList<>();
        whole.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        whole.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        whole.add("-Dlog.file=" + folder.logs().resolve("submit.log"));
        whole.addAll(jvm);
        whole.add(CliFrontend.class.getName());
        whole.addAll(List.of("run", "-d"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().put("CLASSPATH", Code.classPathOfFlink());
        builder.environment().put("FLINK_CONF_DIR", folder.configuration().toString());
        builder.redirectErrorStream(true);
        String said;
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("`flink run` cannot be started.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a job was submitted.", e);
        }
        Matcher id = SUBMITTED.matcher(said);
        if (!id.find()) {
            throw new IllegalStateException(reason(said));
        }
        return id.group(1);
    }

    /** The first cause, without the places in the code. */
    static String reason(String said) {
        List<String> lines = said.lines().filter(line -> !line.startsWith("\t")).toList();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("Caused by: ")) {
                from = i;
            }
        }
        return String.join("\n", lines.subList(from, lines.size()))
                .replaceFirst("^Caused by: [\\w.$]+(: |$)", "")
                .strip();
    }
}

package io.restock.operators.forecast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A GPU of this machine, as its driver says. The driver's own program is asked, because ND4J throws
 * where it meets a card that it has no code for, and cannot choose the CPU any more after that.
 *
 * @param name of the card
 * @param capability CUDA compute capability, major · 10 + minor: 86 for 8.6
 */
record Gpu(String name, int capability) {
    private static final Logger LOG = LoggerFactory.getLogger(Gpu.class);
    private static final List<String> ASK =
            List.of("nvidia-smi", "--query-gpu=compute_cap,name", "--format=csv,noheader");
    private static final long PATIENCE_SECONDS = 30; // a driver that sleeps takes some to wake

    /** The GPUs of this machine; none where there is no driver. */
    static List<Gpu> list() {
        return list(ASK);
    }

    /**
     * The GPUs that a program names.
     *
     * @param command prints a line {@code major.minor, name} for each
     */
    static List<Gpu> list(List<String> command) {
        Path out = null;
        try {
            out = Files.createTempFile("restock-gpus-", ".txt");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warn("{} said nothing for {} s", command.get(0), PATIENCE_SECONDS);
                return List.of();
            }
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                LOG.warn("{} failed: {}", command.get(0), String.join(" ", lines));
                return List.of();
            }
            return parse(lines);
        } catch (IOException e) {
            LOG.info("No NVIDIA driver: {}", e.getMessage());
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            delete(out);
        }
    }

    private static List<Gpu> parse(List<String> lines) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(",", 2);
            String[] capability = parts[0].trim().split("\\.");
            try {
                gpus.add(
                        new Gpu(
                                parts[1].trim(),
                                Integer.parseInt(capability[0]) * 10
                                        + Integer.parseInt(capability[1])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                LOG.warn("A GPU that cannot be understood is left out: {}", line);
            }
        }
        return gpus;
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.info("{} is left to the system: {}", file, e.getMessage());
            }
        }
    }

    /** Name and compute capability. */
    @Override
    public String toString() {
        return "%s (compute capability %d.%d)".formatted(name, capability / 10, capability % 10);
    }
}

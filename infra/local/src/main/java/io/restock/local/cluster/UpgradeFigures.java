package io.restock.local.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What upgrades came to.
 *
 * @param steps a job each
 * @param lost orders that plans name and that are not there
 * @param duplicates order events that came again
 * @param downtimeSeconds for which jobs committed nothing
 * @param rolledBack steps after which the code before runs
 */
public record UpgradeFigures(
        List<Upgrade.Step> steps,
        int lost,
        int duplicates,
        Downtime downtimeSeconds,
        int rolledBack) {

    /**
     * Over all steps, seconds.
     *
     * @param p50 median
     * @param p99 of fewer than a hundred steps the longest
     */
    public record Downtime(double p50, double p99) {}

    /** Of one step or more. */
    public static UpgradeFigures of(List<Upgrade.Step> steps) {
        double[] seconds = steps.stream().mapToDouble(Upgrade.Step::downtimeSeconds).toArray();
        return new UpgradeFigures(
                List.copyOf(steps),
                steps.stream().mapToInt(Upgrade.Step::lost).sum(),
                steps.stream().mapToInt(Upgrade.Step::duplicates).sum(),
                new Downtime(Quantile.of(0.5, seconds), Quantile.of(0.99, seconds)),
                (int) steps.stream().filter(Upgrade.Step::rolledBack).count());
    }

    /** One JSON object. */
    public String json() {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The figures are no JSON.", e);
        }
    }

    /** Writes them. */
    public void write(Path file) {
        try {
            Files.writeString(file, json() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The figures cannot be written to " + file + ".", e);
        }
    }
}

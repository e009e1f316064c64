package io.restock.local.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restock.jobs.wire.Json;
import io.restock.local.cluster.Quantile;
import io.restock.local.cluster.Upgrade;
import io.restock.local.cluster.UpgradeFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a disturbed run came to, beside the undisturbed one.
 *
 * @param orders purchase and transfer orders
 * @param revisions of them, each an event
 * @param duplicates records of events that readers of committed records saw before
 * @param lost events of the undisturbed run that did not come
 * @param different events with other content, or that the undisturbed run has not
 * @param maxRecoverySeconds from a trouble to the first checkpoint of both jobs that was begun
 *     after it; 0 where there was none
 * @param seconds of both runs
 * @param days that were run
 * @param troubles of each kind
 * @param medianRecoverySeconds of each kind
 * @param medianSecondsSinceNoticed the same, from the moment at which Flink noticed a failure
 * @param upgrades as {@code cluster upgrade} says them; null where there were none
 */
public record ChaosFigures(
        long orders,
        int revisions,
        int duplicates,
        int lost,
        int different,
        double maxRecoverySeconds,
        double seconds,
        int days,
        Map<String, Long> troubles,
        Map<String, Double> medianRecoverySeconds,
        Map<String, Double> medianSecondsSinceNoticed,
        @Nullable UpgradeFigures upgrades) {

    static ChaosFigures of(
            OrderLedger undisturbed,
            OrderLedger disturbed,
            List<Recovery> recoveries,
            List<Upgrade.Step> upgrades,
            int days,
            double seconds) {
        Map<String, Long> troubles = new TreeMap<>();
        Map<String, Double> median = new TreeMap<>();
        Map<String, Double> noticed = new TreeMap<>();
        for (TroubleKind kind : TroubleKind.values()) {
            List<Recovery> of =
                    recoveries.stream().filter(r -> r.trouble().kind() == kind).toList();
            if (!of.isEmpty()) {
                troubles.put(kind.name(), (long) of.size());
                median.put(
                        kind.name(),
                        Quantile.of(0.5, of.stream().mapToDouble(Recovery::seconds).toArray()));
                double[] since =
                        of.stream()
                                .mapToDouble(Recovery::secondsSinceNoticed)
                                .filter(s -> !Double.isNaN(s))
                                .toArray();
                if (since.length > 0) {
                    noticed.put(kind.name(), Quantile.of(0.5, since));
                }
            }
        }
        return new ChaosFigures(
                undisturbed.orders(),
                undisturbed.revisions(),
                disturbed.duplicates(),
                disturbed.lost(undisturbed).size(),
                disturbed.different(undisturbed).size(),
                recoveries.stream().mapToDouble(Recovery::seconds).max().orElse(0),
                seconds,
                days,
                troubles,
                median,
                noticed,
                upgrades.isEmpty() ? null : UpgradeFigures.of(upgrades));
    }

    /** Whether the orders are those of the undisturbed run, each once. */
    public boolean asUndisturbed() {
        return duplicates == 0 && lost == 0 && different == 0;
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

package io.restock.local.loop;

import io.restock.domain.Alert;
import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.PlanRecord;
import io.restock.domain.SeriesKey;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads along what the jobs say: forecasts, plans, alerts, the decision log and rejected records.
 * Forecasts and rejected records may be said again after a failure; they are kept once.
 */
final class Observer implements AutoCloseable {
    private final CommittedReader reader;
    private final Topics topics;
    private final Decoder<Forecast> forecastDecoder = Decoder.of(Forecast.class);
    private final Decoder<PlanRecord> planDecoder = Decoder.of(PlanRecord.class, "line");
    private final Decoder<Alert> alertDecoder = Decoder.of(Alert.class);
    private final Map<Integer, Map<String, Forecast>> forecasts = new TreeMap<>();
    private final Map<String, PlanRecord> plans = new LinkedHashMap<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Decoder<LogEntry> logDecoder = Decoder.of(LogEntry.class);
    private final List<LogEntry> log = new ArrayList<>();
    private final Set<String> rejected = new LinkedHashSet<>();

    Observer(Settings settings) {
        this.topics = Topics.of(settings);
        this.reader =
                new CommittedReader(
                        settings,
                        List.of(
                                Topic.FORECASTS,
                                Topic.PLANS,
                                Topic.ALERTS,
                                Topic.DECISION_LOG,
                                Topic.REJECTED));
    }

    /**
     * Waits for the plans of a cycle.
     *
     * @param groups ids of the groups that plan
     * @param deadlineNanos moment of {@link System#nanoTime} at which to give up
     * @return ids of the groups whose plan has not come in time; empty when all have
     */
    Set<String> awaitPlans(int cycle, List<String> groups, long deadlineNanos) {
        Set<String> missing = missing(cycle, groups);
        while (!missing.isEmpty() && System.nanoTime() < deadlineNanos) {
            reader.poll(this::read);
            missing = missing(cycle, groups);
        }
        return missing;
    }

    /** Reads all that has been said until now; false when the deadline passed before. */
    boolean catchUp(long deadlineNanos) {
        return reader.catchUp(this::read, deadlineNanos);
    }

    private Set<String> missing(int cycle, List<String> groups) {
        Set<String> missing = new TreeSet<>(groups);
        for (PlanRecord plan : plans.values()) {
            if (plan.cycleEpochDay() == cycle) {
                missing.remove(plan.group());
            }
        }
        return missing;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.name(Topic.FORECASTS))) {
                Forecast f = forecastDecoder.message(record.value());
                if (f != null) {
                    forecasts
                            .computeIfAbsent(f.originEpochDay(), k -> new TreeMap<>())
                            .put(SeriesKey.id(f.location(), f.item()), f);
                }
            } else if (record.topic().equals(topics.name(Topic.PLANS))) {
                PlanRecord plan = planDecoder.message(record.value());
                if (plan != null) {
                    plans.put(plan.decisionId(), plan);
                }
            } else if (record.topic().equals(topics.name(Topic.ALERTS))) {
                Alert alert = alertDecoder.message(record.value());
                if (alert != null) {
                    alerts.put(alert.alertId(), alert);
                }
            } else if (record.topic().equals(topics.name(Topic.DECISION_LOG))) {
                LogEntry entry = logDecoder.message(record.value());
                if (entry != null) {
                    log.add(entry);
                }
            } else {
                rejected.add(new String(record.value(), StandardCharsets.UTF_8));
            }
        } catch (BadMessageException e) {
            throw new IllegalStateException(
                    "The record at offset %d of %s cannot be read."
                            .formatted(record.offset(), record.topic()),
                    e);
        }
    }

    /** Forecasts by origin and series. */
    Map<Integer, Map<String, Forecast>> forecasts() {
        return forecasts;
    }

    /** Plans, each once, in the order they came. */
    List<PlanRecord> plans() {
        return new ArrayList<>(plans.values());
    }

    /** Alerts, each once, in the order they came. */
    List<Alert> alerts() {
        return new ArrayList<>(alerts.values());
    }

    /** The decision log as it was written, those of a group in their order. */
    List<LogEntry> log() {
        return List.copyOf(log);
    }

    /** Rejected records as they were written, each once. */
    List<String> rejected() {
        return new ArrayList<>(rejected);
    }

    @Override
    public void close() {
        reader.close();
    }
}

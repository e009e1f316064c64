package io.restock.local.infra;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** The options of Flink that its classes declare, and names that it makes from others. */
final class FlinkOptions {
    private static final List<Class<?>> CLASSES =
            List.of(
                    CheckpointingOptions.class,
                    CoreOptions.class,
                    HighAvailabilityOptions.class,
                    JobManagerOptions.class,
                    RestartStrategyOptions.class,
                    TaskManagerOptions.class);

    /** Of plugins and of the operator, whose classes are not here; by their beginning. */
    private static final List<String> ELSEWHERE =
            List.of(
                    "metrics.reporter.prom.",
                    "external-resource",
                    "kubernetes.operator.",
                    "job.autoscaler.",
                    "env.java.opts.");

    private FlinkOptions() {}

    /** Those that nobody declares. */
    static List<String> unknown(Collection<?> keys) throws IllegalAccessException {
        Set<String> known = declared();
        return keys.stream()
                .map(Object::toString)
                .filter(key -> !known.contains(key))
                .filter(key -> ELSEWHERE.stream().noneMatch(key::startsWith))
                .toList();
    }

    private static Set<String> declared() throws IllegalAccessException {
        Set<String> keys = new HashSet<>();
        for (Class<?> options : CLASSES) {
            for (Field field : options.getFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.get(null) instanceof ConfigOption<?> option) {
                    keys.add(option.key());
                }
            }
        }
        return keys;
    }
}

package io.restock.local.cluster;

import java.util.Map;

/**
 * What a cluster is made of.
 *
 * @param port of Flink's REST interface and pages; 0 = any that is free
 * @param taskManagers processes that work, &gt;= 1
 * @param slots of each of them, &gt;= 1; a job takes as many as its parallelism
 * @param memoryMebibytes that each of them may take in all
 * @param flink more of Flink's settings, stronger than ours
 */
public record ClusterOptions(
        int port, int taskManagers, int slots, int memoryMebibytes, Map<String, String> flink) {
    private static final int LEAST_MEMORY = 1024;

    public ClusterOptions {
        require(port >= 0 && port <= 65_535, "port", port, "between 0 and 65535");
        require(taskManagers >= 1, "task-managers", taskManagers, ">= 1");
        require(slots >= 1, "slots", slots, ">= 1");
        require(memoryMebibytes >= LEAST_MEMORY, "memory", memoryMebibytes, ">= " + LEAST_MEMORY);
        flink = Map.copyOf(flink);
    }

    private static void require(boolean right, String name, int value, String must) {
        if (!right) {
            throw new IllegalArgumentException(
                    "The --%s (%d) must be %s.".formatted(name, value, must));
        }
    }
}

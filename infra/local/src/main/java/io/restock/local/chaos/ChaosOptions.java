package io.restock.local.chaos;

/**
 * What is done to a run.
 *
 * @param orders order events that the run lasts for, &gt;= 1
 * @param kills of TaskManagers, as by {@code kill -9}
 * @param jobManagerKills of the JobManager, overcome from the last retained checkpoints
 * @param rescales stops with savepoint and starts at another parallelism, 2 → 3 → 2 → …
 * @param restores stops with savepoint and starts from it
 * @param upgrades of both jobs, each looked at by the gate of {@code cluster upgrade}
 * @param brokerRestarts of Kafka, as by {@code kill -9}
 * @param seed of the world, the suppliers and the moments
 */
public record ChaosOptions(
        int orders,
        int kills,
        int jobManagerKills,
        int rescales,
        int restores,
        int upgrades,
        int brokerRestarts,
        long seed) {
    public ChaosOptions {
        require(orders >= 1, "orders", orders, ">= 1");
        require(kills >= 0, "kills", kills, ">= 0");
        require(jobManagerKills >= 0, "job-manager-kills", jobManagerKills, ">= 0");
        require(rescales >= 0, "rescales", rescales, ">= 0");
        require(restores >= 0, "restores", restores, ">= 0");
        require(upgrades >= 0, "upgrades", upgrades, ">= 0");
        require(brokerRestarts >= 0, "broker-restarts", brokerRestarts, ">= 0");
    }

    private static void require(boolean right, String name, int value, String must) {
        if (!right) {
            throw new IllegalArgumentException(
                    "The --%s (%d) must be %s.".formatted(name, value, must));
        }
    }
}

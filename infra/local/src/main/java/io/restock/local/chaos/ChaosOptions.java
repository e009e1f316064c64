package io.restock.local.chaos;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is done to a run.
 *
 * @param orders order events that the run lasts for, &gt;= 1
 * @param troubles how often each kind happens, &gt;= 0; 0 where it is not named
 * @param seed of the world, the suppliers and the moments
 */
public record ChaosOptions(int orders, Map<TroubleKind, Integer> troubles, long seed) {
    public ChaosOptions {
        require(orders >= 1, "orders", orders, ">= 1");
        troubles.forEach((kind, times) -> require(times >= 0, kind.option(), times, ">= 0"));
        Map<TroubleKind, Integer> copy = new EnumMap<>(TroubleKind.class);
        copy.putAll(troubles);
        troubles = copy;
    }

    private static void require(boolean right, String name, int value, String must) {
        if (!right) {
            throw new IllegalArgumentException(
                    "The --%s (%d) must be %s.".formatted(name, value, must));
        }
    }
}

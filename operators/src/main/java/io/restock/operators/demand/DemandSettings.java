package io.restock.operators.demand;

import java.io.Serializable;
import java.time.Duration;

/**
 * How demand days are made.
 *
 * @param lateness how long after its local midnight a day stays open
 * @param keptDays closed days that late events and corrections still reach, &gt;= 1; the ids of
 *     their events stay in state
 * @param retireDays days of silence in a row after which a series is forgotten, &gt;= 1
 * @param bundleSize events that a subtask gathers in memory before it touches state, &gt;= 1. Heap:
 *     48 bytes of a sale that came on time and some 260 of another, and 180 for each series of the
 *     bundle; so 60 bytes an event at 20 sales a series and 230 at one
 */
public record DemandSettings(Duration lateness, int keptDays, int retireDays, int bundleSize)
        implements Serializable {
    public DemandSettings {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("The lateness (" + lateness + ") must be >= 0.");
        }
        requireAtLeastOne("keptDays", keptDays);
        requireAtLeastOne("retireDays", retireDays);
        requireAtLeastOne("bundleSize", bundleSize);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("The " + name + " (" + value + ") must be >= 1.");
        }
    }
}

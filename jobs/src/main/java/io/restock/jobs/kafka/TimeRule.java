package io.restock.jobs.kafka;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.settings.WatermarksFrom;
import java.io.Serializable;

/**
 * What moves the event time of a partition.
 *
 * @param fromEvents whether events do too, not progress alone
 * @param outOfOrdernessMillis how far the event time stays behind the youngest event, &gt;= 0
 */
record TimeRule(boolean fromEvents, long outOfOrdernessMillis) implements Serializable {
    static TimeRule of(Settings settings) {
        return new TimeRule(
                settings.get(Keys.WATERMARKS_FROM) == WatermarksFrom.EVENTS,
                settings.get(Keys.OUT_OF_ORDERNESS).toMillis());
    }
}

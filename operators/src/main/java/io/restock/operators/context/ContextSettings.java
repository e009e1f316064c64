package io.restock.operators.context;

import java.io.Serializable;
import java.time.Duration;

/**
 * How demand days meet their context.
 *
 * @param patience how long after its close a day waits for weather and holidays
 * @param horizon days of outlook after the day, &gt;= 1
 */
public record ContextSettings(Duration patience, int horizon) implements Serializable {
    public ContextSettings {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("The patience (" + patience + ") must be >= 0.");
        }
        if (horizon < 1) {
            throw new IllegalArgumentException("The horizon (" + horizon + ") must be >= 1.");
        }
    }
}

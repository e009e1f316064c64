package io.restock.jobs.settings;

import java.util.List;
import java.util.Locale;

/** Which of the jobs run on the topics of an installation. */
public enum Deployed {
    /** Both, with or without documents beside them. */
    BOTH,
    /** The forecasting job alone. */
    FORECAST,
    /** Coordination alone, with or without documents beside it. */
    COORDINATION;

    /** It plans nothing and forecasts nothing: it goes with coordination. */
    private static final String DOCUMENTS = "documents";

    /**
     * Whether a job runs beside the other.
     *
     * @param job its name
     * @throws SettingsException if only the other is to run
     */
    public boolean isBeside(String job) {
        if (this == BOTH) {
            return true;
        }
        if (this == COORDINATION && job.equals(DOCUMENTS)) {
            return true;
        }
        String alone = name().toLowerCase(Locale.ROOT);
        if (!alone.equals(job)) {
            throw new SettingsException(
                    List.of(
                            "The setting %s (%s) must be both or %s, or the job %s cannot start."
                                    .formatted(Keys.DEPLOYED.key(), alone, job, job)));
        }
        return false;
    }
}

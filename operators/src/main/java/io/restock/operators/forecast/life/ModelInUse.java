package io.restock.operators.forecast.life;

/**
 * A model that is asked.
 *
 * @param version its version; empty = whatever the settings' model is
 * @param folder where it is; empty as the version
 * @param role what it is asked for
 * @param sinceMillis event time of the news that gave it this role; 0 = from the beginning
 */
public record ModelInUse(String version, String folder, ModelRole role, long sinceMillis) {
    /** The model of the settings, which needs no news. */
    public static final ModelInUse RESERVE = new ModelInUse("", "", ModelRole.CHAMPION, 0);

    /** Whether it is the model of the settings. */
    public boolean isReserve() {
        return version.isEmpty();
    }

    ModelInUse as(ModelRole other, long fromMillis) {
        return new ModelInUse(version, folder, other, fromMillis);
    }
}

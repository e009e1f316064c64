package io.restock.operators.forecast.life;

/**
 * What a model that is only compared says of the next day of a series, or why it cannot.
 *
 * @param model the model; the champion itself where it is the one that cannot be used
 * @param against version of the champion
 * @param nextDay its quantiles of the day after the origin; empty where it cannot be used
 * @param trouble why it cannot be used; empty where it can
 */
public record ShadowForecast(ModelInUse model, String against, float[] nextDay, String trouble) {
    private static final float[] NONE = {};

    /** A model that cannot be used. */
    public static ShadowForecast broken(ModelInUse model, String against, String trouble) {
        return new ShadowForecast(model, against, NONE, trouble);
    }
}

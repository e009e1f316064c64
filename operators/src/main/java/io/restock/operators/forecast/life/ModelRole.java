package io.restock.operators.forecast.life;

/** What a model is asked for. */
public enum ModelRole {
    /** Its forecasts are sent. */
    CHAMPION,
    /** It was announced, and is asked to see whether it is better. */
    CHALLENGER,
    /** It was the champion before, and is asked to see whether it still is better. */
    FORMER
}

package io.restock.domain;

/** What happens to a model of demand. */
public enum ModelChange {
    /** It is there, and asked beside the model that forecasts. */
    ANNOUNCED,
    /** It forecasts from here on; the model before it is asked beside it for a while. */
    PROMOTED,
    /** It is not asked any more: it cannot be used, or is not better. */
    REJECTED,
    /** It forecasts no more: it cannot be used, or the model before it is better. */
    ROLLED_BACK,
    /** It was promoted over, and is not asked beside its successor any more. */
    RETIRED
}

package io.restock.domain;

/** What a location is to the network. */
public enum LocationKind {
    /** Sells to customers; its demand is forecast. */
    STORE,
    /** Holds stock for stores; its demand is what its stores will need. */
    WAREHOUSE
}

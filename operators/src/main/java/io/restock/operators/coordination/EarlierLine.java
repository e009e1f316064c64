package io.restock.operators.coordination;

/**
 * What a revision that was changed since had asked for: an answer to it is judged against this.
 *
 * @param revision the revision
 * @param item id of the item
 * @param quantity base units
 * @param requestedEpochDay local day on which it should have been usable
 */
public record EarlierLine(int revision, String item, long quantity, int requestedEpochDay) {}

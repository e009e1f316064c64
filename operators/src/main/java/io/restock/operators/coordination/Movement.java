package io.restock.operators.coordination;

/**
 * Stock that came or went, told by an answer to an order.
 *
 * @param location where
 * @param item what
 * @param timeMillis when, milliseconds since the epoch
 * @param quantity base units; negative when it left
 */
record Movement(String location, String item, long timeMillis, long quantity) {}

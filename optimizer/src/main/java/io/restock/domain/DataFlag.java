package io.restock.domain;

/**
 * Days of a series that a person should look at.
 *
 * @param kind what is odd
 * @param fromEpochDay the first of the days
 * @param days how many, in a row, &gt;= 1
 * @param reason in words, with the figures
 */
public record DataFlag(DataFlagKind kind, int fromEpochDay, int days, String reason) {}

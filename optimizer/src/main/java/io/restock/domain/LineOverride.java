package io.restock.domain;

/**
 * What a person has set instead of what was planned.
 *
 * @param by who; empty where nobody has
 * @param planned base units that the plan wanted from the same source
 * @param moneyAbovePlan what the line costs at its price more than those at theirs, money
 */
public record LineOverride(String by, long planned, double moneyAbovePlan) {
    /** The line is the plan's. */
    public static final LineOverride NONE = new LineOverride("", 0, 0);
}

package io.restock.operators.coordination;

/**
 * Which group plans an item.
 *
 * @param item id of the item
 * @param group id of the planning group
 * @param version of the group that says so
 */
public record ItemGroup(String item, String group, int version) {}

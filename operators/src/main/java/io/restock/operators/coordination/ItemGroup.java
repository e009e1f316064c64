package io.restock.operators.coordination;

/**
 * Whether a group plans an item.
 *
 * @param item id of the item
 * @param group id of the planning group
 * @param version of the group that says so
 * @param named whether that version names the item; else one before it did
 */
public record ItemGroup(String item, String group, int version, boolean named) {}

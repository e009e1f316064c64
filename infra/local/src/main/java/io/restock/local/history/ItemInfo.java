package io.restock.local.history;

/**
 * A line of the items file; categories are empty where none is known.
 *
 * @param item id of the item
 * @param category1 coarse
 * @param category2 middle
 * @param category3 fine
 */
public record ItemInfo(String item, String category1, String category2, String category3) {}

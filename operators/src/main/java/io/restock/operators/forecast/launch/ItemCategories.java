package io.restock.operators.forecast.launch;

import java.util.List;
import java.util.Map;

/**
 * Categories of items.
 *
 * @param paths by item, its categories from coarse to fine; an item without is left out
 */
public record ItemCategories(Map<String, List<String>> paths) {
    private static final ItemCategories NONE = new ItemCategories(Map.of());

    /** No item has a category. */
    public static ItemCategories none() {
        return NONE;
    }

    /** Categories of an item, coarse to fine; empty where none is known. */
    public List<String> of(String item) {
        return paths.getOrDefault(item, List.of());
    }
}

/**
 * What happens outside Restock: customers, weather, suppliers. A world says it day by day, and
 * books what the orders of a run cost.
 */
@org.jspecify.annotations.NullMarked
package io.restock.local.world;

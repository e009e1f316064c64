package io.restock.domain;

import java.util.List;

/**
 * An item as planning sees it. Planning counts in whole base units; sales and stock levels are in
 * units.
 *
 * @param id id of the item
 * @param category for people and reports; may be empty
 * @param baseUnit units of one base unit (the smallest quantity that is moved), e.g. 1, or 0.1
 * @param volume pallets per base unit
 * @param standardCost money per base unit
 * @param holdingCostPerDay money per base unit and day
 * @param backorderCostPerDay money per base unit short and day; b/(b+h) is the service target
 * @param transferMultiple base units, &gt;= 1
 * @param transferLineCost money per transfer line
 * @param sources who sells it
 * @param stores ids of the stores that sell it: a forecast is expected for each
 */
public record NetworkItem(
        String id,
        String category,
        double baseUnit,
        double volume,
        double standardCost,
        double holdingCostPerDay,
        double backorderCostPerDay,
        long transferMultiple,
        double transferLineCost,
        List<SupplySource> sources,
        List<String> stores) {}

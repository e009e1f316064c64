package io.restock.operators.context;

import io.restock.domain.DemandDay;

/**
 * A demand day and where it was.
 *
 * @param demand the day
 * @param region id of the location's region
 */
public record LocatedDemandDay(DemandDay demand, String region) {}

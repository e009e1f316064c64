package io.restock.domain;

/**
 * A place that holds stock.
 *
 * @param id its id
 * @param region whose weather and holidays hold here
 * @param zone its time zone, an IANA id such as {@code Europe/Berlin}
 * @param kind store or warehouse
 * @param servedBy id of the warehouse that replenishes it; empty where suppliers deliver
 * @param space pallets; more is stored outside at a cost
 */
public record Location(
        String id, String region, String zone, LocationKind kind, String servedBy, double space) {}

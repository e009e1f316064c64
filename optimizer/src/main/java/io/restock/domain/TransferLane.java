package io.restock.domain;

/**
 * A direction in which stock can be moved.
 *
 * @param from id of the location that ships
 * @param to id of the location that receives
 * @param leadTimeDays days from shipping to usable receipt, &gt;= 1
 * @param truckCost money per day on which the lane is used
 * @param costPerPallet money per pallet moved
 */
public record TransferLane(
        String from, String to, int leadTimeDays, double truckCost, double costPerPallet) {}

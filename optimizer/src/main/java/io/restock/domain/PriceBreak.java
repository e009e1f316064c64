package io.restock.domain;

/**
 * From this quantity on, the whole line costs this much a unit (all-unit price break).
 *
 * @param fromQuantity base units
 * @param unitPrice money per base unit
 */
public record PriceBreak(long fromQuantity, double unitPrice) {}

package io.restock.operators.context;

import io.restock.domain.DemandDay;

/**
 * A demand day that nothing can be made of where it was.
 *
 * @param demand the day
 * @param reason a sentence that names the location, and what must be otherwise
 */
public record UnplacedDay(DemandDay demand, String reason) {}

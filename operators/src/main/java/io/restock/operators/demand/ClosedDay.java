package io.restock.operators.demand;

import io.restock.domain.DemandDay;
import java.util.List;

/**
 * A day that has closed, or a new revision of it, and by which offsets its events were counted to
 * it.
 *
 * @param demand the day
 * @param offsets of its sales and stock reports, ascending, each once; none of a silent day
 */
public record ClosedDay(DemandDay demand, List<OffsetUse> offsets) {}

package io.restock.operators.documents;

import io.restock.domain.OrderLine;
import java.util.List;

/**
 * A revision of an order as a partner was told it.
 *
 * @param lines none of a cancellation
 */
public record SentRevision(int revision, long issuedMillis, List<OrderLine> lines) {}

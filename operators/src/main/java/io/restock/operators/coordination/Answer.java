package io.restock.operators.coordination;

import java.util.List;

/**
 * What an answer did to an order.
 *
 * @param order as it stands now
 * @param movements of stock that the answer told of
 * @param refusal why it, or a part of it, was not allowed; empty when all was
 * @param duplicate whether the event had been seen before and was ignored
 */
record Answer(OpenOrder order, List<Movement> movements, String refusal, boolean duplicate) {
    static Answer refused(OpenOrder order, String reason) {
        return new Answer(order, List.of(), reason, false);
    }

    static Answer repeated(OpenOrder order) {
        return new Answer(order, List.of(), "", true);
    }
}

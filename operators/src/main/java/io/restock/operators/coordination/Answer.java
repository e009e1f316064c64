package io.restock.operators.coordination;

import java.util.List;

/**
 * What something that was said of an order did to it.
 *
 * @param verdict what became of it
 * @param order as it stands now
 * @param movements of stock that the answer told of
 * @param remark why it, or a part of it, does not count; empty when all does
 */
record Answer(Verdict verdict, OpenOrder order, List<Movement> movements, String remark) {
    static Answer applied(OpenOrder order) {
        return new Answer(Verdict.APPLIED, order, List.of(), "");
    }

    static Answer refused(OpenOrder order, String reason) {
        return new Answer(Verdict.REFUSED, order, List.of(), reason);
    }

    static Answer tooLate(OpenOrder order, String reason) {
        return new Answer(Verdict.TOO_LATE, order, List.of(), reason);
    }

    static Answer repeated(OpenOrder order) {
        return new Answer(Verdict.REPEATED, order, List.of(), "");
    }

    boolean applied() {
        return verdict == Verdict.APPLIED;
    }
}

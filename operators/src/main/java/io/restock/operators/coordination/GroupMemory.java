package io.restock.operators.coordination;

import io.restock.domain.PlanRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group remembers of its last review.
 *
 * @param last its record; null before the first
 * @param facts fingerprint of everything the review left behind; while it is the same, a review of
 *     the same cycle has nothing to do
 * @param decisions identities of the latest decisions, oldest first; at most {@link #DECISIONS}
 */
public record GroupMemory(@Nullable PlanRecord last, long facts, List<String> decisions) {
    static final GroupMemory NEW = new GroupMemory(null, 0, List.of());

    /** Decisions whose duplicates are recognised. */
    static final int DECISIONS = 64;

    GroupMemory withReview(PlanRecord review, long after) {
        return new GroupMemory(review, after, decisions);
    }

    /** The same review, after something was planned again beside it. */
    GroupMemory withRun(int run) {
        return new GroupMemory(last == null ? null : last.withRun(run), facts, decisions);
    }

    GroupMemory withDecision(String eventId) {
        List<String> known = new ArrayList<>(decisions);
        known.add(eventId);
        return new GroupMemory(
                last,
                facts,
                List.copyOf(known.subList(Math.max(0, known.size() - DECISIONS), known.size())));
    }
}

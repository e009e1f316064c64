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
 * @param shortfalls what is to be planned again before the next cut-off; it goes with that
 */
public record GroupMemory(
        @Nullable PlanRecord last, long facts, List<String> decisions, List<Shortfall> shortfalls) {
    static final GroupMemory NEW = new GroupMemory(null, 0, List.of(), List.of());

    /** State that was written before there were shortfalls has none. */
    public GroupMemory {
        shortfalls = shortfalls == null ? List.of() : shortfalls;
    }

    /** Decisions whose duplicates are recognised. */
    static final int DECISIONS = 64;

    GroupMemory withReview(PlanRecord review, long after) {
        return new GroupMemory(review, after, decisions, shortfalls);
    }

    /** The same review, after something was planned again beside it. */
    GroupMemory withRun(int run) {
        return new GroupMemory(
                last == null ? null : last.withRun(run), facts, decisions, shortfalls);
    }

    GroupMemory withDecision(String eventId) {
        List<String> known = new ArrayList<>(decisions);
        known.add(eventId);
        return new GroupMemory(
                last,
                facts,
                List.copyOf(known.subList(Math.max(0, known.size() - DECISIONS), known.size())),
                shortfalls);
    }

    /** With one more shortfall. */
    GroupMemory with(Shortfall missed) {
        List<Shortfall> all = new ArrayList<>(shortfalls);
        all.add(missed);
        return withShortfalls(all);
    }

    GroupMemory withShortfalls(List<Shortfall> left) {
        return new GroupMemory(last, facts, decisions, List.copyOf(left));
    }
}

package io.restock.operators.coordination;

import io.restock.domain.PlanRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group remembers of its last review, and what people have set.
 *
 * @param last its record; null before the first
 * @param facts fingerprint of everything the review left behind; while it is the same, a review of
 *     the same cycle has nothing to do
 * @param decisions identities of the latest decisions, oldest first; at most {@link #DECISIONS}
 * @param shortfalls what is to be planned again before the next cut-off; it goes with that
 * @param heldSuppliers who is not ordered from until a person releases them
 * @param interventions what people have set for a while; a review forgets those that are over
 */
public record GroupMemory(
        @Nullable PlanRecord last,
        long facts,
        List<String> decisions,
        List<Shortfall> shortfalls,
        List<String> heldSuppliers,
        List<Intervention> interventions) {
    static final GroupMemory NEW =
            new GroupMemory(null, 0, List.of(), List.of(), List.of(), List.of());

    /** Decisions whose duplicates are recognised. */
    static final int DECISIONS = 64;

    /** Overrides that a group may have at a time. */
    static final int INTERVENTIONS = 10_000;

    /** State that was written before there were the later ones has none of them. */
    public GroupMemory {
        shortfalls = shortfalls == null ? List.of() : shortfalls;
        heldSuppliers = heldSuppliers == null ? List.of() : heldSuppliers;
        interventions = interventions == null ? List.of() : interventions;
    }

    GroupMemory withReview(PlanRecord review, long after) {
        return new GroupMemory(review, after, decisions, shortfalls, heldSuppliers, interventions);
    }

    /** The same review, after something was planned again beside it. */
    GroupMemory withRun(int run) {
        return last == null ? this : withReview(last.withRun(run), facts);
    }

    GroupMemory withDecision(String eventId) {
        List<String> known = new ArrayList<>(decisions);
        known.add(eventId);
        List<String> latest =
                List.copyOf(known.subList(Math.max(0, known.size() - DECISIONS), known.size()));
        return new GroupMemory(last, facts, latest, shortfalls, heldSuppliers, interventions);
    }

    /** With one more shortfall. */
    GroupMemory with(Shortfall missed) {
        List<Shortfall> all = new ArrayList<>(shortfalls);
        all.add(missed);
        return withShortfalls(all);
    }

    GroupMemory withShortfalls(List<Shortfall> left) {
        return new GroupMemory(
                last, facts, decisions, List.copyOf(left), heldSuppliers, interventions);
    }

    GroupMemory withSupplier(String supplier, boolean held) {
        List<String> suppliers = new ArrayList<>(heldSuppliers);
        suppliers.remove(supplier);
        if (held) {
            suppliers.add(supplier);
        }
        return new GroupMemory(
                last, facts, decisions, shortfalls, List.copyOf(suppliers), interventions);
    }

    GroupMemory withIntervention(Intervention newer) {
        List<Intervention> all = new ArrayList<>(interventions);
        all.removeIf(newer::replaces);
        all.add(newer);
        return withInterventions(all);
    }

    /** Without what is over before a local day. */
    GroupMemory from(int epochDay) {
        return withInterventions(
                interventions.stream().filter(i -> i.untilEpochDay() >= epochDay).toList());
    }

    private GroupMemory withInterventions(List<Intervention> left) {
        return new GroupMemory(
                last, facts, decisions, shortfalls, heldSuppliers, List.copyOf(left));
    }

    People people() {
        return new People(heldSuppliers, interventions);
    }
}

package io.restock.operators.coordination;

import io.restock.domain.TransferLane;
import java.io.Serializable;
import java.util.List;

/**
 * What could be otherwise than it is.
 *
 * @param name for people
 * @param demandFactor what is forecast, times this, &gt; 0
 * @param suppliersGone who delivers nothing any more but what has been shipped
 * @param closed lanes on which nothing moves for a while
 */
public record Scenario(
        String name, double demandFactor, List<String> suppliersGone, List<ClosedLane> closed)
        implements Serializable {
    /** Everything as it is. */
    public static final Scenario NONE = new Scenario("as it is", 1, List.of(), List.of());

    /** Checks the ranges. */
    public Scenario {
        if (!(demandFactor > 0) || Double.isInfinite(demandFactor)) {
            throw new IllegalArgumentException(
                    "The demand factor (%s) of %s must be > 0.".formatted(demandFactor, name));
        }
        suppliersGone = List.copyOf(suppliersGone);
        closed = List.copyOf(closed);
    }

    /**
     * Lanes that are closed.
     *
     * @param from id of the location that ships; {@code *} = any
     * @param to id of the location that receives; {@code *} = any
     * @param days until what is sent today leaves, &gt;= 1
     */
    public record ClosedLane(String from, String to, int days) implements Serializable {
        /** Checks the range. */
        public ClosedLane {
            if (days < 1) {
                throw new IllegalArgumentException(
                        "The days (%d) that the lane %s to %s is closed must be >= 1."
                                .formatted(days, from, to));
            }
        }

        boolean closes(TransferLane lane) {
            return matches(from, lane.from()) && matches(to, lane.to());
        }

        private static boolean matches(String asked, String id) {
            return asked.equals("*") || asked.equals(id);
        }
    }
}

package io.restock.optimizer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much work goes into a plan. The same problem, rounds and seed give the same plan, unless the
 * guard cuts the work short.
 *
 * @param rounds of search, &gt;= 0; 0 takes the best of the seed plans. Four rounds make a
 *     generation of the genetic algorithm
 * @param seed of everything random
 * @param guard wall time after which the work ends even if rounds are left; null for none
 */
public record Limits(int rounds, long seed, @Nullable Duration guard) {
    /** Rounds where nobody says otherwise. */
    public static final int DEFAULT_ROUNDS = 8;

    /** Checks the ranges. */
    public Limits {
        if (rounds < 0) {
            throw new IllegalArgumentException(
                    "The rounds (%d) of the optimizer must be >= 0.".formatted(rounds));
        }
        if (guard != null && (guard.isNegative() || guard.isZero())) {
            throw new IllegalArgumentException(
                    "The guard (%s) of the optimizer must be > 0; leave it out for none."
                            .formatted(guard));
        }
    }

    /** So many rounds, however long they take. */
    public static Limits rounds(int rounds, long seed) {
        return new Limits(rounds, seed, null);
    }
}

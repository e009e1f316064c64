package io.restock.local.chaos;

import io.restock.local.loop.Watch.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Something that happens to a cluster.
 *
 * @param day on which
 * @param moment after which
 * @param delayMillis so long after it
 * @param kind what
 * @param choice which of several it hits, &gt;= 0
 */
record Trouble(int day, Moment moment, int delayMillis, TroubleKind kind, int choice) {
    private static final int LONGEST_DELAY_MILLIS = 3_000;

    /** Draws all that happens from the first of some days to the last, in order. */
    static List<Trouble> draw(ChaosOptions options, int firstDay, int lastDay) {
        SplittableRandom luck = new SplittableRandom(options.seed());
        List<Trouble> all = new ArrayList<>();
        for (TroubleKind kind : TroubleKind.values()) {
            add(all, kind, options.troubles().getOrDefault(kind, 0), firstDay, lastDay, luck);
        }
        all.sort(
                Comparator.comparingInt(Trouble::day)
                        .thenComparing(Trouble::moment)
                        .thenComparingInt(Trouble::delayMillis));
        return all;
    }

    private static void add(
            List<Trouble> all,
            TroubleKind kind,
            int count,
            int first,
            int last,
            SplittableRandom luck) {
        Moment[] moments = Moment.values();
        for (int i = 0; i < count; i++) {
            all.add(
                    new Trouble(
                            luck.nextInt(first, last + 1),
                            moments[luck.nextInt(moments.length)],
                            luck.nextInt(LONGEST_DELAY_MILLIS),
                            kind,
                            luck.nextInt(Integer.MAX_VALUE)));
        }
    }
}

package io.restock.operators.forecast.life;

import io.restock.domain.ModelNews;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been seen of a model beside a champion; in the judge's state. */
public final class Trial {
    static final int ROWS = 0;
    static final int LOSS = 1;
    static final int CHAMPION_LOSS = 2;

    public ModelInUse model = ModelInUse.RESERVE;

    /** Version of the champion. */
    public String against = "";

    public int firstDay = Integer.MAX_VALUE;
    public int lastDay = Integer.MIN_VALUE;

    /** Whether the verdict has been given. */
    public boolean over;

    /** The verdict; null as long as there is none, and where another trial's has ended this one. */
    public @Nullable ModelNews verdict;

    /** Local day of the evidence with which the verdict was last said. */
    public int saidDay;

    /** Event time of the last evidence. */
    public long lastMillis;

    /** Rows and losses by day, as in {@link ModelEvidence}: the days that a verdict looks at. */
    public Map<Integer, long[]> days = new HashMap<>();

    void add(ModelEvidence more, int window) {
        int day = more.epochDay();
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
        lastMillis = Math.max(lastMillis, more.timeMillis());
        if (day > lastDay - window) {
            long[] sums = days.computeIfAbsent(day, d -> new long[3]);
            sums[ROWS] += more.rows();
            sums[LOSS] += more.loss();
            sums[CHAMPION_LOSS] += more.championLoss();
        }
        days.keySet().removeIf(old -> old <= lastDay - window);
    }

    /** Days from the first to the last, both included. */
    int age() {
        return lastDay - firstDay + 1;
    }

    long sum(int of) {
        return days.values().stream().mapToLong(sums -> sums[of]).sum();
    }

    /**
     * Standard errors by which the champion loses more of a day, the days being taken as drawn
     * alike: infinite where every day says the same.
     */
    double certainty() {
        int n = days.size();
        double mean = (sum(CHAMPION_LOSS) - sum(LOSS)) / (double) n;
        double squares = 0;
        // By day, as the sum of rounded numbers depends on their order.
        for (int day = lastDay; n > 0 && day >= firstDay; day--) {
            long[] sums = days.get(day);
            if (sums != null) {
                double off = sums[CHAMPION_LOSS] - sums[LOSS] - mean;
                squares += off * off;
                n--;
            }
        }
        double variance = squares / (days.size() - 1) / days.size();
        return mean == 0 ? 0 : mean / Math.sqrt(variance);
    }
}

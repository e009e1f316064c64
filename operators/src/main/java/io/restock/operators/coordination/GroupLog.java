package io.restock.operators.coordination;

import io.restock.domain.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a group's decision log stands.
 *
 * @param next sequence of the next entry
 * @param head hash of the last one
 * @param open what is to be written at the next cut-off, with neither sequence nor hashes
 */
public record GroupLog(long next, String head, List<LogEntry> open) {
    static final GroupLog NEW = new GroupLog(0, DecisionLog.NOTHING, List.of());

    /** Nothing depends on the order in which the day's events came. */
    private static final Comparator<LogEntry> ORDER =
            Comparator.comparingLong(LogEntry::timeMillis)
                    .thenComparing(LogEntry::kind)
                    .thenComparing(LogEntry::subject)
                    .thenComparing(LogEntry::digest);

    /** With more that was said. */
    GroupLog with(List<LogEntry> more) {
        List<LogEntry> all = new ArrayList<>(open);
        all.addAll(more);
        return new GroupLog(next, head, List.copyOf(all));
    }

    /** What is open as entries of the chain, in the order of event time. */
    List<LogEntry> chained() {
        List<LogEntry> sorted = new ArrayList<>(open);
        sorted.sort(ORDER);
        List<LogEntry> chain = new ArrayList<>(sorted.size());
        long sequence = next;
        String previous = head;
        for (LogEntry entry : sorted) {
            LogEntry chained = DecisionLog.chain(entry, sequence++, previous);
            previous = chained.hash();
            chain.add(chained);
        }
        return List.copyOf(chain);
    }

    /** The log after entries have been written. */
    static GroupLog after(List<LogEntry> chain) {
        LogEntry last = chain.get(chain.size() - 1);
        return new GroupLog(last.sequence() + 1, last.hash(), List.of());
    }
}

package io.restock.operators.coordination;

import io.restock.domain.PlanningGroup;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a planning group keeps what it knows: maps in memory, or keyed state under Flink. Values
 * are immutable; a change is a put.
 */
interface GroupStore {
    /** Id of the group, once anything of it is known. */
    String groupId();

    GroupClock clock();

    void clock(GroupClock clock);

    GroupMemory memory();

    void memory(GroupMemory memory);

    GroupLog log();

    void log(GroupLog log);

    @Nullable PlanningGroup network();

    void network(PlanningGroup network);

    @Nullable SeriesState series(String id);

    void putSeries(SeriesState series);

    void removeSeries(String id);

    /** All series, in no fixed order. */
    List<SeriesState> allSeries();

    @Nullable OpenOrder order(String number);

    void putOrder(OpenOrder order);

    void removeOrder(String number);

    /** All orders, in no fixed order. */
    List<OpenOrder> allOrders();

    @Nullable LaneHistory lane(String id);

    void putLane(LaneHistory lane);

    void removeLane(String id);

    /** How suppliers have delivered, in no fixed order. */
    List<LaneHistory> allLanes();

    /** Keeps an event until its cycle is taken. */
    void keep(int cycle, GroupEvent event);

    /** What is kept for a cycle, in the order it came. */
    List<GroupEvent> kept(int cycle);

    /** Hands back and forgets what is kept for a cycle and those before, in the order it came. */
    List<GroupEvent> takeKept(int cycle);

    /** How many events are kept for a cycle. */
    int keptCount(int cycle);

    /** Cycles that anything is kept for. */
    NavigableSet<Integer> keptCycles();

    /** The first cycle that anything is kept for; {@link Integer#MAX_VALUE} for none. */
    default int firstKept() {
        NavigableSet<Integer> cycles = keptCycles();
        return cycles.isEmpty() ? Integer.MAX_VALUE : cycles.first();
    }
}

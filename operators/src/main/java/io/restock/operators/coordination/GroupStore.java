package io.restock.operators.coordination;

import io.restock.domain.PlanningGroup;
import java.util.List;
import java.util.Map;
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

    /** Keeps an event for later under a key. */
    void keep(String key, GroupEvent event);

    void forgetKept(String key);

    /** Events kept for later, in no fixed order. */
    Map<String, GroupEvent> kept();
}

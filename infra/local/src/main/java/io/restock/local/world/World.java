package io.restock.local.world;

import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesHistory;
import java.util.List;

/**
 * A retail network, its past, and what will happen in it whatever is ordered. Days are local days
 * since 1970-01-01. A world does not change while it is used: every call with the same arguments
 * gives the same answer, so several policies can be run in it.
 */
public interface World {
    /** Days for which weather is forecast and promotions are announced ahead. */
    int AHEAD_DAYS = 14;

    /** What it is, for people. */
    String title();

    /** Moments of its local days. All its locations share one time zone. */
    LocalTimes times();

    /** First day of its past. */
    int firstDay();

    /** First day that is run; the day before it is the last of the past. */
    int firstRunDay();

    /** Last day that is run. */
    int lastDay();

    /** What is planned. */
    List<PlanningGroup> groups();

    /** Where the network comes from, sentence by sentence; empty where it is the world's own. */
    List<String> assumptions();

    /** What is said during a day besides sales and stock, from the first day of the past on. */
    News news(int day);

    /** What happened on a day of the past. */
    List<SeriesOutcome> past(int day);

    /** What customers want on a day that is run, series in a fixed order. */
    List<SeriesDay> demand(int day);

    /**
     * Whether sales and stock-out hours are published as they were recorded, whatever the stock of
     * the run; else they follow from its stock.
     */
    boolean recorded();

    /** Stock at the start of the first day that is run, base units. */
    long openingStock(String location, String item);

    /** Stock that is brought on the morning of a day without an order, base units: a launch. */
    long launchStock(String location, String item, int day);

    /** Whether customers can know the item on that day; what is not launched yet has no demand. */
    boolean launched(String item, int day);

    /** The past as a model is trained on it. */
    List<SeriesHistory> histories();
}

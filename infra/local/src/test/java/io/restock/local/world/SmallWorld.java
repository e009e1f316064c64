package io.restock.local.world;

import io.restock.domain.Holiday;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A generated world with few of its items and a short past, so that a whole loop takes seconds. */
public final class SmallWorld implements World {
    private static final int PAST_DAYS = 28;
    private static final Set<String> ITEMS =
            Set.of("milk", "bananas", "oat drink", "pasta", "coffee", "iced tea");

    private final GeneratedWorld whole;
    private final List<PlanningGroup> groups;

    private SmallWorld(GeneratedWorld whole) {
        this.whole = whole;
        this.groups = whole.groups().stream().map(SmallWorld::some).toList();
    }

    /** Three items in each of the two groups, one of each launched during the run. */
    public static SmallWorld of(long seed, int days) {
        return new SmallWorld(GeneratedWorld.of(seed, days));
    }

    private static PlanningGroup some(PlanningGroup of) {
        List<NetworkItem> items =
                of.items().stream().filter(item -> ITEMS.contains(item.id())).toList();
        return new PlanningGroup(
                of.id(),
                of.version(),
                of.zone(),
                of.cutOffMinute(),
                of.buckets(),
                of.overflowCost(),
                of.currency(),
                of.assumed(),
                of.locations(),
                of.suppliers(),
                of.lanes(),
                items);
    }

    /** Number of series in the stores. */
    public int series() {
        return ITEMS.size() * 6;
    }

    @Override
    public String title() {
        return "some of the " + whole.title();
    }

    @Override
    public LocalTimes times() {
        return whole.times();
    }

    @Override
    public int firstDay() {
        return whole.firstRunDay() - PAST_DAYS;
    }

    @Override
    public int firstRunDay() {
        return whole.firstRunDay();
    }

    @Override
    public int lastDay() {
        return whole.lastDay();
    }

    @Override
    public List<PlanningGroup> groups() {
        return groups;
    }

    @Override
    public List<String> assumptions() {
        return whole.assumptions();
    }

    @Override
    public News news(int day) {
        News today = whole.news(day);
        List<Holiday> holidays = new ArrayList<>(today.holidays());
        List<Promotion> promotions = new ArrayList<>(today.promotions());
        // What was announced before the first day is said on it.
        for (int before = whole.firstDay(); day == firstDay() && before < day; before++) {
            holidays.addAll(whole.news(before).holidays());
            promotions.addAll(whole.news(before).promotions());
        }
        promotions.removeIf(p -> !ITEMS.contains(p.item()));
        return new News(today.weather(), holidays, promotions, today.unreadable());
    }

    @Override
    public List<SeriesOutcome> past(int day) {
        return whole.past(day).stream().filter(o -> ITEMS.contains(o.item())).toList();
    }

    @Override
    public List<SeriesDay> demand(int day) {
        return whole.demand(day).stream().filter(d -> ITEMS.contains(d.item())).toList();
    }

    @Override
    public boolean recorded() {
        return false;
    }

    @Override
    public long openingStock(String location, String item) {
        return whole.openingStock(location, item);
    }

    @Override
    public long launchStock(String location, String item, int day) {
        return whole.launchStock(location, item, day);
    }

    @Override
    public boolean launched(String item, int day) {
        return whole.launched(item, day);
    }

    @Override
    public List<SeriesHistory> histories() {
        return whole.histories().stream().filter(h -> ITEMS.contains(h.item())).toList();
    }
}

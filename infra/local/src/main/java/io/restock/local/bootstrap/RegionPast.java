package io.restock.local.bootstrap;

import io.restock.domain.Promotion;
import io.restock.domain.SeriesKey;
import io.restock.jobs.bootstrap.SeriesPast;
import io.restock.jobs.bootstrap.SeriesStart;
import io.restock.local.history.DayRange;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.SalesRow;
import io.restock.local.loop.Tills;
import io.restock.local.world.LocalTimes;
import io.restock.local.world.PricePlans;
import io.restock.local.world.Recorded;
import io.restock.local.world.SeriesOutcome;
import io.restock.operators.context.ContextSettings;
import io.restock.operators.context.PastContext;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.history.HistorySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * A region of a history folder → the past of its series. The rows of a region are in memory at a
 * time; each series then lives through its days, as if its tills and stock system had spoken.
 */
final class RegionPast extends RichFlatMapFunction<String, SeriesStart> {
    private static final long serialVersionUID = 1L;

    private final String data;
    private final LocalTimes times;
    private final int firstDay;
    private final int lastDay;
    private final DemandSettings demand;
    private final ContextSettings context;
    private final HistorySettings history;

    private transient HistoryFolder folder;
    private transient Tills tills;

    RegionPast(
            String data,
            LocalTimes times,
            DayRange days,
            DemandSettings demand,
            ContextSettings context,
            HistorySettings history) {
        this.data = data;
        this.times = times;
        this.firstDay = days.first();
        this.lastDay = days.last();
        this.demand = demand;
        this.context = context;
        this.history = history;
    }

    @Override
    public void open(OpenContext unused) {
        folder = HistoryFolder.open(Path.of(data));
        tills = new Tills(times, false);
    }

    @Override
    public void flatMap(String region, Collector<SeriesStart> out) {
        Map<String, List<SalesRow>> rows = new LinkedHashMap<>();
        folder.forEachSale(
                region,
                row ->
                        rows.computeIfAbsent(
                                        SeriesKey.id(row.location(), row.item()),
                                        series -> new ArrayList<>())
                                .add(row));
        Map<String, PastContext> contexts = contexts(region);
        for (List<SalesRow> days : rows.values()) {
            SalesRow one = days.get(0);
            SeriesPast past =
                    new SeriesPast(
                            one.location(),
                            one.item(),
                            demand,
                            history,
                            Objects.requireNonNull(contexts.get(one.location())));
            live(past, days);
            out.collect(past.start());
        }
    }

    private void live(SeriesPast past, List<SalesRow> rows) {
        List<Promotion> announced = promotions(rows);
        Iterator<Promotion> nextPromotion = announced.iterator();
        Promotion promotion = nextPromotion.hasNext() ? nextPromotion.next() : null;
        Iterator<SalesRow> nextRow = rows.iterator();
        SalesRow row = nextRow.next();
        for (int day = firstDay; day <= lastDay; day++) {
            long over = times.millis(day + 1, 0);
            while (promotion != null && promotion.announcedMillis() < over) {
                past.announce(promotion);
                promotion = nextPromotion.hasNext() ? nextPromotion.next() : null;
            }
            if (row != null && row.epochDay() == day) {
                SeriesOutcome outcome = Recorded.outcome(row);
                tills.sales(day, outcome).forEach(past::apply);
                past.apply(tills.stock(day, outcome, outcome.onHand()));
                row = nextRow.hasNext() ? nextRow.next() : null;
            }
            past.advance(over - 1);
        }
    }

    /** Price plans that were announced until the last day, in the order in which they were. */
    private List<Promotion> promotions(List<SalesRow> rows) {
        List<Promotion> announced = new ArrayList<>();
        PricePlans plans =
                new PricePlans(
                        times,
                        firstDay,
                        (promotion, day) -> {
                            if (day <= lastDay) {
                                announced.add(promotion);
                            }
                        });
        rows.forEach(plans::add);
        plans.end();
        announced.sort(Comparator.comparingLong(Promotion::announcedMillis));
        return announced;
    }

    private Map<String, PastContext> contexts(String region) {
        Map<String, PastContext> contexts = new HashMap<>();
        folder.regions()
                .forEach(
                        (location, of) -> {
                            if (of.equals(region)) {
                                contexts.put(location, new PastContext(location, context));
                            }
                        });
        Announcements announcements = new Announcements(times, firstDay, lastDay);
        folder.weather()
                .forEach(
                        row -> {
                            PastContext of = contexts.get(row.location());
                            if (of != null) {
                                announcements.of(row).forEach(of::announce);
                            }
                        });
        announcements
                .holidays(folder)
                .forEach(holiday -> contexts.values().forEach(of -> of.announce(holiday)));
        return contexts;
    }
}

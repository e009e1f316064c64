package io.restock.operators.demand;

import static io.restock.operators.demand.Events.BERLIN;
import static io.restock.operators.demand.Events.BERLIN_SUMMER;
import static io.restock.operators.demand.Events.ITEM;
import static io.restock.operators.demand.Events.MONDAY;
import static io.restock.operators.demand.Events.STORE;
import static io.restock.operators.demand.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** Neither the order of arrival nor the bundles nor a failure may show in the demand days. */
class DemandOrderPropertyTest {
    private static final Duration LATENESS = Duration.ofMinutes(30);

    /** One arrival: exactly one of the two. */
    private record Arrival(Sale sale, StockLevel stock) {
        /** As long as the watermark is at most this far, the arrival is on time. */
        long onTimeUntil() {
            long close =
                    sale != null
                            ? sale.timeMillis()
                            : LocalDays.endMillis(stock.epochDay(), stock.utcOffsetSeconds()) - 1;
            return close + LATENESS.toMillis();
        }
    }

    @Property(tries = 100)
    void anyOrderWithinLatenessGivesTheDaysOfTheReference(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int bundleSize,
            @ForAll @IntRange(min = 1, max = 60) int events)
            throws Exception {
        Random random = new Random(seed);
        List<Arrival> arrivals = arrivals(random, events, true);
        List<DemandDay> expected =
                DemandReference.days(
                        arrivals.stream().map(Arrival::sale).filter(s -> s != null).toList(),
                        arrivals.stream().map(Arrival::stock).filter(s -> s != null).toList(),
                        LATENESS);
        Collections.shuffle(arrivals, random);

        List<DemandDay> days = run(random, arrivals, onTime(random, arrivals), bundleSize, true);

        assertThat(days).isEqualTo(expected);
    }

    @Property(tries = 100)
    void bundlesGiveWhatSingleEventsGiveHoweverLateTheyAre(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 40) int bundleSize,
            @ForAll @IntRange(min = 1, max = 60) int events)
            throws Exception {
        Random random = new Random(seed);
        List<Arrival> arrivals = arrivals(random, events, false);
        Collections.shuffle(arrivals, random);
        List<Long> watermarks = new ArrayList<>();
        long watermark = at(MONDAY - 2, 0, BERLIN);
        for (int i = 0; i < arrivals.size(); i++) {
            watermark += random.nextLong(LocalDays.MILLIS / 3);
            watermarks.add(watermark);
        }

        List<DemandDay> single = run(random, arrivals, watermarks, 1, false);
        List<DemandDay> bundled = run(random, arrivals, watermarks, bundleSize, false);

        assertThat(bundled).isEqualTo(single);
    }

    /**
     * Some days of one series, with duplicates and corrections; on the fourth day the clock is put
     * forward.
     */
    private static List<Arrival> arrivals(Random random, int n, boolean correctsSameDayOnly) {
        List<Arrival> arrivals = new ArrayList<>();
        List<Sale> sales = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int kind = random.nextInt(10);
            if (kind == 0 && !arrivals.isEmpty()) {
                arrivals.add(arrivals.get(random.nextInt(arrivals.size())));
            } else if (kind == 1) {
                arrivals.add(new Arrival(null, report(random, i)));
            } else {
                Sale corrected =
                        kind <= 3 && !sales.isEmpty()
                                ? sales.get(random.nextInt(sales.size()))
                                : null;
                Sale sale = sale(random, i, corrected, correctsSameDayOnly);
                sales.add(sale);
                arrivals.add(new Arrival(sale, null));
            }
        }
        return arrivals;
    }

    private static StockLevel report(Random random, int i) {
        int day = MONDAY + random.nextInt(6);
        int offset = offset(day, 24);
        long taken = LocalDays.endMillis(day, offset) + i;
        return new StockLevel("r" + i, STORE, ITEM, day, taken, offset, i, i);
    }

    private static Sale sale(Random random, int i, Sale corrected, boolean sameDayOnly) {
        int day =
                corrected != null && sameDayOnly
                        ? corrected.localDay()
                        : MONDAY + random.nextInt(6);
        int hour = random.nextInt(24);
        int offset = offset(day, hour);
        return new Sale(
                "e" + i,
                STORE,
                ITEM,
                at(day, hour, offset) + random.nextInt(3_000) * 1_000L + i,
                offset,
                random.nextInt(40) / 4.0,
                corrected == null ? "" : corrected.eventId());
    }

    private static int offset(int day, int hour) {
        return day < MONDAY + 3 || (day == MONDAY + 3 && hour < 2) ? BERLIN : BERLIN_SUMMER;
    }

    /** Random watermarks, one after each arrival, that make none of the later arrivals late. */
    private static List<Long> onTime(Random random, List<Arrival> arrivals) {
        Long[] watermarks = new Long[arrivals.size()];
        long limit = arrivals.stream().mapToLong(Arrival::onTimeUntil).max().orElseThrow();
        for (int i = arrivals.size() - 1; i >= 0; i--) {
            watermarks[i] = limit - (random.nextBoolean() ? 0 : random.nextLong(3_600_000));
            limit = Math.min(limit, arrivals.get(i).onTimeUntil());
        }
        for (int i = 1; i < watermarks.length; i++) {
            watermarks[i] = Math.max(watermarks[i], watermarks[i - 1]);
        }
        return List.of(watermarks);
    }

    private static List<DemandDay> run(
            Random random,
            List<Arrival> arrivals,
            List<Long> watermarks,
            int bundleSize,
            boolean failures)
            throws Exception {
        DemandSettings settings = new DemandSettings(LATENESS, 2, 28, bundleSize);
        List<DemandDay> days = new ArrayList<>();
        DemandHarness demand = DemandHarness.open(settings);
        try {
            for (int i = 0; i < arrivals.size(); i++) {
                Arrival arrival = arrivals.get(i);
                if (arrival.sale() != null) {
                    demand.process(arrival.sale());
                } else {
                    demand.process(arrival.stock());
                }
                if (random.nextInt(3) > 0 || !failures) {
                    demand.watermark(watermarks.get(i));
                }
                if (failures && random.nextInt(20) == 0) {
                    var checkpoint = demand.checkpoint();
                    days.addAll(demand.days());
                    demand.close();
                    demand = DemandHarness.restore(settings, new HashMapStateBackend(), checkpoint);
                }
            }
            demand.watermark(Long.MAX_VALUE);
            days.addAll(demand.days());
            assertThat(demand.seriesInState()).isZero();
            assertThat(demand.timers()).isZero();
            return days;
        } finally {
            demand.close();
        }
    }
}

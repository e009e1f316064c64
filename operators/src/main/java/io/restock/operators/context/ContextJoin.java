package io.restock.operators.context;

import io.restock.domain.DemandDay;
import io.restock.domain.Holiday;
import io.restock.domain.LocalDays;
import io.restock.domain.SeriesKey;
import io.restock.domain.WeatherDay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Demand days + weather + holidays → demand days with the weather and holidays around them.
 *
 * <p>Keyed by region; holidays are broadcast, for those of region {@code *} hold everywhere. A day
 * waits until {@code patience} after its close and is then given what had been issued or announced
 * by that moment, even if later issues are already here: so every replay gives the same. A revised
 * day whose moment has passed goes on at once.
 *
 * <p>State: the waiting days (cleared by their timer), the weather by local day (cleared by a timer
 * {@link #KEPT} after the day), and the holidays by local day (cleared of days as old as that when
 * the next announcement comes; subtasks may then differ in days that nobody asks for any more).
 */
public final class ContextJoin
        extends KeyedBroadcastProcessFunction<String, RegionEvent, Holiday, ContextedDay> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "context-join";
    public static final String DEMAND_UID = "context-demand";
    public static final String WEATHER_UID = "context-weather";

    /**
     * How long the weather of a day stays: a demand day whose location or whose stream is behind
     * finds it. 100 days of 20 issues of 80 bytes are 160 kB per region.
     */
    static final Duration KEPT = Duration.ofDays(100);

    private final long patienceMillis;
    private final int horizon;
    private transient ListState<LocatedDemandDay> waiting;
    private transient MapState<Integer, DayWeather> weather;

    ContextJoin(ContextSettings settings) {
        this.patienceMillis = settings.patience().toMillis();
        this.horizon = settings.horizon();
    }

    /** Adds the join. Watermarks of all three inputs hold it back; an idle one does not. */
    public static SingleOutputStreamOperator<ContextedDay> attach(
            DataStream<LocatedDemandDay> days,
            DataStream<WeatherDay> weather,
            DataStream<Holiday> holidays,
            ContextSettings settings) {
        DataStream<RegionEvent> demandEvents =
                days.map(RegionEvent::of)
                        .returns(RegionEvent.class)
                        .uid(DEMAND_UID)
                        .name(DEMAND_UID);
        DataStream<RegionEvent> weatherEvents =
                weather.map(RegionEvent::of)
                        .returns(RegionEvent.class)
                        .uid(WEATHER_UID)
                        .name(WEATHER_UID);
        return demandEvents
                .union(weatherEvents)
                .keyBy(RegionEvent::region, Types.STRING)
                .connect(holidays.broadcast(holidayState()))
                .process(new ContextJoin(settings), TypeInformation.of(ContextedDay.class))
                .uid(UID)
                .name(UID);
    }

    static ListStateDescriptor<LocatedDemandDay> waitingState() {
        return new ListStateDescriptor<>("days-without-context", LocatedDemandDay.class);
    }

    static MapStateDescriptor<Integer, DayWeather> weatherState() {
        return new MapStateDescriptor<>("region-weather", Integer.class, DayWeather.class);
    }

    static MapStateDescriptor<Integer, DayHolidays> holidayState() {
        return new MapStateDescriptor<>("holidays", Integer.class, DayHolidays.class);
    }

    @Override
    public void open(OpenContext unused) {
        waiting = getRuntimeContext().getListState(waitingState());
        weather = getRuntimeContext().getMapState(weatherState());
    }

    @Override
    public void processElement(RegionEvent event, ReadOnlyContext ctx, Collector<ContextedDay> out)
            throws Exception {
        if (event.weather() != null) {
            learn(event.weather());
            ctx.timerService().registerEventTimeTimer(forgetAt(event.weather().epochDay()));
        }
        if (event.demand() != null) {
            long issued = issuedMillis(event.demand());
            if (issued <= ctx.currentWatermark()) {
                issue(List.of(event.demand()), ctx, out);
            } else {
                waiting.add(event.demand());
                ctx.timerService().registerEventTimeTimer(issued);
            }
        }
    }

    @Override
    public void processBroadcastElement(Holiday holiday, Context ctx, Collector<ContextedDay> out)
            throws Exception {
        BroadcastState<Integer, DayHolidays> holidays = ctx.getBroadcastState(holidayState());
        DayHolidays known = holidays.get(holiday.epochDay());
        DayHolidays day = known == null ? new DayHolidays() : known;
        day.add(holiday);
        holidays.put(holiday.epochDay(), day);
        for (Iterator<Map.Entry<Integer, DayHolidays>> each = holidays.iterator();
                each.hasNext(); ) {
            if (forgetAt(each.next().getKey()) <= ctx.currentWatermark()) {
                each.remove();
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<ContextedDay> out)
            throws Exception {
        issueDue(ctx, out);
        long forgottenDay = Math.floorDiv(timestamp - forgetAt(0), LocalDays.MILLIS);
        if (forgetAt((int) forgottenDay) == timestamp) {
            weather.remove((int) forgottenDay);
        }
    }

    private void learn(WeatherDay issue) throws Exception {
        DayWeather known = weather.get(issue.epochDay());
        DayWeather day = known == null ? new DayWeather() : known;
        day.add(issue);
        weather.put(issue.epochDay(), day);
    }

    /** All days up to the watermark in one pass, however far it has jumped. */
    private void issueDue(ReadOnlyContext ctx, Collector<ContextedDay> out) throws Exception {
        List<LocatedDemandDay> due = new ArrayList<>();
        List<LocatedDemandDay> stay = new ArrayList<>();
        for (LocatedDemandDay day : waiting.get()) {
            (issuedMillis(day) <= ctx.currentWatermark() ? due : stay).add(day);
        }
        if (!due.isEmpty()) {
            waiting.update(stay);
            issue(lastRevisions(due), ctx, out);
        }
    }

    private void issue(List<LocatedDemandDay> due, ReadOnlyContext ctx, Collector<ContextedDay> out)
            throws Exception {
        ReadOnlyBroadcastState<Integer, DayHolidays> holidays =
                ctx.getBroadcastState(holidayState());
        Map<Moment, ContextedDay> shared = new HashMap<>();
        for (LocatedDemandDay day : due) {
            long issued = issuedMillis(day);
            Moment moment = new Moment(day.demand().epochDay(), issued);
            ContextedDay context = shared.get(moment);
            if (context == null) {
                context =
                        RegionCalendar.around(
                                day.demand(),
                                day.region(),
                                issued,
                                horizon,
                                weather::get,
                                holidays::get);
                shared.put(moment, context);
            }
            out.collect(RegionCalendar.share(context, day.demand()));
        }
    }

    private record Moment(int epochDay, long issuedMillis) {}

    /** In the order of issue; of a day that was revised while it waited, the last revision. */
    private List<LocatedDemandDay> lastRevisions(List<LocatedDemandDay> due) {
        Map<String, LocatedDemandDay> last = new LinkedHashMap<>();
        for (LocatedDemandDay day : due) {
            DemandDay demand = day.demand();
            String seriesDay =
                    SeriesKey.id(demand.location(), demand.item()) + '|' + demand.epochDay();
            last.merge(
                    seriesDay,
                    day,
                    (a, b) -> a.demand().revision() > b.demand().revision() ? a : b);
        }
        List<LocatedDemandDay> ordered = new ArrayList<>(last.values());
        ordered.sort(Comparator.comparingLong(this::issuedMillis));
        return ordered;
    }

    private long issuedMillis(LocatedDemandDay day) {
        return day.demand().closedMillis() + patienceMillis;
    }

    private long forgetAt(int epochDay) {
        return (epochDay + 1L) * LocalDays.MILLIS + patienceMillis + KEPT.toMillis();
    }
}

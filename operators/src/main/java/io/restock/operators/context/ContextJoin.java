package io.restock.operators.context;

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
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
 * <p>Keyed by series, so that one region is work for every subtask; weather and holidays are
 * broadcast. A day waits until {@code patience} after its close and is then given what had been
 * issued or announced by that moment, even if later issues are already here: so every replay gives
 * the same. A revised day whose moment has passed goes on at once.
 *
 * <p>State: the waiting days of a series, seldom more than one (cleared by their timer); on the
 * heap of every subtask the weather by region and local day, some 150 kB per region, and the
 * holidays by local day. Both are cleared of days older than {@link #KEPT} by the first
 * announcement of a day of event time; subtasks may differ in days that nobody asks for any more.
 */
public final class ContextJoin
        extends KeyedBroadcastProcessFunction<
                String, LocatedDemandDay, Announcement, ContextedDay> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "context-join";
    public static final String WEATHER_UID = "context-weather";
    public static final String HOLIDAYS_UID = "context-holidays";

    /**
     * How long the weather of a day stays: a demand day whose location or whose stream is behind
     * finds it. 100 days of some 16 issues of 80 bytes are 130 kB per region.
     */
    public static final Duration KEPT = Duration.ofDays(100);

    private final long patienceMillis;
    private final int horizon;
    private transient ListState<LocatedDemandDay> waiting;

    /** To make a descriptor takes longer than to read the state. */
    private transient MapStateDescriptor<RegionDay, DayWeather> weatherState;

    private transient MapStateDescriptor<Integer, DayHolidays> holidayState;

    /** What series of a region share, as long as event time stands and nothing is announced. */
    private transient Map<Moment, ContextedDay> shared;

    private transient long sharedAt;
    private transient long sweptDay;

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
        DataStream<Announcement> ofWeather =
                weather.map(Announcement::of)
                        .returns(Announcement.class)
                        .uid(WEATHER_UID)
                        .name(WEATHER_UID);
        DataStream<Announcement> ofHolidays =
                holidays.map(Announcement::of)
                        .returns(Announcement.class)
                        .uid(HOLIDAYS_UID)
                        .name(HOLIDAYS_UID);
        return days.keyBy(ContextJoin::seriesOf, Types.STRING)
                .connect(ofWeather.union(ofHolidays).broadcast(weatherState(), holidayState()))
                .process(new ContextJoin(settings), TypeInformation.of(ContextedDay.class))
                .uid(UID)
                .name(UID);
    }

    static String seriesOf(LocatedDemandDay day) {
        return SeriesKey.id(day.demand().location(), day.demand().item());
    }

    static ListStateDescriptor<LocatedDemandDay> waitingState() {
        return new ListStateDescriptor<>("days-without-context", LocatedDemandDay.class);
    }

    /** Cleared of days older than {@link #KEPT}. */
    public static MapStateDescriptor<RegionDay, DayWeather> weatherState() {
        return new MapStateDescriptor<>("region-weather", RegionDay.class, DayWeather.class);
    }

    /** Cleared of days older than {@link #KEPT}. */
    public static MapStateDescriptor<Integer, DayHolidays> holidayState() {
        return new MapStateDescriptor<>("holidays", Integer.class, DayHolidays.class);
    }

    @Override
    public void open(OpenContext unused) {
        waiting = getRuntimeContext().getListState(waitingState());
        weatherState = weatherState();
        holidayState = holidayState();
        shared = new HashMap<>();
        sharedAt = Long.MIN_VALUE;
        sweptDay = Long.MIN_VALUE;
    }

    @Override
    public void processElement(
            LocatedDemandDay day, ReadOnlyContext ctx, Collector<ContextedDay> out)
            throws Exception {
        long issued = issuedMillis(day);
        if (issued <= ctx.currentWatermark()) {
            issue(List.of(day), ctx, out);
        } else {
            waiting.add(day);
            ctx.timerService().registerEventTimeTimer(issued);
        }
    }

    @Override
    public void processBroadcastElement(Announcement news, Context ctx, Collector<ContextedDay> out)
            throws Exception {
        shared.clear();
        learn(news, ctx.getBroadcastState(weatherState), ctx.getBroadcastState(holidayState));
        long today = Math.floorDiv(ctx.currentWatermark(), LocalDays.MILLIS);
        if (today > sweptDay) {
            sweptDay = today;
            forget(ctx.getBroadcastState(weatherState), RegionDay::epochDay, ctx);
            forget(ctx.getBroadcastState(holidayState), day -> day, ctx);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<ContextedDay> out)
            throws Exception {
        issueDue(ctx, out);
    }

    /** Puts what is announced into state. */
    public static void learn(
            Announcement news,
            BroadcastState<RegionDay, DayWeather> weather,
            BroadcastState<Integer, DayHolidays> holidays)
            throws Exception {
        if (news.weather() != null) {
            learn(news.weather(), weather);
        }
        if (news.holiday() != null) {
            learn(news.holiday(), holidays);
        }
    }

    private static void learn(WeatherDay issue, BroadcastState<RegionDay, DayWeather> weather)
            throws Exception {
        RegionDay at = new RegionDay(issue.region(), issue.epochDay());
        DayWeather known = weather.get(at);
        DayWeather day = known == null ? new DayWeather() : known;
        day.add(issue);
        weather.put(at, day);
    }

    private static void learn(Holiday holiday, BroadcastState<Integer, DayHolidays> holidays)
            throws Exception {
        DayHolidays known = holidays.get(holiday.epochDay());
        DayHolidays day = known == null ? new DayHolidays() : known;
        day.add(holiday);
        holidays.put(holiday.epochDay(), day);
    }

    private <K> void forget(BroadcastState<K, ?> state, ToIntFunction<K> dayOf, Context ctx)
            throws Exception {
        for (Iterator<? extends Map.Entry<K, ?>> each = state.iterator(); each.hasNext(); ) {
            if (forgetAt(dayOf.applyAsInt(each.next().getKey())) <= ctx.currentWatermark()) {
                each.remove();
            }
        }
    }

    /** All days of the series up to the watermark, however far it has jumped. */
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
        if (sharedAt != ctx.currentWatermark()) {
            shared.clear();
            sharedAt = ctx.currentWatermark();
        }
        ReadOnlyBroadcastState<RegionDay, DayWeather> weather = ctx.getBroadcastState(weatherState);
        ReadOnlyBroadcastState<Integer, DayHolidays> holidays = ctx.getBroadcastState(holidayState);
        for (LocatedDemandDay day : due) {
            long issued = issuedMillis(day);
            Moment moment = new Moment(day.region(), day.demand().epochDay(), issued);
            ContextedDay context = shared.get(moment);
            if (context == null) {
                context =
                        RegionCalendar.around(
                                day.demand(),
                                day.region(),
                                issued,
                                horizon,
                                at -> weather.get(new RegionDay(day.region(), at)),
                                holidays::get);
                shared.put(moment, context);
            }
            out.collect(RegionCalendar.share(context, day.demand()));
        }
    }

    private record Moment(String region, int epochDay, long issuedMillis) {}

    /** In the order of issue; of a day that was revised while it waited, the last revision. */
    private List<LocatedDemandDay> lastRevisions(List<LocatedDemandDay> due) {
        Map<Integer, LocatedDemandDay> last = new LinkedHashMap<>();
        for (LocatedDemandDay day : due) {
            last.merge(
                    day.demand().epochDay(),
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

package io.restock.operators.context;

import io.restock.domain.DemandDay;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.operators.demand.ClosedDay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Closed days + locations → demand days that know their region. Days of warehouses end here: their
 * stock reports are no demand, and what they need follows from their stores. Here a day first meets
 * the time zone of its location: one with events at another offset goes to {@link #UNPLACED}.
 *
 * <p>Keyed by location id. A day waits for its location: {@link #PATIENCE} in event time, since a
 * new store may sell before it is announced, and then {@link #GRACE} of the machine's time, since
 * the locations' topic has no event time and a replay may pass weeks of event time before that
 * topic is read at all. Then a timer sends it to {@link #UNPLACED}; where the input ends, at once.
 * State: the location (replaced when announced again, never cleared) and the waiting days (cleared
 * when the location comes, or by the timer).
 */
public final class LocationJoin
        extends KeyedCoProcessFunction<String, ClosedDay, Location, LocatedDemandDay> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "location-join";

    /** How long after its close a day waits for its location. */
    static final Duration PATIENCE = Duration.ofDays(7);

    /** How long it then waits for a topic of locations that is still being read. */
    static final Duration GRACE = Duration.ofMinutes(10);

    /** Days of a location that the network does not know, or that are not its local days. */
    public static final OutputTag<UnplacedDay> UNPLACED =
            new OutputTag<>("unplaced-days", TypeInformation.of(UnplacedDay.class));

    private transient ValueState<Location> location;
    private transient ListState<ClosedDay> waiting;

    /** Adds the join; days that cannot be placed are in {@code getSideOutput(UNPLACED)}. */
    public static SingleOutputStreamOperator<LocatedDemandDay> attach(
            DataStream<ClosedDay> days, DataStream<Location> locations) {
        return days.connect(locations)
                .keyBy(day -> day.demand().location(), Location::id, Types.STRING)
                .process(new LocationJoin())
                .returns(LocatedDemandDay.class)
                .uid(UID)
                .name(UID);
    }

    static ValueStateDescriptor<Location> locationState() {
        return new ValueStateDescriptor<>("location", Location.class);
    }

    static ListStateDescriptor<ClosedDay> waitingState() {
        return new ListStateDescriptor<>("days-without-location", ClosedDay.class);
    }

    @Override
    public void open(OpenContext unused) {
        location = getRuntimeContext().getState(locationState());
        waiting = getRuntimeContext().getListState(waitingState());
    }

    @Override
    public void processElement1(ClosedDay day, Context ctx, Collector<LocatedDemandDay> out)
            throws Exception {
        Location known = location.value();
        if (known != null) {
            place(day, known, ctx, out);
            return;
        }
        waiting.add(day);
        ctx.timerService().registerEventTimeTimer(givenUpAt(day));
    }

    @Override
    public void processElement2(Location known, Context ctx, Collector<LocatedDemandDay> out)
            throws Exception {
        location.update(known);
        for (ClosedDay day : waiting.get()) {
            place(day, known, ctx, out);
        }
        waiting.clear();
    }

    private static void place(
            ClosedDay day, Location known, Context ctx, Collector<LocatedDemandDay> out) {
        if (known.kind() != LocationKind.STORE) {
            return;
        }
        String complaint = LocalTime.complaint(day, known);
        if (complaint == null) {
            out.collect(new LocatedDemandDay(day.demand(), known.region()));
        } else {
            ctx.output(UNPLACED, new UnplacedDay(day.demand(), complaint));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<LocatedDemandDay> out)
            throws Exception {
        if (location.value() != null) {
            return;
        }
        long known = ctx.timerService().currentWatermark();
        if (ctx.timeDomain() == TimeDomain.EVENT_TIME && known < Long.MAX_VALUE) {
            ctx.timerService()
                    .registerProcessingTimeTimer(
                            ctx.timerService().currentProcessingTime() + GRACE.toMillis());
            return;
        }
        List<ClosedDay> stay = new ArrayList<>();
        for (ClosedDay day : waiting.get()) {
            if (givenUpAt(day) <= known) {
                ctx.output(UNPLACED, new UnplacedDay(day.demand(), unknown(day.demand())));
            } else {
                stay.add(day);
            }
        }
        waiting.update(stay);
    }

    private static long givenUpAt(ClosedDay day) {
        return day.demand().closedMillis() + PATIENCE.toMillis();
    }

    private static String unknown(DemandDay day) {
        return "The location (%s) of the day %s of item %s with %s units must be announced on the topic network."
                .formatted(
                        day.location(),
                        LocalDate.ofEpochDay(day.epochDay()),
                        day.item(),
                        day.units());
    }
}

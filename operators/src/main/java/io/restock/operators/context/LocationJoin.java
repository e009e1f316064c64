package io.restock.operators.context;

import io.restock.domain.DemandDay;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import java.time.Duration;
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
 * Demand days + locations → demand days that know their region. Days of warehouses end here: their
 * stock reports are no demand, and what they need follows from their stores.
 *
 * <p>Keyed by location id. A day waits for its location: {@link #PATIENCE} in event time, since a
 * new store may sell before it is announced, and then {@link #GRACE} of the machine's time, since
 * the locations' topic has no event time and a replay may pass weeks of event time before that
 * topic is read at all. Then a timer sends it to {@link #UNPLACED}; where the input ends, at once.
 * State: the region (one text per location of the network, replaced when announced again, never
 * cleared) and the waiting days (cleared when the location comes, or by the timer).
 */
public final class LocationJoin
        extends KeyedCoProcessFunction<String, DemandDay, Location, LocatedDemandDay> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "location-join";

    /** How long after its close a day waits for its location. */
    static final Duration PATIENCE = Duration.ofDays(7);

    /** How long it then waits for a topic of locations that is still being read. */
    static final Duration GRACE = Duration.ofMinutes(10);

    /** In place of the region of a warehouse. */
    private static final String WITHOUT_CUSTOMERS = "";

    /** Days of a location that the network does not know. */
    public static final OutputTag<DemandDay> UNPLACED =
            new OutputTag<>("unplaced-days", TypeInformation.of(DemandDay.class));

    private transient ValueState<String> region;
    private transient ListState<DemandDay> waiting;

    /** Adds the join; days of unknown locations are in {@code getSideOutput(UNPLACED)}. */
    public static SingleOutputStreamOperator<LocatedDemandDay> attach(
            DataStream<DemandDay> days, DataStream<Location> locations) {
        return days.connect(locations)
                .keyBy(DemandDay::location, Location::id, Types.STRING)
                .process(new LocationJoin())
                .returns(LocatedDemandDay.class)
                .uid(UID)
                .name(UID);
    }

    static ValueStateDescriptor<String> regionState() {
        return new ValueStateDescriptor<>("location-region", Types.STRING);
    }

    static ListStateDescriptor<DemandDay> waitingState() {
        return new ListStateDescriptor<>("days-without-location", DemandDay.class);
    }

    @Override
    public void open(OpenContext unused) {
        region = getRuntimeContext().getState(regionState());
        waiting = getRuntimeContext().getListState(waitingState());
    }

    @Override
    public void processElement1(DemandDay day, Context ctx, Collector<LocatedDemandDay> out)
            throws Exception {
        String known = region.value();
        if (known != null) {
            if (!known.equals(WITHOUT_CUSTOMERS)) {
                out.collect(new LocatedDemandDay(day, known));
            }
            return;
        }
        waiting.add(day);
        ctx.timerService().registerEventTimeTimer(day.closedMillis() + PATIENCE.toMillis());
    }

    @Override
    public void processElement2(Location location, Context ctx, Collector<LocatedDemandDay> out)
            throws Exception {
        boolean sells = location.kind() == LocationKind.STORE;
        region.update(sells ? location.region() : WITHOUT_CUSTOMERS);
        if (sells) {
            for (DemandDay day : waiting.get()) {
                out.collect(new LocatedDemandDay(day, location.region()));
            }
        }
        waiting.clear();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<LocatedDemandDay> out)
            throws Exception {
        if (region.value() != null) {
            return;
        }
        long known = ctx.timerService().currentWatermark();
        if (ctx.timeDomain() == TimeDomain.EVENT_TIME && known < Long.MAX_VALUE) {
            ctx.timerService()
                    .registerProcessingTimeTimer(
                            ctx.timerService().currentProcessingTime() + GRACE.toMillis());
            return;
        }
        List<DemandDay> stay = new ArrayList<>();
        for (DemandDay day : waiting.get()) {
            if (day.closedMillis() + PATIENCE.toMillis() <= known) {
                ctx.output(UNPLACED, day);
            } else {
                stay.add(day);
            }
        }
        waiting.update(stay);
    }
}

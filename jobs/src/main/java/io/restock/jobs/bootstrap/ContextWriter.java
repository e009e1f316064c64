package io.restock.jobs.bootstrap;

import io.restock.operators.context.Announcement;
import io.restock.operators.context.ContextJoin;
import io.restock.operators.context.DayHolidays;
import io.restock.operators.context.DayWeather;
import io.restock.operators.context.RegionDay;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.state.api.functions.BroadcastStateBootstrapFunction;

/** The broadcast state of {@link ContextJoin}; no day waits in it. */
final class ContextWriter extends BroadcastStateBootstrapFunction<Announcement> {
    private static final long serialVersionUID = 1L;

    private transient MapStateDescriptor<RegionDay, DayWeather> weather;
    private transient MapStateDescriptor<Integer, DayHolidays> holidays;

    @Override
    public void open(OpenContext unused) {
        weather = ContextJoin.weatherState();
        holidays = ContextJoin.holidayState();
    }

    @Override
    public void processElement(Announcement news, Context ctx) throws Exception {
        ContextJoin.learn(news, ctx.getBroadcastState(weather), ctx.getBroadcastState(holidays));
    }
}

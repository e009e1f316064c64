package io.restock.jobs.bootstrap;

import io.restock.operators.context.Announcement;
import io.restock.operators.context.ContextJoin;
import org.apache.flink.state.api.functions.BroadcastStateBootstrapFunction;

/** The broadcast state of {@link ContextJoin}; no day waits in it. */
final class ContextWriter extends BroadcastStateBootstrapFunction<Announcement> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Announcement news, Context ctx) throws Exception {
        ContextJoin.learn(
                news,
                ctx.getBroadcastState(ContextJoin.weatherState()),
                ctx.getBroadcastState(ContextJoin.holidayState()));
    }
}

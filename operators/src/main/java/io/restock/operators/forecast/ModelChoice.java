package io.restock.operators.forecast;

import io.restock.domain.ModelNews;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import io.restock.operators.forecast.life.ModelTimeline;
import io.restock.operators.forecast.life.ModelsInUse;
import io.restock.operators.forecast.life.TrialSettings;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.MathUtils;

/**
 * Requests + news of models → requests that say which models they go to: the champion, and for a
 * part of the series those that are compared with it. Which series these are depends on their names
 * only.
 *
 * <p>Not keyed; news reach every subtask. State: one {@link ModelTimeline}, the same in all, never
 * cleared; it keeps some dozens of news. News count for what was issued after them, so that a
 * request that is asked again goes to the same models, as long as the news were there in time.
 */
public final class ModelChoice
        extends BroadcastProcessFunction<ForecastRequest, ModelNews, ForecastRequest> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "model-choice";

    private static final String TIMELINE = "timeline";
    private static final int PARTS = 10_000; // in which series are divided

    private final int asked; // parts that challengers are asked for
    private final long mostMillis; // that one is asked

    /** To make a descriptor takes longer than to read the state. */
    private transient MapStateDescriptor<String, ModelTimeline> timelineState;

    ModelChoice(TrialSettings trials) {
        this.asked = (int) Math.round(trials.share() * PARTS);
        this.mostMillis = trials.mostMillis();
    }

    /** Adds the operator. */
    public static SingleOutputStreamOperator<ForecastRequest> attach(
            DataStream<ForecastRequest> requests,
            DataStream<ModelNews> news,
            TrialSettings trials) {
        return requests.connect(news.broadcast(timelineState()))
                .process(new ModelChoice(trials))
                .returns(ForecastRequest.class)
                .uid(UID)
                .name(UID);
    }

    static MapStateDescriptor<String, ModelTimeline> timelineState() {
        return new MapStateDescriptor<>("model-timeline", String.class, ModelTimeline.class);
    }

    @Override
    public void open(OpenContext unused) {
        timelineState = timelineState();
    }

    @Override
    public void processElement(
            ForecastRequest request, ReadOnlyContext ctx, Collector<ForecastRequest> out)
            throws Exception {
        ReadOnlyBroadcastState<String, ModelTimeline> state = ctx.getBroadcastState(timelineState);
        ModelTimeline timeline = state.get(TIMELINE);
        if (timeline == null) {
            out.collect(request);
            return;
        }
        long issued = request.issuedMillis();
        ModelsInUse models = timeline.at(issued).within(issued, mostMillis);
        out.collect(request.to(isCompared(request.history()) ? models : models.championAlone()));
    }

    private boolean isCompared(SeriesHistory series) {
        String id = SeriesKey.id(series.location(), series.item());
        return MathUtils.murmurHash(id.hashCode()) % PARTS < asked;
    }

    @Override
    public void processBroadcastElement(ModelNews news, Context ctx, Collector<ForecastRequest> out)
            throws Exception {
        BroadcastState<String, ModelTimeline> state = ctx.getBroadcastState(timelineState);
        ModelTimeline timeline = state.get(TIMELINE);
        state.put(TIMELINE, (timeline == null ? ModelTimeline.empty() : timeline).with(news));
    }
}

package io.restock.operators.forecast;

import io.restock.operators.forecast.fusion.MemberForecasts;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * ForecastRequest → members' forecasts, one for one and in order. Not keyed; its state is Flink's
 * queue of the requests under way, which are asked again after a failure. Every request is
 * answered: within the deadline by the champion, else by the statistical forecast with the reason
 * in the record (no side output); what the models say that are only compared goes along. Timers:
 * the deadline, on wall time, so that after a deadline miss a replay may differ — the record says
 * so.
 *
 * <p>Ordered, because the batcher answers first in, first out, so that order costs no waiting, and
 * because forecasts of a series then reach the topic by origin.
 */
public final class ForecastOperator {
    /** Uid of the operator; savepoints find its state by it. */
    public static final String UID = "forecast";

    private ForecastOperator() {}

    /** Adds the operator to a stream of requests. */
    public static SingleOutputStreamOperator<MemberForecasts> attach(
            DataStream<ForecastRequest> requests, ForecastSettings settings) {
        return attach(requests, settings, EngineFactory.LSTM_LAYER);
    }

    /** The same on another engine. */
    public static SingleOutputStreamOperator<MemberForecasts> attach(
            DataStream<ForecastRequest> requests,
            ForecastSettings settings,
            EngineFactory engines) {
        return AsyncDataStream.orderedWait(
                        requests,
                        new ForecastFunction(settings, engines),
                        settings.deadlineMillis(),
                        TimeUnit.MILLISECONDS,
                        settings.capacity())
                .name("Forecast demand")
                .uid(UID);
    }
}

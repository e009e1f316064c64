package io.restock.operators.forecast;

import io.restock.domain.Forecast;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Requests in, forecasts out. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class ForecastOperator {
    /** Uid of the operator; savepoints find its state by it. */
    public static final String UID = "forecast";

    private ForecastOperator() {}

    /** Adds the operator to a stream of requests. */
    public static SingleOutputStreamOperator<Forecast> attach(
            DataStream<ForecastRequest> requests, ForecastSettings settings) {
        throw new UnsupportedOperationException(
                "No forecast can be served yet from " + settings.modelDirectory());
    }
}

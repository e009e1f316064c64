package io.restock.operators.quality;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.LocalDays;
import io.restock.operators.forecast.fusion.SegmentLoss;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Daily losses of all locations → an alert when the forecasts of a kind of series lose more than
 * they did.
 *
 * <p>Keyed by segment. A day is looked at a day after it has ended by Greenwich, or later where
 * days close late: when it is over in every time zone. Its pinball loss relative to what was sold
 * or expected, as a logarithm, goes to a {@link PageHinkley}. One odd day, a holiday say, counts no
 * more than {@value #MOST_RISE} above the mean, so that it takes some of them. After an alarm all
 * starts anew. State: one {@link DriftState} a segment, a few numbers that are kept for ever; its
 * days are cleared by the timer that looks at them. What comes after that is counted as {@code
 * lateLosses}.
 */
public final class DriftAlarm extends KeyedProcessFunction<String, SegmentLoss, Alert> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "drift-alarm";

    /** Days that make the mean. */
    static final int LEAST_DAYS = 14;

    /** Series that make a day; fewer say nothing. */
    static final int LEAST_ROWS = 20;

    /** Most that a day counts above the mean, logarithm: a third more loss. */
    static final double MOST_RISE = 0.3;

    private static final double TOLERANCE = 0.05; // logarithm: a twentieth more loss
    private static final int ROWS = 0;
    private static final int LOSS = 1;
    private static final int LEVEL = 2;
    private static final long DAY_OF_ANY_ZONE = 3 * LocalDays.MILLIS / 2; // 12 hours west
    private static final long LEAST_PATIENCE = 2 * LocalDays.MILLIS;

    private final double threshold;
    private final long patienceMillis; // from the beginning of a day, by Greenwich

    private transient ValueState<DriftState> state;
    private transient Counter alarms;
    private transient Counter lateLosses;

    DriftAlarm(double threshold, Duration closing) {
        this.threshold = threshold;
        this.patienceMillis = Math.max(LEAST_PATIENCE, DAY_OF_ANY_ZONE + closing.toMillis());
    }

    /**
     * Adds the alarm.
     *
     * @param threshold sum of the days' rises beyond the tolerance at which to alarm, logarithm,
     *     &gt; 0
     * @param closing how long after a day's end its last series are forecast from
     */
    public static SingleOutputStreamOperator<Alert> attach(
            DataStream<SegmentLoss> losses, double threshold, Duration closing) {
        return losses.keyBy(loss -> loss.segment().name(), Types.STRING)
                .process(new DriftAlarm(threshold, closing), TypeInformation.of(Alert.class))
                .uid(UID)
                .name(UID);
    }

    static ValueStateDescriptor<DriftState> driftState() {
        return new ValueStateDescriptor<>("segment-drift", DriftState.class);
    }

    @Override
    public void open(OpenContext unused) {
        state = getRuntimeContext().getState(driftState());
        alarms = getRuntimeContext().getMetricGroup().counter("alarms");
        lateLosses = getRuntimeContext().getMetricGroup().counter("lateLosses");
    }

    @Override
    public void processElement(SegmentLoss loss, Context ctx, Collector<Alert> out)
            throws Exception {
        DriftState stored = state.value();
        DriftState known = stored == null ? new DriftState() : stored;
        if (loss.epochDay() <= known.lastDay) {
            lateLosses.inc();
            return;
        }
        long[] sums = known.days.computeIfAbsent(loss.epochDay(), day -> new long[3]);
        sums[ROWS] += loss.rows();
        sums[LOSS] += loss.loss();
        sums[LEVEL] += loss.level();
        state.update(known);
        ctx.timerService().registerEventTimeTimer(lookAtMillis(loss.epochDay()));
    }

    private long lookAtMillis(int epochDay) {
        return epochDay * LocalDays.MILLIS + patienceMillis;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        DriftState known = state.value();
        List<Integer> due =
                known.days.keySet().stream()
                        .filter(day -> lookAtMillis(day) <= timestamp)
                        .sorted()
                        .toList();
        for (int day : due) {
            long[] sums = known.days.remove(day);
            known.lastDay = Math.max(known.lastDay, day);
            if (sums[ROWS] >= LEAST_ROWS && sums[LOSS] > 0 && sums[LEVEL] > 0) {
                double loss = sums[LOSS] / (double) sums[LEVEL];
                look(known, day, loss, ctx.getCurrentKey(), timestamp, out);
            }
        }
        state.update(known);
    }

    private void look(
            DriftState known,
            int day,
            double loss,
            String segment,
            long timestamp,
            Collector<Alert> out) {
        PageHinkley alarm = new PageHinkley(TOLERANCE, threshold, LEAST_DAYS, known.seen);
        double before = alarm.mean();
        double value = Math.log(loss);
        boolean learned = alarm.values() >= LEAST_DAYS;
        if (alarm.add(learned ? Math.min(value, before + MOST_RISE) : value)) {
            alarms.inc();
            out.collect(alert(segment, day, loss, Math.exp(before), timestamp));
        }
        known.seen = alarm.stored();
    }

    private static Alert alert(
            String segment, int day, double loss, double usual, long timeMillis) {
        return new Alert(
                "drift:%s:%d".formatted(segment, day),
                AlertKind.FORECAST_DRIFT,
                "",
                "",
                "",
                "",
                "",
                day,
                -1,
                0,
                0,
                0,
                String.format(
                        Locale.ROOT,
                        "Forecasts of %s series lose more than they did: %.1f %% of the units on %s, %.1f %% before",
                        segment.toLowerCase(Locale.ROOT),
                        100 * loss,
                        LocalDate.ofEpochDay(day),
                        100 * usual),
                timeMillis);
    }
}

package io.restock.operators.forecast.fusion;

import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Pinball;
import io.restock.operators.forecast.life.ModelEvidence;
import io.restock.operators.forecast.life.ShadowForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Members' forecasts → one forecast, fused by what each member was worth of late and calibrated by
 * what came.
 *
 * <p>Keyed by location. The forecasts of a moment of issue wait until event time has reached it, so
 * that all series of the location teach before any of them is answered, in the order of their
 * items: every replay gives the same. Each day's actual is held against what was said of it the day
 * before. State: the waiting forecasts (cleared by their timer) and one {@link LocationSkill},
 * cleared by a timer {@value #KEPT_DAYS} to {@code 2 ·} {@value #KEPT_DAYS} days after the
 * location's last forecast. Side outputs: {@link #EVIDENCE} and {@link #LOSSES}, of each day that
 * taught.
 */
public final class FusionOperator extends KeyedProcessFunction<String, MemberForecasts, Forecast> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "forecast-fusion";

    /** What models that are only compared were worth, and which cannot be used. */
    public static final OutputTag<ModelEvidence> EVIDENCE =
            new OutputTag<>("model-evidence", TypeInformation.of(ModelEvidence.class));

    /** What was lost with the forecasts that were sent, by kind of series. */
    public static final OutputTag<SegmentLoss> LOSSES =
            new OutputTag<>("segment-losses", TypeInformation.of(SegmentLoss.class));

    /** Days after which what a location was like says nothing any more. */
    static final int KEPT_DAYS = 60;

    private static final List<String> MEMBERS = List.of("model", "statistical");
    private static final int MODEL = 0;
    private static final int STATISTICAL = 1;

    /** Rows, some days of a small location, that the model's being the better one counts for. */
    private static final double PRIOR_ROWS = 50;

    private static final long KEPT_MILLIS = KEPT_DAYS * LocalDays.MILLIS;

    private transient MapState<String, MemberForecasts> waiting;
    private transient ValueState<LocationSkill> skill;

    FusionOperator() {}

    /** Adds the operator. */
    public static SingleOutputStreamOperator<Forecast> attach(
            DataStream<MemberForecasts> forecasts) {
        return forecasts
                .keyBy(each -> each.model().location(), Types.STRING)
                .process(new FusionOperator(), TypeInformation.of(Forecast.class))
                .uid(UID)
                .name(UID);
    }

    static MapStateDescriptor<String, MemberForecasts> waitingState() {
        return new MapStateDescriptor<>("waiting-forecasts", String.class, MemberForecasts.class);
    }

    static ValueStateDescriptor<LocationSkill> skillState() {
        return new ValueStateDescriptor<>("location-skill", LocationSkill.class);
    }

    @Override
    public void open(OpenContext unused) {
        waiting = getRuntimeContext().getMapState(waitingState());
        skill = getRuntimeContext().getState(skillState());
    }

    @Override
    public void processElement(MemberForecasts members, Context ctx, Collector<Forecast> out)
            throws Exception {
        Forecast model = members.model();
        waiting.put(model.issuedMillis() + "|" + model.item(), members);
        ctx.timerService().registerEventTimeTimer(model.issuedMillis());
        for (ShadowForecast shadow : shadows(members)) {
            if (!shadow.trouble().isEmpty()) {
                ctx.output(
                        EVIDENCE,
                        ModelEvidence.of(shadow, model.originEpochDay(), model.issuedMillis()));
            }
        }
    }

    private static List<ShadowForecast> shadows(MemberForecasts members) {
        List<ShadowForecast> shadows = members.shadows();
        return shadows == null ? List.of() : shadows;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Forecast> out)
            throws Exception {
        List<MemberForecasts> due = due(timestamp);
        LocationSkill stored = skill.value();
        if (due.isEmpty()) {
            forget(stored, timestamp);
            return;
        }
        LocationSkill known = stored == null ? new LocationSkill() : stored;
        FusionWeights weights = new FusionWeights(MEMBERS, PRIOR_ROWS, known.losses);
        OnlineCalibration calibration = new OnlineCalibration(known.shifts);
        Taught taught = new Taught(timestamp);
        learn(due, known, weights, calibration, taught);
        taught.evidence.values().forEach(each -> ctx.output(EVIDENCE, each));
        taught.losses.values().forEach(each -> ctx.output(LOSSES, each));
        for (MemberForecasts members : due) {
            out.collect(answer(members, known, weights, calibration));
        }
        known.losses = weights.stored();
        known.shifts = calibration.stored();
        skill.update(known);
        ctx.timerService().registerEventTimeTimer(forgetAt(timestamp));
    }

    /** The forecasts of a moment of issue, by item; they wait no longer. */
    private List<MemberForecasts> due(long issuedMillis) throws Exception {
        List<MemberForecasts> due = new ArrayList<>();
        for (MemberForecasts members : waiting.values()) {
            if (members.model().issuedMillis() <= issuedMillis) {
                due.add(members);
            }
        }
        for (MemberForecasts members : due) {
            waiting.remove(members.model().issuedMillis() + "|" + members.model().item());
        }
        due.sort(
                Comparator.comparingLong((MemberForecasts m) -> m.model().issuedMillis())
                        .thenComparing(m -> m.model().item()));
        return due;
    }

    private static void learn(
            List<MemberForecasts> due,
            LocationSkill known,
            FusionWeights weights,
            OnlineCalibration calibration,
            Taught taught) {
        int day = known.lastEpochDay;
        for (MemberForecasts members : due) {
            Forecast now = members.model();
            day = Math.max(day, now.originEpochDay());
            LastForecast last = known.last.get(now.item());
            if (last == null
                    || last.originEpochDay + 1 != now.originEpochDay()
                    || Float.isNaN(members.actual())) {
                continue;
            }
            Segment segment = last.segment;
            double model = loss(last.model, members.actual());
            double statistical = loss(last.statistical, members.actual());
            weights.observe(segment, new double[] {model, statistical});
            taught.compare(
                    last, now.originEpochDay(), Double.isNaN(model) ? statistical : model, members);
            calibration.observe(
                    segment, new DemandQuantiles(new float[1], last.fused), 0, members.actual());
        }
        if (day > known.lastEpochDay) {
            known.lastEpochDay = day;
            weights.endDay();
            calibration.endDay();
            int oldest = day - KEPT_DAYS;
            known.last.values().removeIf(last -> last.originEpochDay < oldest);
        }
    }

    /** What a day has taught, for others. */
    private static final class Taught {
        private final long timeMillis;
        private final Map<String, ModelEvidence> evidence = new TreeMap<>();
        private final Map<Segment, SegmentLoss> losses = new TreeMap<>();

        Taught(long timeMillis) {
            this.timeMillis = timeMillis;
        }

        /**
         * @param loss of what stood for the champion
         */
        void compare(LastForecast last, int day, double loss, MemberForecasts members) {
            double actual = members.actual();
            for (ShadowForecast shadow : last.shadows) {
                ModelEvidence one =
                        ModelEvidence.of(
                                shadow, day, timeMillis, loss(shadow.nextDay(), actual), loss);
                evidence.merge(one.trial(), one, ModelEvidence::plus);
            }
            double expected = last.fused[Quantiles.MEDIAN];
            SegmentLoss one =
                    SegmentLoss.of(
                            last.segment,
                            day,
                            timeMillis,
                            loss(last.fused, actual),
                            Math.max(expected, actual));
            losses.merge(last.segment, one, SegmentLoss::plus);
        }
    }

    private static double loss(float[] quantiles, double actual) {
        if (quantiles.length == 0) {
            return Double.NaN;
        }
        double[] of = new double[Quantiles.COUNT];
        for (int k = 0; k < of.length; k++) {
            of[k] = quantiles[k];
        }
        return Pinball.mean(of, 0, actual);
    }

    private static Forecast answer(
            MemberForecasts members,
            LocationSkill known,
            FusionWeights weights,
            OnlineCalibration calibration) {
        Forecast model = members.model();
        DemandQuantiles first = new DemandQuantiles(model.mean(), model.quantiles());
        DemandQuantiles second =
                members.mean().length == 0
                        ? first
                        : new DemandQuantiles(members.mean(), members.quantiles());
        double[] shares =
                weights.weights(members.segment(), new boolean[] {!model.isFallback(), true});
        List<@Nullable DemandQuantiles> both = Arrays.asList(first, second);
        DemandQuantiles fused = QuantileMean.of(both, shares);
        LastForecast last = new LastForecast();
        last.originEpochDay = model.originEpochDay();
        last.segment = members.segment();
        last.model = model.isFallback() ? new float[0] : nextDay(first);
        last.statistical = nextDay(second);
        last.fused = nextDay(fused);
        last.shadows = new ArrayList<>(shadows(members));
        last.shadows.removeIf(shadow -> !shadow.trouble().isEmpty());
        known.last.put(model.item(), last);
        DemandQuantiles said = calibration.calibrate(members.segment(), fused);
        return new Forecast(
                model.location(),
                model.item(),
                model.originEpochDay(),
                model.issuedMillis(),
                model.modelVersion(),
                model.isFallback() ? model.method() : method(model.method(), shares),
                model.fallbackReason(),
                said.mean(),
                said.quantiles(),
                model.seasonEndEpochDay());
    }

    private static String method(String model, double[] shares) {
        return shares[STATISTICAL] == 0
                ? model
                : String.format(
                        Locale.ROOT,
                        "%s %.2f + statistical %.2f",
                        model,
                        shares[MODEL],
                        shares[STATISTICAL]);
    }

    private static float[] nextDay(DemandQuantiles of) {
        return Arrays.copyOf(of.quantiles(), Quantiles.COUNT);
    }

    private void forget(@Nullable LocationSkill stored, long timestamp) {
        if (stored != null
                && (stored.lastEpochDay + 1L) * LocalDays.MILLIS + KEPT_MILLIS <= timestamp) {
            skill.clear();
        }
    }

    /** In steps, so that a location has a timer or two and not one a day. */
    private static long forgetAt(long timestamp) {
        return (Math.floorDiv(timestamp, KEPT_MILLIS) + 2) * KEPT_MILLIS;
    }
}

package io.restock.operators.forecast.life;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.LocalDays;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of all locations → what becomes of models. Side output: {@link #ALERTS}, where one
 * cannot be used or is taken back.
 *
 * <p>Keyed by the name of what is forecast, of which there is one: a location sends a few numbers a
 * day, and the models are the same for all. Evidence waits, summed in whole numbers, for a timer at
 * its event time: then that of every location is there and none of a later time counts, however far
 * a subtask is ahead, so that every replay gives the same verdicts. A verdict is said again where
 * evidence goes on to come as if nobody had heard it, every {@value #SAID_AGAIN_DAYS} days: its
 * transaction may have been lost, and saying it twice changes nothing. State: evidence that waits;
 * one {@link Trial} a model, role and champion, cleared {@value #KEPT_DAYS} days after its last
 * evidence by the timer of another one.
 */
public final class ModelJudge extends KeyedProcessFunction<String, ModelEvidence, ModelNews> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "model-judge";

    /** What is forecast; the key of the topic {@code models}. */
    public static final String NAME = "demand";

    /** Days after which evidence of a trial comes no more. */
    static final int KEPT_DAYS = 60;

    /** Days of evidence after a verdict before it is said again. */
    static final int SAID_AGAIN_DAYS = 7;

    /** What a person should know. */
    public static final OutputTag<Alert> ALERTS =
            new OutputTag<>("model-alerts", TypeInformation.of(Alert.class));

    private final TrialSettings settings;

    private transient MapState<String, ModelEvidence> waiting;
    private transient MapState<String, Trial> trials;
    private transient Verdicts verdicts;
    private transient Map<ModelChange, Counter> counters;

    ModelJudge(TrialSettings settings) {
        this.settings = settings;
    }

    /** Adds the judge; its alerts are in {@code getSideOutput(ALERTS)}. */
    public static SingleOutputStreamOperator<ModelNews> attach(
            DataStream<ModelEvidence> evidence, TrialSettings settings) {
        return evidence.keyBy(each -> NAME, Types.STRING)
                .process(new ModelJudge(settings), TypeInformation.of(ModelNews.class))
                .uid(UID)
                .name(UID);
    }

    static MapStateDescriptor<String, Trial> trialState() {
        return new MapStateDescriptor<>("model-trials", String.class, Trial.class);
    }

    static MapStateDescriptor<String, ModelEvidence> waitingState() {
        return new MapStateDescriptor<>("waiting-evidence", String.class, ModelEvidence.class);
    }

    @Override
    public void open(OpenContext unused) {
        waiting = getRuntimeContext().getMapState(waitingState());
        trials = getRuntimeContext().getMapState(trialState());
        verdicts = new Verdicts(settings);
        counters = new EnumMap<>(ModelChange.class);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("models");
        for (ModelChange change : ModelChange.values()) {
            counters.put(change, metrics.counter(change.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void processElement(ModelEvidence evidence, Context ctx, Collector<ModelNews> out)
            throws Exception {
        if (evidence.trouble().isEmpty()) {
            String key =
                    "%d|%d|%s"
                            .formatted(
                                    evidence.timeMillis(), evidence.epochDay(), evidence.trial());
            ModelEvidence before = waiting.get(key);
            waiting.put(key, before == null ? evidence : before.plus(evidence));
            ctx.timerService().registerEventTimeTimer(evidence.timeMillis());
            return;
        }
        Trial trial = trial(evidence);
        if (!trial.over) {
            ModelNews news = Verdicts.of(evidence);
            trial.lastMillis = evidence.timeMillis();
            say(news, evidence.epochDay(), true, ctx, out);
            end(trial, news, evidence.epochDay());
        } else if (sayAgain(trial, evidence, out)) {
            trials.put(evidence.trial(), trial);
        }
    }

    /** Whether it was; what was only lost on its way is no second alert. */
    private static boolean sayAgain(Trial trial, ModelEvidence evidence, Collector<ModelNews> out) {
        if (trial.verdict == null || evidence.epochDay() < trial.saidDay + SAID_AGAIN_DAYS) {
            return false;
        }
        trial.saidDay = evidence.epochDay();
        trial.lastMillis = Math.max(trial.lastMillis, evidence.timeMillis());
        out.collect(trial.verdict);
        return true;
    }

    private Trial trial(ModelEvidence evidence) throws Exception {
        Trial trial = trials.get(evidence.trial());
        if (trial == null) {
            trial = new Trial();
            trial.model = evidence.model();
            trial.against = evidence.against();
        }
        return trial;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<ModelNews> out)
            throws Exception {
        take(timestamp, out);
        forget(timestamp);
        boolean changed = false;
        for (Trial trial : open()) {
            ModelNews news = changed ? null : verdicts.of(trial, timestamp);
            if (news != null) {
                boolean alarming = news.change() == ModelChange.ROLLED_BACK;
                changed = alarming || news.change() == ModelChange.PROMOTED;
                say(news, trial.lastDay, alarming, ctx, out);
                end(trial, news, trial.lastDay);
            } else if (changed) {
                end(trial, null, 0); // it is against a champion that is none any more
            }
        }
    }

    /** Adds the evidence that is due to its trials; what it sums to does not depend on order. */
    private void take(long timestamp, Collector<ModelNews> out) throws Exception {
        Map<String, ModelEvidence> due = new TreeMap<>();
        for (Map.Entry<String, ModelEvidence> each : waiting.entries()) {
            if (each.getValue().timeMillis() <= timestamp) {
                due.put(each.getKey(), each.getValue());
            }
        }
        for (Map.Entry<String, ModelEvidence> each : due.entrySet()) {
            waiting.remove(each.getKey());
            Trial trial = trial(each.getValue());
            if (trial.over) {
                sayAgain(trial, each.getValue(), out);
            } else {
                trial.add(each.getValue(), settings.window());
            }
            trial.lastMillis = Math.max(trial.lastMillis, each.getValue().timeMillis());
            trials.put(each.getValue().trial(), trial);
        }
    }

    /** Those without a verdict; the model before the champion first, as it may take its place. */
    private List<Trial> open() throws Exception {
        List<Trial> open = new ArrayList<>();
        for (Trial trial : trials.values()) {
            if (!trial.over && trial.lastDay >= trial.firstDay) {
                open.add(trial);
            }
        }
        open.sort(
                Comparator.comparing((Trial t) -> t.model.role())
                        .reversed()
                        .thenComparing(t -> t.model.version())
                        .thenComparing(t -> t.model.sinceMillis())
                        .thenComparing(t -> t.against));
        return open;
    }

    private void end(Trial trial, @Nullable ModelNews verdict, int day) throws Exception {
        trial.over = true;
        trial.verdict = verdict;
        trial.saidDay = day;
        trial.days.clear();
        trials.put(ModelEvidence.trial(trial.model, trial.against), trial);
    }

    private void forget(long timestamp) throws Exception {
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, Trial> each : trials.entries()) {
            if (each.getValue().lastMillis + KEPT_DAYS * LocalDays.MILLIS <= timestamp) {
                gone.add(each.getKey());
            }
        }
        for (String key : gone) {
            trials.remove(key);
        }
    }

    private void say(
            ModelNews news, int epochDay, boolean alarming, Context ctx, Collector<ModelNews> out) {
        out.collect(news);
        Counter counter = counters.get(news.change());
        if (counter != null) {
            counter.inc();
        }
        if (alarming) {
            ctx.output(ALERTS, alert(news, epochDay));
        }
    }

    private static Alert alert(ModelNews news, int epochDay) {
        boolean rolledBack = news.change() == ModelChange.ROLLED_BACK;
        return new Alert(
                "model:%s:%s:%d".formatted(news.version(), news.change(), news.timeMillis()),
                rolledBack ? AlertKind.MODEL_ROLLED_BACK : AlertKind.MODEL_REJECTED,
                "",
                "",
                "",
                "",
                "",
                epochDay,
                -1,
                0,
                0,
                0,
                Texts.cut(
                        "Model %s %s: %s"
                                .formatted(
                                        news.version(),
                                        rolledBack
                                                ? "forecasts no more"
                                                : "cannot be used and is not asked",
                                        news.reason())),
                news.timeMillis());
    }
}

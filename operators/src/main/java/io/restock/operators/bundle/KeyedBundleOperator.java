package io.restock.operators.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the events of a key in memory and applies them in one access: one read and one write of
 * the key's single composite state value, and at most one pending event-time timer per key.
 *
 * <p>What it gives out is what it would give out applying each event at once: events of a key keep
 * their order, and a bundle is applied before any timer fires that its events could have a say in.
 * It is applied
 *
 * <ul>
 *   <li>when {@code bundleSize} events have gathered (bounds the memory),
 *   <li>before a watermark that reaches a pending timer, or the moment an event is {@link
 *       BundledEvent#dueMillis due},
 *   <li>before the barrier of each checkpoint, so that nothing lives in memory only: a failure
 *       costs no event,
 *   <li>when the input ends.
 * </ul>
 *
 * <p>The key is set by the access, from the key selectors of the input; the runtime does not set it
 * for each record.
 *
 * @param <A> events of the first input
 * @param <B> events of the second input
 * @param <S> what is stored per key: a POJO, never changed after it has been handed over
 * @param <L> the working form of S during an access
 * @param <O> output
 */
public abstract class KeyedBundleOperator<A, B, S, L, O> extends AbstractStreamOperator<O>
        implements TwoInputStreamOperator<A, B, O>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** Name of the timers in state. */
    public static final String TIMERS = "timers";

    /** No timer wanted; an event that may wait for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    private final int bundleSize;

    private transient Map<String, List<BundledEvent<L>>> bundle;
    private transient int bundled;
    private transient long bundleDue;

    /**
     * Moments at which a timer of this subtask is or was pending. Keys share their moments (the
     * days of a time zone end together), so they are few.
     */
    private transient TreeSet<Long> pendingTimers;

    private transient KeySelector<A, String> keyOfFirst;
    private transient KeySelector<B, String> keyOfSecond;
    private transient ValueState<S> state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Counter events;
    private transient Counter accesses;

    /**
     * @param bundleSize events held in memory at most, of all keys together; 1 = each is applied at
     *     once
     */
    protected KeyedBundleOperator(int bundleSize) {
        this.bundleSize = bundleSize;
    }

    /** The one state of a key; cleared by the access that ends with nothing to {@link #store}. */
    protected abstract ValueStateDescriptor<S> stateDescriptor();

    /**
     * What of an event of the first input waits in the bundle.
     *
     * @param watermark event time reached when it came
     */
    protected abstract BundledEvent<L> first(A event, long watermark);

    /** As {@link #first}, for the second input. */
    protected abstract BundledEvent<L> second(B event, long watermark);

    /** Starts an access; null = the key has no state. */
    protected abstract L load(String key, @Nullable S stored);

    /**
     * Does all that is due at or before the watermark; afterwards {@link #timerOf} is later than
     * it. At the end of the input the watermark is {@link Long#MAX_VALUE} and nothing may be left.
     */
    protected abstract void advance(L working, long watermark);

    /** Ends an access; null = forget the key. */
    protected abstract @Nullable S store(L working);

    /** When the key wants to be accessed again if no event comes; {@link #NEVER} = not. */
    protected abstract long timerOf(S stored);

    @Override
    public void open() throws Exception {
        super.open();
        bundle = new HashMap<>();
        bundleDue = NEVER;
        pendingTimers = new TreeSet<>();
        keyOfFirst = selector(getStateKeySelector1());
        keyOfSecond = selector(getStateKeySelector2());
        state = getRuntimeContext().getState(stateDescriptor());
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        timers.forEachEventTimeTimer((namespace, time) -> pendingTimers.add(time));
        events = getMetricGroup().counter("events");
        accesses = getMetricGroup().counter("stateAccesses");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // attach(...) sets it.
    private static <E> KeySelector<E, String> selector(KeySelector<?, ?> untyped) {
        return (KeySelector<E, String>) untyped;
    }

    /** Nothing: the access sets the key. */
    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public void setKeyContextElement1(StreamRecord unused) {}

    /** Nothing: the access sets the key. */
    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public void setKeyContextElement2(StreamRecord unused) {}

    @Override
    public void processElement1(StreamRecord<A> element) throws Exception {
        A event = element.getValue();
        gather(keyOfFirst.getKey(event), first(event, timers.currentWatermark()));
    }

    @Override
    public void processElement2(StreamRecord<B> element) throws Exception {
        B event = element.getValue();
        gather(keyOfSecond.getKey(event), second(event, timers.currentWatermark()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long time = mark.getTimestamp();
        if (time >= bundleDue || (!pendingTimers.isEmpty() && time >= pendingTimers.first())) {
            applyBundle(time);
        }
        super.processWatermark(mark);
        pendingTimers.headSet(time, true).clear();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        long now = timers.currentWatermark();
        access(timer.getKey(), List.of(), now, now, timer.getTimestamp());
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException(
                "Timer of key " + timer.getKey() + " in processing time; none is ever set.");
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        applyBundle(timers.currentWatermark());
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        applyBundle(timers.currentWatermark());
        super.finish();
    }

    private void gather(String key, BundledEvent<L> event) throws Exception {
        List<BundledEvent<L>> gathered = bundle.get(key);
        if (gathered == null) {
            gathered = new ArrayList<>(4);
            bundle.put(key, gathered);
        }
        gathered.add(event);
        bundleDue = Math.min(bundleDue, event.dueMillis());
        bundled++;
        if (bundled >= bundleSize) {
            applyBundle(timers.currentWatermark());
        }
    }

    /** Applies what has gathered, then brings its keys up to the watermark {@code until}. */
    private void applyBundle(long until) throws Exception {
        long now = timers.currentWatermark();
        for (Map.Entry<String, List<BundledEvent<L>>> gathered : bundle.entrySet()) {
            access(gathered.getKey(), gathered.getValue(), now, until, NEVER);
        }
        bundle.clear();
        bundled = 0;
        bundleDue = NEVER;
    }

    private void access(
            String key, List<BundledEvent<L>> gathered, long now, long until, long fired)
            throws Exception {
        setCurrentKey(key);
        S before = state.value();
        long pending = before == null ? NEVER : timerOf(before);
        L working = load(key, before);
        for (BundledEvent<L> event : gathered) {
            event.applyTo(working, now);
        }
        advance(working, until);
        S after = store(working);
        if (after == null) {
            state.clear();
        } else {
            state.update(after);
        }
        moveTimer(pending == fired ? NEVER : pending, after == null ? NEVER : timerOf(after));
        events.inc(gathered.size());
        accesses.inc();
    }

    private void moveTimer(long from, long to) {
        if (from == to) {
            return;
        }
        if (from != NEVER) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, from);
        }
        if (to != NEVER) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, to);
            pendingTimers.add(to);
        }
    }
}

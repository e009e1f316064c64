package io.restock.operators.coordination;

/**
 * Where a group stands in time.
 *
 * @param networkVersion version of the group's network; -1 while there is none
 * @param nextCycle local day of the next cut-off to be planned; 0 while planning has not started
 * @param newestDay latest local day that anything was reported or forecast from; a cut-off whose
 *     day nobody reported is passed over
 * @param held whether a person has stopped planning
 * @param waiting whether the next cut-off has passed and forecasts are missing
 * @param missing forecasts that it waits for
 * @param timerMillis the event-time timer that is set; {@link Long#MIN_VALUE} for none
 * @param givenUpMillis when answers and decisions that are kept for an unknown network are given
 *     up; 0 for none
 * @param coverBy when shortfalls are planned again by the clock of the machine, event time standing
 *     still; {@link Long#MAX_VALUE} where there are none, 0 in state from before there were
 * @param coverFrom event time of the first of them, or of the first answer that event time has not
 *     reached where that alone counts; {@link Long#MAX_VALUE} for none
 * @param nextDeadline no order misses anything before this event time; 0 while nobody has looked
 */
public record GroupClock(
        int networkVersion,
        int nextCycle,
        int newestDay,
        boolean held,
        boolean waiting,
        int missing,
        long timerMillis,
        long givenUpMillis,
        long nextDeadline,
        long coverBy,
        long coverFrom) {
    static final GroupClock NEW =
            new GroupClock(
                    -1,
                    0,
                    0,
                    false,
                    false,
                    0,
                    Long.MIN_VALUE,
                    0,
                    Missing.NEVER,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE);

    boolean hasNetwork() {
        return networkVersion >= 0;
    }

    boolean isStarted() {
        return nextCycle > 0;
    }

    GroupClock withNetwork(int version) {
        return new GroupClock(
                version,
                nextCycle,
                newestDay,
                held,
                waiting,
                missing,
                timerMillis,
                0,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    GroupClock withNextCycle(int cycle) {
        return new GroupClock(
                networkVersion,
                cycle,
                newestDay,
                held,
                false,
                0,
                timerMillis,
                givenUpMillis,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    GroupClock withNewestDay(int day) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                Math.max(day, newestDay),
                held,
                waiting,
                missing,
                timerMillis,
                givenUpMillis,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    GroupClock withHeld(boolean stop) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                newestDay,
                stop,
                waiting,
                missing,
                timerMillis,
                givenUpMillis,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    GroupClock waitingFor(int forecasts) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                newestDay,
                held,
                true,
                forecasts,
                timerMillis,
                givenUpMillis,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    GroupClock withTimer(long millis) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                newestDay,
                held,
                waiting,
                missing,
                millis,
                givenUpMillis,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    GroupClock givingUp(long millis) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                newestDay,
                held,
                waiting,
                missing,
                timerMillis,
                millis,
                nextDeadline,
                coverBy,
                coverFrom);
    }

    /** With the next moment at which some order may miss something. */
    GroupClock withNextDeadline(long millis) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                newestDay,
                held,
                waiting,
                missing,
                timerMillis,
                givenUpMillis,
                millis,
                coverBy,
                coverFrom);
    }

    /** Event time of the first shortfall or answer that waits; {@link Long#MAX_VALUE} for none. */
    long firstToCover() {
        return coverBy == 0 ? Long.MAX_VALUE : coverFrom;
    }

    /** When the clock of the machine ends the wait; {@link Long#MAX_VALUE} for never. */
    long coveredBy() {
        return coverBy == 0 ? Long.MAX_VALUE : coverBy;
    }

    /** With shortfalls or answers that wait for event time from a moment on. */
    GroupClock coveringFrom(long millis) {
        return covering(coveredBy(), millis);
    }

    /** With shortfalls that the clock of the machine has planned again at a moment. */
    GroupClock coveringBy(long millis) {
        return covering(millis, firstToCover());
    }

    private GroupClock covering(long byMillis, long fromMillis) {
        return new GroupClock(
                networkVersion,
                nextCycle,
                newestDay,
                held,
                waiting,
                missing,
                timerMillis,
                givenUpMillis,
                nextDeadline,
                byMillis,
                fromMillis);
    }
}

package io.restock.local.cluster;

/**
 * A job as it stands.
 *
 * @param name of the job
 * @param id Flink's
 * @param status Flink's, e.g. {@code RUNNING}
 * @param tasks there are
 * @param running of them
 * @param restarts since it was submitted
 * @param checkpoints completed since it was submitted
 * @param lastTriggeredMillis when the last checkpoint that completed was begun, on the clock of the
 *     JobManager; 0 = none
 * @param lastCompletedMillis when it was complete; 0 = none
 */
public record JobState(
        String name,
        String id,
        String status,
        int tasks,
        int running,
        int restarts,
        long checkpoints,
        long lastTriggeredMillis,
        long lastCompletedMillis) {

    /** Whether all its tasks run. */
    public boolean allRunning() {
        return status.equals("RUNNING") && tasks > 0 && running == tasks;
    }

    /** Whether it will not go on by itself. */
    public boolean ended() {
        return status.equals("FAILED") || status.equals("CANCELED") || status.equals("FINISHED");
    }
}

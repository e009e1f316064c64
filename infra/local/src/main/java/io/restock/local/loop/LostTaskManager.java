package io.restock.local.loop;

/** In the middle of a day a TaskManager is lost; by the next both jobs must have started anew. */
final class LostTaskManager implements Watch {
    private final LocalFlink flink;
    private final int onDay;
    private final int dayOfRun;
    private final Progress progress;

    /**
     * @param dayOfRun from 1
     */
    LostTaskManager(LocalFlink flink, int firstRunDay, int dayOfRun, Progress progress) {
        this.flink = flink;
        this.onDay = firstRunDay + dayOfRun - 1;
        this.dayOfRun = dayOfRun;
        this.progress = progress;
    }

    @Override
    public void at(int day, Moment moment) {
        if (day == onDay && moment == Moment.SELLING) {
            progress.note("a TaskManager is lost, and another started");
            flink.replaceTaskManager();
        }
        if (day == onDay + 1 && moment == Moment.PLANNED) {
            requireRestart();
        }
    }

    private void requireRestart() {
        if (!flink.allRestarted()) {
            throw new IllegalStateException(
                    "The TaskManager that was lost on day %d had no task of some job, so that nothing was shown. Try another day."
                            .formatted(dayOfRun));
        }
        progress.note("both jobs have started anew");
    }
}

package io.restock.local.bootstrap;

import io.restock.jobs.bootstrap.BootstrapJob;
import io.restock.jobs.bootstrap.SeriesStart;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.local.history.DayRange;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.WeatherRow;
import io.restock.local.world.LocalTimes;
import io.restock.operators.context.Announcement;
import io.restock.operators.context.ContextJoin;
import io.restock.operators.context.ContextSettings;
import java.nio.file.Path;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * A history folder → the first savepoint of the forecasting job, by a Flink within this JVM. Each
 * location is a region of its own, and all of them are in one time zone.
 */
public final class Bootstrap {
    private Bootstrap() {}

    /**
     * Writes the savepoint.
     *
     * @param data folder in the history layout
     * @param days first day of the sales, and the last that the job is to know
     * @param savepoint folder to make
     */
    public static void run(
            Path data,
            LocalTimes times,
            DayRange days,
            Settings settings,
            Path savepoint,
            int parallelism)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink());
        String folder = data.toAbsolutePath().toString();
        ContextSettings context = OperatorSettings.context(settings);
        DataStream<SeriesStart> series =
                env.fromData(
                                Types.STRING,
                                new TreeSet<>(HistoryFolder.open(data).regions().values())
                                        .toArray(new String[0]))
                        .rebalance()
                        .flatMap(
                                new RegionPast(
                                        folder,
                                        times,
                                        days,
                                        OperatorSettings.demand(settings),
                                        context,
                                        OperatorSettings.history(settings)))
                        .returns(SeriesStart.class);
        DataStream<Announcement> announcements =
                env.fromData(Types.STRING, folder)
                        .flatMap(new Said(times, days))
                        .setParallelism(1)
                        .returns(Announcement.class);
        BootstrapJob.build(series, announcements, settings, savepoint.toUri().toString());
        env.execute(BootstrapJob.NAME);
    }

    private static Configuration flink() {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        flink.set(RestOptions.BIND_PORT, "0");
        return flink;
    }

    /** A folder → what was announced in it and may still be asked for. */
    private static final class Said implements FlatMapFunction<String, Announcement> {
        private static final long serialVersionUID = 1L;

        private final LocalTimes times;
        private final int firstDay;
        private final int lastDay;

        Said(LocalTimes times, DayRange days) {
            this.times = times;
            this.firstDay = days.first();
            this.lastDay = days.last();
        }

        @Override
        public void flatMap(String data, Collector<Announcement> out) {
            HistoryFolder folder = HistoryFolder.open(Path.of(data));
            Announcements all = new Announcements(times, firstDay, lastDay);
            long kept = lastDay - ContextJoin.KEPT.toDays();
            for (WeatherRow row : folder.weather()) {
                if (row.epochDay() > kept) {
                    all.of(row).forEach(issue -> out.collect(Announcement.of(issue)));
                }
            }
            all.holidays(folder).stream()
                    .filter(holiday -> holiday.epochDay() > kept)
                    .forEach(holiday -> out.collect(Announcement.of(holiday)));
        }
    }
}

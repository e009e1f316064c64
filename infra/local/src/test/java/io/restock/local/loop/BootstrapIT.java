package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.ForecastJob;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.local.bootstrap.Bootstrap;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.history.DayRange;
import io.restock.local.history.HistoryFiles;
import io.restock.local.history.HistoryFolder;
import io.restock.local.world.Assumptions;
import io.restock.local.world.ReplayedWorld;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The forecasting job on a real broker, once from the first event on and once from a savepoint of
 * the same history: some series begin late, pause, end, run out of stock, and the clocks go
 * forward.
 */
@Timeout(240)
class BootstrapIT {
    private static final LocalDate FIRST = LocalDate.parse("2024-02-20");
    private static final int PAST = 45;
    private static final int DAYS = 3;

    /** Nine series, the day before those that are run and these. */
    private static final int FORECASTS = 9 * (DAYS + 1);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private static Path folder;
    private static ReplayedWorld world;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void trainOnTheHistory() {
        writeHistory(folder.resolve("history"));
        HistoryFiles.text(
                folder.resolve("zone.json"),
                "{\"zone\": {\"text\": \"Europe/Berlin\", \"why\": \"summer time begins\"}}");
        world =
                ReplayedWorld.of(
                        HistoryFolder.open(folder.resolve("history")),
                        "small",
                        Assumptions.of(folder.resolve("zone.json")),
                        null,
                        DAYS,
                        Integer.MAX_VALUE);
        TrainSettings quick = new TrainSettings(14, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
        ModelTrainer.train(world.histories(), quick, ProgressListener.SILENT)
                .save(folder.resolve("model"));
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void saysWhatTheJobThatReadEveryEventSays() throws Exception {
        Settings replayed = settings("replayed.");
        run(replayed, world.firstDay(), null);
        Settings bootstrapped = settings("bootstrapped.");
        Path savepoint = folder.resolve("savepoint");
        Bootstrap.run(
                folder.resolve("history"),
                world.times(),
                new DayRange(world.firstDay(), world.firstRunDay() - 1),
                bootstrapped,
                savepoint,
                2);
        run(bootstrapped, world.firstRunDay(), savepoint);

        Set<String> forecasts = said(replayed, Topic.FORECASTS);
        assertThat(forecasts).hasSize(FORECASTS);
        assertThat(forecasts.stream().filter(f -> f.contains("\"method\":\"model")).count())
                .as("asked the model")
                .isGreaterThan(DAYS * 7);
        assertThat(without(forecasts, said(bootstrapped, Topic.FORECASTS))).isEmpty();
        assertThat(said(bootstrapped, Topic.FORECASTS)).hasSameSizeAs(forecasts);
        assertThat(without(said(replayed, Topic.DEMAND), said(bootstrapped, Topic.DEMAND)))
                .isEmpty();
        assertThat(said(bootstrapped, Topic.REJECTED)).isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> these) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(these);
        return left;
    }

    private static Settings settings(String prefix) {
        LoopOptions options =
                new LoopOptions(
                        folder.resolve("model"),
                        1,
                        Manners.USUAL,
                        false,
                        1,
                        0,
                        Duration.ofMinutes(1));
        return LoopSettings.of(
                        broker.bootstrapServers(), world, options, folder.resolve("checkpoints"))
                .with(Keys.TOPICS_PREFIX.key(), prefix)
                .with(Keys.SOURCE_GROUP.key(), prefix)
                .with(Keys.TRANSACTION_PREFIX.key(), prefix)
                .with(Keys.DEMAND_RETIRE_DAYS.key(), "7")
                .with(Keys.HISTORY_DAYS.key(), "28")
                .with(Keys.SOURCE_START.key(), "earliest");
    }

    /**
     * Runs the forecasting job over the days from one on, until it has said all there is to say. It
     * knows the network before they begin: topics are read each at its own pace.
     */
    private static void run(Settings settings, int from, @Nullable Path savepoint)
            throws Exception {
        Days days = new Days(world, false);
        try (Admin admin = Admin.create(settings.admin());
                Feed feed = new Feed(settings)) {
            Topics.of(settings).create(admin);
            days.network(feed);
            feed.flush();
            JobClient job = start(settings, savepoint);
            awaitRead(admin, settings, Topics.of(settings).name(Topic.NETWORK));
            for (int day = from; day <= world.lastDay(); day++) {
                List<SeriesOutcome> outcomes = world.past(day);
                days.sales(day, outcomes, feed);
                days.send(days.stock(day, outcomes), feed);
                days.news(day, feed);
                feed.progress(days.cutOffMillis(day + 1) + 1);
            }
            awaitSaid(settings, Topic.FORECASTS);
            awaitSaid(settings, Topic.DEMAND);
            job.cancel().get();
        }
    }

    private static JobClient start(Settings settings, @Nullable Path savepoint) throws Exception {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        flink.set(RestOptions.BIND_PORT, "0");
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        ForecastJob.build(env, settings);
        return env.executeAsync(ForecastJob.NAME);
    }

    /** Waits for a checkpoint of the job that has everything of a topic behind it. */
    private static void awaitRead(Admin admin, Settings settings, String topic) throws Exception {
        String group = settings.get(Keys.SOURCE_GROUP) + '-' + ForecastJob.NAME;
        long until = System.nanoTime() + PATIENCE.toNanos();
        long behind = 1;
        while (behind > 0 && System.nanoTime() < until) {
            Map<TopicPartition, OffsetAndMetadata> read =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (TopicPartitionInfo partition :
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .partitions()) {
                ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
            }
            behind = 0;
            for (var end : admin.listOffsets(ends).all().get().entrySet()) {
                OffsetAndMetadata at = read.get(end.getKey());
                behind += end.getValue().offset() - (at == null ? 0 : at.offset());
            }
        }
        assertThat(behind).as("records of %s that %s has not read", topic, group).isZero();
    }

    private static void awaitSaid(Settings settings, Topic topic) {
        Set<String> said = new TreeSet<>();
        try (CommittedReader reader = new CommittedReader(settings, List.of(topic))) {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (said.size() < FORECASTS && System.nanoTime() < until) {
                reader.poll(r -> said.add(new String(r.value(), StandardCharsets.UTF_8)));
            }
        }
        assertThat(said).as("on %s", topic).hasSizeGreaterThanOrEqualTo(FORECASTS);
    }

    /** What is on a topic, byte for byte. */
    private static Set<String> said(Settings settings, Topic topic) {
        Set<String> said = new TreeSet<>();
        try (CommittedReader reader = new CommittedReader(settings, List.of(topic))) {
            long patience = System.nanoTime() + PATIENCE.toNanos();
            assertThat(
                            reader.catchUp(
                                    record ->
                                            said.add(
                                                    new String(
                                                            record.value(),
                                                            StandardCharsets.UTF_8)),
                                    patience))
                    .isTrue();
        }
        return said;
    }

    private static void writeHistory(Path to) {
        HistoryFiles.text(
                to.resolve("locations.csv"), "location,region\n1,north\n2,north\n3,south\n");
        HistoryFiles.text(
                to.resolve("items.csv"),
                "item,category1,category2,category3\n7,1,,\n8,1,,\n9,2,,\n");
        HistoryFiles.text(
                to.resolve("series.csv"),
                "location,item,group\n1,7,\n1,8,\n1,9,\n2,7,\n2,8,\n2,9,\n3,7,\n3,8,\n3,9,\n");
        StringBuilder holidays = new StringBuilder("date,holiday,region\n");
        StringBuilder weather =
                new StringBuilder(
                        "date,location,precipitation_mm,temperature_c,humidity_pct,wind_level\n");
        String header = "date,location,item,units,discount,promotion,stockout,hourly\n";
        StringBuilder north = new StringBuilder(header);
        StringBuilder south = new StringBuilder(header);
        SplittableRandom random = new SplittableRandom(5);
        for (int day = 0; day < PAST + DAYS; day++) {
            LocalDate date = FIRST.plusDays(day);
            holidays.append(date).append(day % 9 == 0 ? ",1,north\n" : ",0,\n");
            for (String location : List.of("1", "2", "3")) {
                weather.append("%s,%s,%d,%d,60,2\n".formatted(date, location, day % 4, day % 17));
                for (String item : List.of("7", "8", "9")) {
                    StringBuilder region = location.equals("3") ? south : north;
                    row(region, date, day, location, item, random);
                }
            }
        }
        HistoryFiles.text(to.resolve("holidays.csv"), holidays.toString());
        HistoryFiles.text(to.resolve("weather.csv"), weather.toString());
        HistoryFiles.text(to.resolve("sales/north.csv"), north.toString());
        HistoryFiles.text(to.resolve("sales/south.csv"), south.toString());
    }

    private static void row(
            StringBuilder to,
            LocalDate date,
            int day,
            String location,
            String item,
            SplittableRandom random) {
        String series = location + item;
        boolean offered =
                switch (series) {
                    case "18" -> day >= 20; // begins late
                    case "27" -> day % 11 != 3; // pauses for a day
                    case "29" -> day < 15 || day >= 30; // is retired, and comes back
                    case "39" -> day < PAST - 2; // ends
                    default -> true;
                };
        if (!offered) {
            return;
        }
        StringBuilder hourly = new StringBuilder();
        double units = 0;
        boolean out = random.nextInt(6) == 0;
        for (int hour = 0; hour < 24; hour++) {
            double sold =
                    hour < 7 || hour > 20 || (out && hour > 15) ? 0 : random.nextInt(30) / 10.0;
            units += sold;
            hourly.append(hour == 0 ? "" : " ").append(sold);
        }
        String price = day % 8 < 3 ? "0.8,1" : day % 13 == 0 ? "0,0" : "1,0";
        to.append(
                String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%.4f,%s,%s,%s\n",
                        date,
                        location,
                        item,
                        units,
                        price,
                        out ? "1f0000" : "000000",
                        hourly));
    }
}

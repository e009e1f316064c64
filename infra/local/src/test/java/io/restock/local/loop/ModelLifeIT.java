package io.restock.local.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.Covariates;
import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.Sale;
import io.restock.domain.SeriesHistory;
import io.restock.domain.StockLevel;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.cli.Restock;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Models are announced to a running job with a real broker: one whose file is broken, one that is
 * worse, one that is better. The world sells as much every week; a model that has learned from
 * series that fade expects too little.
 */
@Timeout(240)
class ModelLifeIT {
    private static final int ITEMS = 12;
    private static final int FIRST = 19_814; // a Monday
    private static final int PAST = 16; // days before the first model is announced
    private static final int MOST_DAYS = 20; // that a verdict may take
    private static final double STEADY = 1;

    @TempDir private static Path folder;

    private static ForecastModel stands;
    private static ForecastModel worse;
    private static ForecastModel better;

    private final List<Forecast> forecasts = new ArrayList<>();
    private final List<ModelNews> news = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private int day = FIRST;
    private String printed = ""; // by the last command

    @BeforeAll
    static void train() {
        stands = train("stands", 0.95, 6, 1);
        worse = train("worse", 0.88, 6, 2);
        better = train("better", STEADY, 12, 3);
    }

    @Test
    void takesABetterModelWhileItRunsAndNeitherABrokenNorAWorseOne() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                LocalFlink flink = LocalFlink.start()) {
            Settings settings = settings(broker.bootstrapServers());
            try (Admin admin = Admin.create(settings.admin())) {
                Topics.of(settings).create(admin);
            }
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
            env.setParallelism(1);
            ForecastJob.build(env, settings);
            flink.submit(env, ForecastJob.NAME);
            try (KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(
                                    settings.producer(),
                                    new ByteArraySerializer(),
                                    new ByteArraySerializer());
                    CommittedReader reader =
                            new CommittedReader(
                                    settings,
                                    List.of(Topic.FORECASTS, Topic.MODELS, Topic.ALERTS))) {
                run(settings, producer, reader);
            }
        }
    }

    private void run(
            Settings settings, KafkaProducer<byte[], byte[]> producer, CommittedReader reader)
            throws Exception {
        Location shop = new Location("S1", "R1", "UTC", LocationKind.STORE, "", 10);
        producer.send(record(settings, Topic.NETWORK, "S1", Messages.encode(shop))).get();
        for (int i = 0; i < PAST; i++) {
            trade(settings, producer, reader);
        }
        assertThat(versions(day - 1)).containsOnly(stands.version());

        // A folder that does not hold what it says.
        Path broken = folder.resolve("broken");
        worse.save(broken);
        Files.write(broken.resolve("network-1.zip"), new byte[] {1, 2, 3});
        assertThat(model(settings, "announce", "--model=" + broken)).isEqualTo(1);
        assertThat(
                        model(
                                settings,
                                "announce",
                                "--model=" + folder.resolve("worse"),
                                "--folder=" + broken,
                                "--from=" + now()))
                .isZero();
        until(settings, producer, reader, () -> said(worse, ModelChange.REJECTED) == 1);
        assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.MODEL_REJECTED);

        // The same model, whole: it is worse.
        model(settings, "announce", "--model=" + folder.resolve("worse"), "--from=" + now());
        until(settings, producer, reader, () -> said(worse, ModelChange.REJECTED) == 2);
        assertThat(news.get(news.size() - 1).reason()).contains("more than " + stands.version());
        assertThat(versions(day - 1)).containsOnly(stands.version());

        // One that is better.
        model(settings, "announce", "--model=" + folder.resolve("better"), "--from=" + now());
        until(settings, producer, reader, () -> versions(day - 1).contains(better.version()));
        assertThat(said(better, ModelChange.PROMOTED)).isEqualTo(1);
        trade(settings, producer, reader);
        assertThat(versions(day - 1)).containsOnly(better.version());

        assertThat(forecasts)
                .as("no other model has ever made a forecast that was sent")
                .extracting(Forecast::modelVersion)
                .containsOnly(stands.version(), better.version());
        assertThat(forecasts).hasSize(ITEMS * (day - FIRST));
        assertThat(model(settings, "list")).isZero();
        assertThat(printed)
                .contains("champion    " + better.version() + " in " + folder.resolve("better"))
                .contains("challenger  none")
                .contains("former      the model of forecast.model");
    }

    private int model(Settings settings, String... command) {
        List<String> args = new ArrayList<>(List.of("model"));
        args.addAll(List.of(command));
        args.add("--set=forecast.horizon=7");
        args.add("--set=kafka.bootstrap.servers=" + settings.get(Keys.BOOTSTRAP_SERVERS));
        StringWriter out = new StringWriter();
        CommandLine restock = Restock.commandLine().setOut(new PrintWriter(out));
        int exit = restock.execute(args.toArray(String[]::new));
        printed = out.toString();
        return exit;
    }

    /** The forecasting job goes on from day to day until something has happened. */
    private void until(
            Settings settings,
            KafkaProducer<byte[], byte[]> producer,
            CommittedReader reader,
            BooleanSupplier happened)
            throws Exception {
        for (int i = 0; i < MOST_DAYS && !happened.getAsBoolean(); i++) {
            trade(settings, producer, reader);
        }
        assertThat(happened.getAsBoolean()).as("after %d days, %s", day - FIRST, news).isTrue();
    }

    /** A day of sales, its close, and all forecasts of it. */
    private void trade(
            Settings settings, KafkaProducer<byte[], byte[]> producer, CommittedReader reader)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        long opens = day * LocalDays.MILLIS;
        for (int item = 0; item < ITEMS; item++) {
            String id = "I" + item;
            String event = id + '-' + day;
            Sale sale =
                    new Sale(
                            event,
                            "S1",
                            id,
                            opens + Duration.ofHours(12).toMillis(),
                            0,
                            units(item, day - FIRST, STEADY),
                            "");
            StockLevel left =
                    new StockLevel(event, "S1", id, day, opens + LocalDays.MILLIS, 0, 1000, 0);
            sent.add(producer.send(record(settings, Topic.SALES, "S1", Messages.encode(sale))));
            sent.add(producer.send(record(settings, Topic.STOCK, "S1", Messages.encode(left))));
        }
        byte[] closed = Messages.progress(now().toEpochMilli());
        for (Topic topic : Topics.timed()) {
            sent.add(producer.send(record(settings, topic, "", closed)));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        int closing = day;
        while (forecasts.stream().filter(f -> f.originEpochDay() == closing).count() < ITEMS) {
            reader.poll(this::read);
        }
        day++;
    }

    /** Event time once the day is over: a few hours after its midnight. */
    private Instant now() {
        return Instant.ofEpochMilli((day + 1) * LocalDays.MILLIS).plus(Duration.ofHours(3));
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals("forecasts")) {
                forecasts.add(Decoder.of(Forecast.class).message(record.value()));
            } else if (record.topic().equals("models")) {
                news.add(Decoder.of(ModelNews.class).message(record.value()));
            } else {
                alerts.add(Decoder.of(Alert.class).message(record.value()));
            }
        } catch (BadMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private long said(ForecastModel model, ModelChange change) {
        return news.stream()
                .filter(n -> n.version().equals(model.version()) && n.change() == change)
                .count();
    }

    private List<String> versions(int origin) {
        return forecasts.stream()
                .filter(forecast -> forecast.originEpochDay() == origin)
                .map(Forecast::modelVersion)
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> record(
            Settings settings, Topic topic, String key, byte[] value) {
        return new ProducerRecord<>(Topics.of(settings).name(topic), key.getBytes(UTF_8), value);
    }

    /** More at the weekend; times a factor a day. */
    private static double units(int item, int t, double factor) {
        double noise = new SplittableRandom(1000L * item + t).nextDouble(0.9, 1.1);
        double week = Math.floorMod(t, 7) >= 5 ? 1.5 : 1;
        return Math.round(10 * (10 + item) * week * noise * Math.pow(factor, t)) / 10.0;
    }

    private static ForecastModel train(String name, double factor, int epochs, long seed) {
        List<SeriesHistory> histories = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            float[] units = new float[70];
            for (int t = 0; t < units.length; t++) {
                units[t] = (float) units(item, t, factor);
            }
            Covariates unknown = Covariates.unknown(units.length);
            Arrays.fill(unknown.promotion(), 0);
            histories.add(
                    new SeriesHistory(
                            "S1",
                            "I" + item,
                            FIRST - 700,
                            units,
                            new float[units.length],
                            unknown));
        }
        TrainSettings quick = new TrainSettings(7, seed, 1, epochs, 600, 64, 16, 5e-3, 0.1, 7, 0);
        ForecastModel model = ModelTrainer.train(histories, quick, ProgressListener.SILENT);
        model.save(folder.resolve(name));
        return model;
    }

    private Settings settings(String bootstrapServers) {
        Map<String, String> s = new TreeMap<>();
        s.put("kafka.bootstrap.servers", bootstrapServers);
        s.put("topics.partitions", "1");
        s.put("topics.replication", "1");
        s.put("jobs.deployed", "forecast");
        s.put("watermarks.from", "progress");
        s.put("watermarks.idle-after", "PT0S");
        s.put("record.max-ahead", "PT0S");
        s.put("checkpoint.interval", "PT0.2S");
        s.put("checkpoint.directory", folder.resolve("checkpoints").toUri().toString());
        s.put("state.in", "hashmap");
        s.put("history.days", "28");
        s.put("forecast.model", folder.resolve("stands").toString());
        s.put("forecast.horizon", "7");
        s.put("forecast.deadline", "PT2M");
        s.put("models.trial-share", "1");
        s.put("models.trial-days", "7");
        s.put("models.trial-rows", "30");
        s.put("models.trial-most-days", "28");
        return Settings.of(s);
    }
}

package io.restock.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelCheck;
import io.restock.operators.forecast.life.ModelInUse;
import io.restock.operators.forecast.life.ModelJudge;
import io.restock.operators.forecast.life.ModelTimeline;
import io.restock.operators.forecast.life.ModelsInUse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The models of an installation. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Announces a model to the running job, or lists what became of models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelCommand.Announce.class, ModelCommand.ListModels.class})
public final class ModelCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name announce or list.");
    }

    /** Checks a model and tells the job of it. */
    @Command(
            name = "announce",
            mixinStandardHelpOptions = true,
            description = {
                "Loads a model, lets it forecast, and announces it: the running job asks it beside the one"
                        + " that forecasts, and lets it take its place when it is better.",
                "What cannot be loaded or forecasts fewer days than forecast.horizon is not announced."
            })
    static final class Announce implements Callable<Integer> {
        @Mixin
        private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

        @Option(
                names = "--model",
                required = true,
                paramLabel = "DIR",
                description = "Folder that `train` wrote; one for each model, left as it is.")
        private Path model = Path.of("");

        @Option(
                names = "--folder",
                paramLabel = "PATH",
                description = "The folder as the cluster's machines see it, where that is another.")
        private @Nullable Path folder;

        @Option(
                names = "--promote",
                description = "Lets it forecast from the next forecasts on, without a trial.")
        private boolean promote;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
        private String reason = "";

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description =
                        "Event time after which it counts, where that is not the clock's, e.g. 2026-11-21T03:50:00Z.")
        private @Nullable Instant from;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            Settings settings = installation.settings();
            ForecastModel checked = ModelCheck.load(model, settings.get(Keys.FORECAST_HORIZON));
            if (folder != null && !folder.isAbsolute()) {
                throw new IllegalArgumentException(
                        "The --folder (%s) must be absolute: every machine of the cluster opens it."
                                .formatted(folder));
            }
            Path seen = folder != null ? folder : model.toAbsolutePath().normalize();
            Instant time = from != null ? from : Instant.now();
            Map<String, Double> holdOut = checked.manifest().holdOut();
            ModelNews news =
                    ModelNews.of(
                                    checked.version(),
                                    seen.toString(),
                                    promote ? ModelChange.PROMOTED : ModelChange.ANNOUNCED,
                                    reason,
                                    time.toEpochMilli())
                            .withHoldOut(
                                    holdOut.getOrDefault("model.wape", Double.NaN),
                                    holdOut.getOrDefault("model.pinball", Double.NaN));
            check(settings, news);
            send(settings, news);
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s %s in %s, for forecasts issued after %s%n",
                    promote ? "promoted" : "announced", checked.version(), seen, time);
            out.flush();
            return 0;
        }

        /** What the job would reject is refused here, where somebody reads it. */
        private static void check(Settings settings, ModelNews news) {
            Duration most = settings.get(Keys.RECORD_MAX_AHEAD);
            Instant latest = Instant.now().plus(most);
            if (!most.isZero() && news.timeMillis() > latest.toEpochMilli()) {
                throw new IllegalArgumentException(
                        "The time (%s) must be at most %s (record.max-ahead) after now."
                                .formatted(Instant.ofEpochMilli(news.timeMillis()), most));
            }
            try {
                Decoder.of(ModelNews.class).message(Messages.encode(news));
            } catch (BadMessageException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }

        private static void send(Settings settings, ModelNews news) throws InterruptedException {
            Properties properties = settings.producer();
            properties.setProperty("acks", "all");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.send(
                                new ProducerRecord<>(
                                        Topics.of(settings).name(Topic.MODELS),
                                        ModelJudge.NAME.getBytes(UTF_8),
                                        Messages.encode(news)))
                        .get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "Kafka refused the announcement. Maybe `topics create` has not been run, or the user lacks the right to write the topic.",
                        e.getCause());
            }
        }
    }

    /** Lists what became of models, and which are asked now. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what became of models, oldest first, and which of them are asked.")
    static final class ListModels implements Callable<Integer> {
        @Mixin
        private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            ModelTimeline timeline = ModelTimeline.empty();
            for (ModelNews news : read(installation.settings())) {
                timeline = timeline.with(news);
                out.printf(
                        Locale.ROOT,
                        "%s  %-11s %s  %s%n",
                        Instant.ofEpochMilli(news.timeMillis()),
                        news.change().name().toLowerCase(Locale.ROOT),
                        news.version(),
                        news.reason());
            }
            ModelsInUse models = timeline.at(Long.MAX_VALUE);
            out.printf("champion    %s%n", said(models.champion()));
            out.printf("challenger  %s%n", said(models.challenger()) + until(models.challenger()));
            out.printf("former      %s%n", said(models.former()) + until(models.former()));
            out.flush();
            return 0;
        }

        private static String said(@Nullable ModelInUse model) {
            if (model == null) {
                return "none";
            }
            return model.isReserve()
                    ? "the model of forecast.model"
                    : model.version() + " in " + model.folder();
        }

        /** Without a verdict it is asked no longer than a trial lasts. */
        private String until(@Nullable ModelInUse model) {
            long most = OperatorSettings.trials(installation.settings()).mostMillis();
            return model == null
                    ? ""
                    : ", until %s at most"
                            .formatted(Instant.ofEpochMilli(model.sinceMillis() + most));
        }

        private static List<ModelNews> read(Settings settings) {
            String topic = Topics.of(settings).name(Topic.MODELS);
            List<ModelNews> all = new ArrayList<>();
            Decoder<ModelNews> decoder = Decoder.of(ModelNews.class);
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                            settings.consumer(),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                List<TopicPartition> partitions =
                        consumer.partitionsFor(topic).stream()
                                .map(p -> new TopicPartition(topic, p.partition()))
                                .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (ends.entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    for (ConsumerRecord<byte[], byte[]> record :
                            consumer.poll(Duration.ofMillis(200))) {
                        add(decoder, record, all);
                    }
                }
            }
            return all;
        }

        /** What cannot be read, the job has rejected. */
        private static void add(
                Decoder<ModelNews> decoder,
                ConsumerRecord<byte[], byte[]> record,
                List<ModelNews> to) {
            try {
                ModelNews news = decoder.message(record.value());
                if (news != null) {
                    to.add(news);
                }
            } catch (BadMessageException e) {
                return;
            }
        }
    }
}

package io.restock.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.jobs.CoordinationJob;
import io.restock.jobs.DocumentsJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboards ask for metrics that the jobs have, with labels that these have. */
@Timeout(180)
@SuppressWarnings("try") // the cluster declares Exception, InterruptedException among them
class MonitoringIT {
    @TempDir private Path folder;

    @Test
    void everyQueryFindsItsMetricsAmongThoseOfTheRunningJobs() throws Exception {
        int port = freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                MiniCluster flink = cluster(port)) {
            Settings settings =
                    Settings.of(
                            Map.of(
                                    "kafka.bootstrap.servers",
                                    broker.bootstrapServers(),
                                    "topics.partitions",
                                    "1",
                                    "checkpoint.interval",
                                    "PT1S",
                                    "checkpoint.directory",
                                    folder.resolve("checkpoints").toUri().toString(),
                                    "forecast.horizon",
                                    "7",
                                    "documents.first-cycle",
                                    "2026-11-23",
                                    "forecast.model",
                                    model().toString()));
            try (Admin admin = Admin.create(settings.admin())) {
                Topics.of(settings).create(admin);
            }
            flink.start();
            submit(flink, settings, ForecastJob.NAME, ForecastJob::build);
            submit(flink, settings, CoordinationJob.NAME, CoordinationJob::build);
            submit(flink, settings, DocumentsJob.NAME, DocumentsJob::build);

            Scrape scrape = scrape(port);
            List<String> missing = Queries.all().missing(scrape);
            for (int attempt = 0; attempt < 60 && !missing.isEmpty(); attempt++) {
                Thread.sleep(500); // metrics come as tasks start and checkpoints complete
                scrape = scrape(port);
                missing = Queries.all().missing(scrape);
            }

            assertThat(missing)
                    .as("what alerts and dashboards ask for and no job exports")
                    .isEmpty();
        }
    }

    private static Scrape scrape(int port) throws Exception {
        HttpResponse<String> page =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://localhost:" + port + "/metrics"))
                                        .timeout(Duration.ofSeconds(30))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        return Scrape.of(page.body());
    }

    private static void submit(
            MiniCluster flink,
            Settings settings,
            String name,
            BiConsumer<StreamExecutionEnvironment, Settings> build)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(1);
        build.accept(env, settings);
        StreamGraph drawn = env.getStreamGraph();
        drawn.setJobName(name);
        JobID unused = flink.submitJob(drawn.getJobGraph()).get().getJobID();
    }

    private static MiniCluster cluster(int port) {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        flink.set(RestOptions.BIND_PORT, "0");
        flink.setString(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        flink.setString("metrics.reporter.prom.port", Integer.toString(port));
        return new MiniCluster(
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(flink)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(3)
                        .build());
    }

    private Path model() {
        float[] units = new float[70];
        for (int t = 0; t < units.length; t++) {
            units[t] = 2 + t % 7;
        }
        List<SeriesHistory> histories = new ArrayList<>();
        for (String item : List.of("APPLE", "BREAD")) {
            histories.add(
                    new SeriesHistory(
                            "S1",
                            item,
                            20_000,
                            units.clone(),
                            new float[units.length],
                            Covariates.unknown(units.length)));
        }
        TrainSettings quick = new TrainSettings(7, 1, 1, 1, 64, 32, 4, 5e-3, 0, 7, 0);
        ModelTrainer.train(histories, quick, ProgressListener.SILENT).save(folder.resolve("model"));
        return folder.resolve("model");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

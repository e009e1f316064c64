package io.restock.local.infra;

import static io.restock.local.infra.InfraFiles.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.CoordinationJob;
import io.restock.jobs.DocumentsJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image and the services of one machine, as far as they can be checked without Docker. */
class ComposeTest {
    private static final Path FOLDER = InfraFiles.FOLDER.resolve("docker");
    private static final Path COMPOSE = FOLDER.resolve("compose.yaml");

    @Test
    void everyFileThatAServiceMountsIsThere() throws IOException {
        for (Map.Entry<String, Map<?, ?>> service : services().entrySet()) {
            if (service.getValue().get("volumes") instanceof List<?> volumes) {
                for (Object volume : volumes) {
                    String from = volume.toString().split(":")[0];
                    if (from.startsWith(".")) {
                        assertThat(FOLDER.resolve(from)).as(service.getKey()).exists();
                    }
                }
            }
        }
    }

    @Test
    void allJobsStartWithTheSettingsThatAreMounted() throws IOException {
        Settings settings = Settings.load(FOLDER.resolve("restock.properties"), List.of());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ForecastJob.build(env, settings);
        CoordinationJob.build(StreamExecutionEnvironment.getExecutionEnvironment(), settings);
        DocumentsJob.build(StreamExecutionEnvironment.getExecutionEnvironment(), settings);

        assertThat(services().values())
                .filteredOn(service -> service.get("command") instanceof String)
                .extracting(service -> service.get("command").toString())
                .anyMatch(command -> command.contains(ForecastJob.class.getName() + " "))
                .anyMatch(command -> command.contains(CoordinationJob.class.getName() + " "))
                .anyMatch(command -> command.contains(DocumentsJob.class.getName() + " "));
        assertThat(at(services().get("kafka"), "environment", "KAFKA_LISTENERS").toString())
                .contains(
                        "INSIDE://:"
                                + settings.consumer()
                                        .getProperty("bootstrap.servers")
                                        .split(":")[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forecast-jobmanager",
                "forecast-taskmanager",
                "coordination-jobmanager",
                "coordination-taskmanager",
                "documents-jobmanager",
                "documents-taskmanager"
            })
    void optionsOfFlinkAreOnesThatItHas(String service) throws Exception {
        String text = at(services().get(service), "environment", "FLINK_PROPERTIES").toString();
        Properties options = new Properties();
        options.load(new StringReader(text));

        assertThat(FlinkOptions.unknown(options.keySet())).isEmpty();
        assertThat(services()).containsKey(options.getProperty("jobmanager.rpc.address"));
    }

    @Test
    void prometheusReadsEveryFlinkProcess() throws IOException {
        List<?> configs =
                (List<?>)
                        at(
                                InfraFiles.documents(
                                                InfraFiles.FOLDER.resolve(
                                                        Path.of("prometheus", "prometheus.yml")))
                                        .get(0),
                                "scrape_configs");
        List<?> targets =
                (List<?>) at(((List<?>) at(configs.get(0), "static_configs")).get(0), "targets");

        assertThat(targets)
                .extracting(Object::toString)
                .containsExactlyInAnyOrderElementsOf(
                        services().keySet().stream()
                                .filter(name -> name.endsWith("manager"))
                                .map(name -> name + ":9249")
                                .toList());
    }

    @Test
    void theImageTakesWhatTheBuildLeaves() throws IOException {
        String image = Files.readString(FOLDER.resolve("Dockerfile"));
        String deploy =
                Files.readString(InfraFiles.FOLDER.resolve(Path.of("..", "docs", "deploy.md")));

        assertThat(image).contains("FLINK=flink:2.3.0-java17");
        assertThat(image).contains("COPY target/flink-lib/*.jar /opt/flink/lib/");
        assertThat(deploy).contains("-DoutputDirectory=\"$PWD/target/flink-lib\"");
        assertThat(image).contains("COPY jobs/target/jobs-*-cluster.jar");
        assertThat(Files.readString(COMPOSE)).doesNotContain("latest");
    }

    private static Map<String, Map<?, ?>> services() throws IOException {
        Map<String, Map<?, ?>> services = new TreeMap<>();
        ((Map<?, ?>) at(InfraFiles.documents(COMPOSE).get(0), "services"))
                .forEach((name, service) -> services.put(name.toString(), (Map<?, ?>) service));
        return services;
    }
}

package io.restock.local.infra;

import static io.restock.local.infra.InfraFiles.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.CoordinationJob;
import io.restock.jobs.DocumentsJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.settings.Settings;
import io.restock.operators.forecast.ForecastOperator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources for the Flink Kubernetes Operator, as far as they can be checked without one. */
class KubernetesTest {
    private static final Path FOLDER = InfraFiles.FOLDER.resolve("kubernetes");
    private static final Path SETTINGS = FOLDER.resolve("restock.properties");

    /** Of operator 1.10, the newest whose definitions are published; it ends at Flink 2.0. */
    private static final String NEWER = ".spec.flinkVersion must be one of ";

    @ParameterizedTest
    @ValueSource(
            strings = {"forecast.yaml", "coordination.yaml", "documents.yaml", "snapshots.yaml"})
    void resourcesKeepToTheDefinitionsOfTheOperator(String file) throws IOException {
        List<Map<String, Object>> resources = InfraFiles.documents(FOLDER.resolve(file));

        assertThat(resources).isNotEmpty();
        for (Map<String, Object> resource : resources) {
            assertThat(definition(resource.get("kind").toString()).faults(resource))
                    .filteredOn(fault -> !(fault.startsWith(NEWER) && fault.endsWith(" v2_3")))
                    .isEmpty();
        }
    }

    @Test
    void aResourceWithAFieldOrChoiceThatNobodyKnowsIsFound() throws IOException {
        Map<String, Object> job = new HashMap<>();
        job.put("upgradeMode", "by-hand");
        job.put("paralelism", 2);
        Map<String, Object> resource = Map.of("spec", Map.of("job", job));

        assertThat(definition("FlinkDeployment").faults(resource))
                .anySatisfy(fault -> assertThat(fault).startsWith(".spec.job.upgradeMode must be"))
                .anySatisfy(
                        fault -> assertThat(fault).isEqualTo(".spec.job.paralelism is not known"));
    }

    @ParameterizedTest
    @CsvSource({
        "forecast.yaml, ForecastJob",
        "coordination.yaml, CoordinationJob",
        "documents.yaml, DocumentsJob"
    })
    void jobsAreStartedFromSavepointsAndForgetNothing(String file, String main) throws IOException {
        Map<String, Object> deployment = InfraFiles.documents(FOLDER.resolve(file)).get(0);

        assertThat(at(deployment, "spec", "job", "entryClass"))
                .isEqualTo("io.restock.jobs." + main);
        assertThat(at(deployment, "spec", "job", "upgradeMode")).isEqualTo("savepoint");
        assertThat(at(deployment, "spec", "job", "allowNonRestoredState")).isEqualTo(false);
        assertThat(at(deployment, "spec", "job", "args"))
                .isEqualTo(List.of("--settings", "/etc/restock/restock.properties"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forecast.yaml", "coordination.yaml", "documents.yaml"})
    void optionsOfFlinkAreOnesThatItHas(String file) throws Exception {
        Map<?, ?> options =
                (Map<?, ?>)
                        at(
                                InfraFiles.documents(FOLDER.resolve(file)).get(0),
                                "spec",
                                "flinkConfiguration");

        assertThat(FlinkOptions.unknown(options.keySet())).isEmpty();
        assertThat(options.values())
                .allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
    }

    @Test
    void settingsAreOnesThatTheJobsStartWith() {
        Settings settings = Settings.load(SETTINGS, List.of());

        assertThat(settings.toString()).doesNotContain("change me").contains("****");
        draw(ForecastJob.NAME, settings);
        draw(CoordinationJob.NAME, settings);
    }

    @Test
    void theDocumentsJobHasAUserOfItsOwn() throws IOException {
        Settings settings = Settings.load(FOLDER.resolve("documents.properties"), List.of());

        assertThat(settings.consumer().getProperty("sasl.jaas.config"))
                .contains("username=\"documents\"");
        assertThat(settings.toString()).doesNotContain("change me").contains("****");
        draw(DocumentsJob.NAME, settings);
        assertThat(
                        at(
                                        InfraFiles.documents(FOLDER.resolve("documents.yaml"))
                                                .get(0),
                                        "spec",
                                        "podTemplate",
                                        "spec",
                                        "volumes")
                                .toString())
                .contains("restock-documents-settings");
    }

    @Test
    void theAutoscalerLeavesTheStageWithTheModelAlone() throws IOException {
        StreamExecutionEnvironment env = draw(ForecastJob.NAME, Settings.load(SETTINGS, List.of()));
        JobVertex stage = null;
        for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
            if (vertex.getOperatorIDs().stream()
                    .anyMatch(id -> ForecastOperator.UID.equals(id.getUserDefinedOperatorUid()))) {
                stage = vertex;
            }
        }

        assertThat(stage).isNotNull();
        assertThat(
                        at(
                                InfraFiles.documents(FOLDER.resolve("forecast.yaml")).get(0),
                                "spec",
                                "flinkConfiguration",
                                "job.autoscaler.vertex.exclude.ids"))
                .as("the vertex of " + ForecastOperator.UID)
                .isEqualTo(stage.getID().toHexString());
    }

    private static StreamExecutionEnvironment draw(String job, Settings settings) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(4);
        if (job.equals(ForecastJob.NAME)) {
            ForecastJob.build(env, settings);
        } else if (job.equals(DocumentsJob.NAME)) {
            DocumentsJob.build(env, settings);
        } else {
            CoordinationJob.build(env, settings);
        }
        return env;
    }

    private static Schema definition(String kind) throws IOException {
        String file =
                "/META-INF/fabric8/%ss.flink.apache.org-v1.yml"
                        .formatted(kind.toLowerCase(Locale.ROOT));
        try (InputStream in = KubernetesTest.class.getResourceAsStream(file)) {
            Map<?, ?> definition = InfraFiles.yaml().load(in);
            List<?> versions = (List<?>) at(definition, "spec", "versions");
            Map<?, ?> rules = (Map<?, ?>) at(versions.get(0), "schema", "openAPIV3Schema");
            Map<Object, Object> all = new HashMap<>((Map<?, ?>) rules.get("properties"));
            // The server knows these of every resource.
            all.put("apiVersion", Map.of("type", "string"));
            all.put("kind", Map.of("type", "string"));
            all.put("metadata", Map.of("type", "object"));
            return new Schema(Map.of("type", "object", "properties", all));
        }
    }
}

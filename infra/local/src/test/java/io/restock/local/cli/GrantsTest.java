package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.CoordinationJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The file of rights beside what the jobs do. */
class GrantsTest {
    private static final Path GRANTS = Path.of("..", "kafka", "grants.json");
    private static final Settings SETTINGS =
            Settings.of(
                    Map.of(
                            "kafka.bootstrap.servers", "broker:9092",
                            "forecast.model", "model",
                            "orders.own-topics", "S1,S2"));

    @Test
    void theJobsMayReadWhatTheyReadAndAllTopicsAreUsed() throws IOException {
        Grants.Grant restock = Grants.read(GRANTS, SETTINGS).all().get(0);
        Set<String> sources = new TreeSet<>();
        for (StreamNode node : nodes()) {
            String uid = node.getTransformationUID();
            if (uid.endsWith("-source")) {
                sources.add(uid.substring(0, uid.length() - "-source".length()));
            }
        }

        assertThat(restock.job()).isTrue();
        assertThat(new TreeSet<>(restock.reads())).isEqualTo(sources);
        assertThat(
                        Grants.read(GRANTS, SETTINGS).all().stream()
                                .filter(Grants.Grant::job)
                                .flatMap(
                                        grant ->
                                                Stream.concat(
                                                        grant.reads().stream(),
                                                        grant.writes().stream())))
                .containsAll(Arrays.stream(Topic.values()).map(Topic::base).toList());
    }

    @Test
    void everySupplierWithTopicsOfItsOwnIsAUserThatReadsThemAlone() throws IOException {
        List<Grants.Grant> suppliers =
                Grants.read(GRANTS, SETTINGS).all().stream()
                        .filter(grant -> grant.user().startsWith("supplier-"))
                        .toList();

        assertThat(suppliers)
                .extracting(Grants.Grant::user)
                .containsExactly("supplier-S1", "supplier-S2");
        assertThat(suppliers.get(0).reads())
                .containsExactly("purchase-orders.S1", "purchase-orders-state.S1");
    }

    @Test
    void theDocumentsJobMayReadTheOrdersOfSuppliersThatAreKeptApart() throws IOException {
        Grants.Grant documents =
                Grants.read(GRANTS, SETTINGS).all().stream()
                        .filter(grant -> grant.user().equals("documents"))
                        .findFirst()
                        .orElseThrow();

        assertThat(documents.job()).isTrue();
        assertThat(documents.reads())
                .containsExactly(
                        "network",
                        "purchase-orders",
                        "purchase-orders.S1",
                        "purchase-orders.S2",
                        "supplier-documents-in");
        assertThat(documents.writes()).contains("supplier-documents.S1", "supplier-replies");
    }

    private static List<StreamNode> nodes() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ForecastJob.build(env, SETTINGS);
        List<StreamNode> forecast = List.copyOf(env.getStreamGraph().getStreamNodes());
        env = StreamExecutionEnvironment.getExecutionEnvironment();
        CoordinationJob.build(env, SETTINGS);
        return Stream.concat(forecast.stream(), env.getStreamGraph().getStreamNodes().stream())
                .toList();
    }
}

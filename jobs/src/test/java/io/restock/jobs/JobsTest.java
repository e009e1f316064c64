package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.jobs.settings.Settings;
import io.restock.operators.coordination.Coordinator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobsTest {
    private static final Settings SETTINGS =
            Settings.of(
                    Map.of(
                            "kafka.bootstrap.servers", "broker:9092",
                            "forecast.model", "model",
                            "documents.first-cycle", "2026-11-23",
                            "topics.partitions", "3"));

    static Stream<Arguments> jobs() {
        BiConsumer<StreamExecutionEnvironment, Settings> forecast = ForecastJob::build;
        BiConsumer<StreamExecutionEnvironment, Settings> coordination = CoordinationJob::build;
        BiConsumer<StreamExecutionEnvironment, Settings> documents = DocumentsJob::build;
        return Stream.of(
                Arguments.of(ForecastJob.NAME, forecast),
                Arguments.of(CoordinationJob.NAME, coordination),
                Arguments.of(DocumentsJob.NAME, documents));
    }

    static Stream<Arguments> planningJobs() {
        return jobs().filter(job -> !job.get()[0].equals(DocumentsJob.NAME));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void givesEveryOperatorAUidThatSavepointsFindItBy(
            String name, BiConsumer<StreamExecutionEnvironment, Settings> build) {
        StreamGraph graph = graph(build, 4);

        assertThat(graph.getStreamNodes()).hasSizeGreaterThan(10);
        assertThat(graph.getStreamNodes())
                .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotBlank());
        assertThat(graph.getStreamNodes().stream().map(StreamNode::getTransformationUID))
                .doesNotHaveDuplicates();
        assertThat(graph.getJobGraph()).isNotNull();
    }

    /** Savepoints of the version find nothing under another uid, and do not start without. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void keepsTheUidsThatSavepointsHaveStateUnder(
            String name, BiConsumer<StreamExecutionEnvironment, Settings> build) throws Exception {
        Path known = Path.of("src", "test", "resources", "uids", name + ".txt");
        String uids =
                graph(build, 4).getStreamNodes().stream()
                        .map(StreamNode::getTransformationUID)
                        .sorted()
                        .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("restock.write")) {
            Files.createDirectories(known.getParent());
            Files.writeString(known, uids);
        }

        assertThat(known)
                .as(
                        "an operator that was renamed or removed loses its state; where that is meant, say"
                                + " so in CHANGELOG.md and write the file anew with -Drestock.write=true")
                .hasContent(uids);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void readsATopicWithNoMoreReadersThanItHasPartitions(
            String name, BiConsumer<StreamExecutionEnvironment, Settings> build) {
        assertThat(graph(build, 8).getStreamNodes())
                .filteredOn(node -> node.getInEdges().isEmpty())
                .hasSizeGreaterThan(2)
                .allSatisfy(source -> assertThat(source.getParallelism()).isEqualTo(3));
    }

    /** So that one transaction holds all that a group decides in a review, in its order. */
    @Test
    void keepsAllThatAGroupDecidesInOneSubtaskFromTheCoordinatorToTheSink() {
        StreamGraph graph = graph(CoordinationJob::build, 4);
        StreamNode coordinator = node(graph, Coordinator.UID);
        StreamNode writer =
                graph.getStreamNodes().stream()
                        .filter(node -> node.getOperatorName().startsWith("planning-sink: Writer"))
                        .findFirst()
                        .orElseThrow();

        assertThat(writer.getParallelism()).isEqualTo(coordinator.getParallelism()).isEqualTo(4);
        assertThat(writer.getInEdges()).hasSize(6);
        for (StreamEdge toWriter : writer.getInEdges()) {
            StreamNode envelope = graph.getStreamNode(toWriter.getSourceId());
            assertThat(toWriter.getPartitioner()).isInstanceOf(ForwardPartitioner.class);
            assertThat(envelope.getInEdges())
                    .singleElement()
                    .satisfies(
                            edge -> {
                                assertThat(edge.getSourceId()).isEqualTo(coordinator.getId());
                                assertThat(edge.getPartitioner())
                                        .isInstanceOf(ForwardPartitioner.class);
                            });
        }
    }

    @Test
    void refusesWhatWouldNotSurviveAnUpgrade() {
        Configuration flink = JobEnvironment.configuration(SETTINGS);

        assertThat(flink.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(flink.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    }

    @Test
    void keepsStateOnDiskAndBarriersMoving() {
        Configuration flink = JobEnvironment.configuration(SETTINGS);

        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(flink.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(flink.get(CheckpointingOptions.ENABLE_UNALIGNED)).isTrue();
        assertThat(flink.get(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS)).isTrue();
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    }

    @Test
    void takesStateAndCheckpointsFromTheSettings() {
        Configuration flink =
                JobEnvironment.configuration(
                        SETTINGS.with("state.in", "hashmap")
                                .with("checkpoint.directory", "s3://bucket/checkpoints")
                                .with("checkpoint.interval", "PT7S"));

        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("s3://bucket/checkpoints");
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(7);
    }

    @Test
    void asksForAModelBeforeItStarts() {
        Settings without = SETTINGS.with("forecast.model", "");

        assertThatThrownBy(() -> graph((env, settings) -> ForecastJob.build(env, without), 1))
                .hasMessage(
                        "The setting forecast.model (missing) must be the folder of a model that"
                                + " `train` wrote.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planningJobs")
    void startsOnlyWhereItIsToRun(
            String name, BiConsumer<StreamExecutionEnvironment, Settings> build) {
        String other = name.equals(ForecastJob.NAME) ? CoordinationJob.NAME : ForecastJob.NAME;
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

        assertThatThrownBy(() -> build.accept(env, SETTINGS.with("jobs.deployed", other)))
                .hasMessageStartingWith("The setting jobs.deployed (" + other + ") must be both");
        build.accept(env, SETTINGS.with("jobs.deployed", name));
        assertThat(env.getStreamGraph().getStreamNodes()).isNotEmpty();
    }

    private static StreamNode node(StreamGraph graph, String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
    }

    private static StreamGraph graph(
            BiConsumer<StreamExecutionEnvironment, Settings> build, int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        build.accept(env, SETTINGS);
        return env.getStreamGraph();
    }
}

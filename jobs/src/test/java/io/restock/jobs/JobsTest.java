package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.jobs.settings.Settings;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
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
                            "topics.partitions", "3"));

    static Stream<Arguments> jobs() {
        BiConsumer<StreamExecutionEnvironment, Settings> forecast = ForecastJob::build;
        BiConsumer<StreamExecutionEnvironment, Settings> coordination = CoordinationJob::build;
        return Stream.of(
                Arguments.of(ForecastJob.NAME, forecast),
                Arguments.of(CoordinationJob.NAME, coordination));
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("jobs")
    void readsATopicWithNoMoreReadersThanItHasPartitions(
            String name, BiConsumer<StreamExecutionEnvironment, Settings> build) {
        assertThat(graph(build, 8).getStreamNodes())
                .filteredOn(node -> node.getInEdges().isEmpty())
                .hasSizeGreaterThan(4)
                .allSatisfy(source -> assertThat(source.getParallelism()).isEqualTo(3));
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

    private static StreamGraph graph(
            BiConsumer<StreamExecutionEnvironment, Settings> build, int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        build.accept(env, SETTINGS);
        return env.getStreamGraph();
    }
}

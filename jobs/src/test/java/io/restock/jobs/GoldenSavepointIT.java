package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.PlanRecord;
import io.restock.domain.ReplyKind;
import io.restock.domain.SupplierReply;
import io.restock.operators.forecast.ForecastRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State written by every released version is read by this one. {@code v<N>} is the Nth form of a
 * job's state; a folder, once released, is never written again.
 *
 * <p>The forecasting job is saved up to its model, which has all of its keyed state and timers.
 * Behind stands only the queue of requests under way, whose form is that of the requests, and a
 * model would bind these folders to weights and to native code of one machine.
 */
class GoldenSavepointIT {
    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
    private static final int DAYS = 3;

    /** The order that the coordination job had sent when it was stopped. */
    private static final String ORDER = "P25052708G1FARMS1";

    @TempDir private Path folder;

    static Stream<Arguments> forecastSavepoints() throws IOException {
        return savepoints(ForecastJob.NAME);
    }

    static Stream<Arguments> coordinationSavepoints() throws IOException {
        return savepoints(CoordinationJob.NAME);
    }

    @ParameterizedTest(name = "{0} into {1}")
    @MethodSource("forecastSavepoints")
    void goesOnWithTheHistoryOfEverySeries(Path savepoint, String backend) throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend);
        int next = Chain.MONDAY + DAYS;

        Jobs.Asked asked =
                Jobs.ask(
                        env,
                        Chain.sales(next, 1, 5),
                        Chain.stock(next, 1, 20),
                        Chain.silence(next, 1),
                        false);
        env.execute();

        assertThat(asked.requests().rest())
                .hasSize(Chain.ITEMS.size())
                .extracting(ForecastRequest::history)
                .allSatisfy(history -> assertThat(history.units()).containsExactly(3, 3, 3, 5));
    }

    @ParameterizedTest(name = "{0} into {1}")
    @MethodSource("coordinationSavepoints")
    void knowsWhatIsOnOrder(Path savepoint, String backend) throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend);
        int next = Chain.MONDAY + DAYS;
        List<Object> replies = new ArrayList<>();
        replies.add(
                new SupplierReply(
                        "a1", ORDER, 0, "G1", ReplyKind.ACCEPTED, Chain.at(next, 9, 0), List.of()));
        replies.addAll(Chain.silence(next, 1));

        Jobs.Planned planned =
                Jobs.plan(
                        env, Chain.forecasts(next, 1, 10), Chain.stock(next, 1, 4), replies, false);
        env.execute();

        assertThat(planned.refused().rest()).isEmpty();
        assertThat(planned.plans().rest())
                .extracting(PlanRecord::cycleEpochDay)
                .startsWith(next + 1);
        assertThat(planned.orders().rest()).as("what is missing is on its way").isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesAForecastSavepoint() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        Jobs.Asked asked =
                Jobs.ask(
                        env,
                        Chain.sales(Chain.MONDAY, DAYS, 3),
                        Chain.stock(Chain.MONDAY, DAYS, 20),
                        Chain.silence(Chain.MONDAY, DAYS),
                        true);

        JobClient job = env.executeAsync(ForecastJob.NAME);

        assertThat(asked.requests().next(DAYS * Chain.ITEMS.size())).isNotEmpty();
        stop(job, ForecastJob.NAME);
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesACoordinationSavepoint() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        Jobs.Planned planned =
                Jobs.plan(
                        env,
                        Chain.forecasts(Chain.MONDAY, DAYS, 10),
                        Chain.stock(Chain.MONDAY, DAYS, 4),
                        Chain.silence(Chain.MONDAY, DAYS),
                        true);

        JobClient job = env.executeAsync(CoordinationJob.NAME);

        assertThat(planned.plans().next(DAYS)).isNotEmpty();
        stop(job, CoordinationJob.NAME);
    }

    private void stop(JobClient job, String name) throws Exception {
        String written =
                job.stopWithSavepoint(
                                false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
        Path target = SAVEPOINTS.resolve(name).resolve("v1");
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(Path.of(URI.create(written)))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static StreamExecutionEnvironment restoring(Path savepoint, String backend) {
        Configuration flink = new Configuration();
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        StreamExecutionEnvironment env = Chain.environment(flink);
        Configuration state = new Configuration();
        state.set(StateBackendOptions.STATE_BACKEND, backend);
        env.configure(state);
        return env;
    }

    private static Stream<Arguments> savepoints(String job) throws IOException {
        try (Stream<Path> versions = Files.list(SAVEPOINTS.resolve(job))) {
            return versions
                    .sorted()
                    .flatMap(
                            version ->
                                    Stream.of("rocksdb", "hashmap")
                                            .map(backend -> Arguments.of(version, backend)))
                    .toList()
                    .stream();
        }
    }
}

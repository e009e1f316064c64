package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.operators.forecast.ForecastRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that goes on after a stop, on a real Flink. */
class RestartIT {
    private static final int TUESDAY = Chain.MONDAY + 1;

    @TempDir private Path folder;

    @Test
    void goesOnFromTheEventTimeReachedAlthoughNobodySaysThatProgressAgain() throws Exception {
        String savepoint = tuesdayClosedAndItsWeatherMissing();
        Configuration restoring = new Configuration();
        restoring.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        StreamExecutionEnvironment env = Chain.environment(restoring);

        Jobs.Asked asked = Jobs.ask(env, List.of(), List.of(), Chain.silence(TUESDAY, 1), true);
        JobClient job = env.executeAsync();

        assertThat(origins(asked)).containsOnly(TUESDAY);
        job.cancel().get();
    }

    /** Tills and stock have said Monday and Tuesday, the weather service Monday alone. */
    private String tuesdayClosedAndItsWeatherMissing() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        Jobs.Asked asked =
                Jobs.ask(
                        env,
                        inOneJump(Chain.sales(Chain.MONDAY, 2, 3)),
                        inOneJump(Chain.stock(Chain.MONDAY, 2, 20)),
                        Chain.silence(Chain.MONDAY, 1),
                        true);
        JobClient job = env.executeAsync();
        assertThat(origins(asked)).containsOnly(Chain.MONDAY);
        return job.stopWithSavepoint(
                        false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    /** With the last progress only: who has seen its first day close has read it. */
    private static List<Object> inOneJump(List<Object> messages) {
        Object last = messages.get(messages.size() - 1);
        return messages.stream()
                .filter(message -> !(message instanceof Long) || message.equals(last))
                .toList();
    }

    private static List<Integer> origins(Jobs.Asked asked) throws InterruptedException {
        return asked.requests().next(Chain.ITEMS.size()).stream()
                .map(ForecastRequest::history)
                .map(history -> history.originEpochDay())
                .toList();
    }
}

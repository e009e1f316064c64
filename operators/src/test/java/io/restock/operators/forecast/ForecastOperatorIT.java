package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Forecast;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import io.restock.operators.forecast.fusion.FusionOperator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // its iterator declares Exception, InterruptedException among them
class ForecastOperatorIT {
    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    @Test
    void forecastsAStreamOfSeriesTwiceTheSame() throws Exception {
        ForecastSettings settings =
                new ForecastSettings(
                        Models.savedIn(folder).toString(),
                        EngineChoice.AUTO,
                        5,
                        600_000,
                        16,
                        2,
                        32);

        List<Forecast> first = run(settings);
        List<Forecast> again = run(settings);

        assertThat(first).hasSize(100).allMatch(forecast -> forecast.method().startsWith("model"));
        assertThat(again.stream().map(ForecastOperatorIT::written))
                .containsExactlyInAnyOrderElementsOf(
                        first.stream().map(ForecastOperatorIT::written).toList());
        assertThat(SharedBatcher.count()).isZero();
    }

    private static String written(Forecast forecast) {
        return SeriesKey.id(forecast.location(), forecast.item())
                + Arrays.toString(forecast.mean())
                + Arrays.toString(forecast.quantiles());
    }

    private static List<Forecast> run(ForecastSettings settings) throws Exception {
        Configuration gates = new Configuration();
        gates.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(gates);
        env.setParallelism(2);
        List<ForecastRequest> requests = new ArrayList<>();
        for (SeriesHistory history : Histories.many(100, 60, 5, 3)) {
            requests.add(new ForecastRequest(history, 1_700_000_000_000L));
        }
        List<Forecast> forecasts = new ArrayList<>();
        try (CloseableIterator<Forecast> out =
                FusionOperator.attach(
                                ForecastOperator.attach(
                                        env.fromData(requests).rebalance(), settings))
                        .executeAndCollect()) {
            out.forEachRemaining(forecasts::add);
        }
        return forecasts;
    }
}

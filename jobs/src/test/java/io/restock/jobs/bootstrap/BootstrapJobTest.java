package io.restock.jobs.bootstrap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Holiday;
import io.restock.jobs.settings.Settings;
import io.restock.operators.context.Announcement;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class BootstrapJobTest {
    @Test
    void seriesTravelWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SeriesStart.class);
    }

    @Test
    void daysThatAreIssuedADayLateAreRefused() {
        Settings late =
                Settings.of(
                        Map.of(
                                "kafka.bootstrap.servers", "none:9092",
                                "demand.lateness", "PT12H",
                                "context.patience", "PT11H"));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

        assertThatThrownBy(
                        () ->
                                BootstrapJob.build(
                                        env.fromData(
                                                TypeInformation.of(SeriesStart.class),
                                                new SeriesStart("S|I", null, Map.of(), null)),
                                        env.fromData(
                                                TypeInformation.of(Announcement.class),
                                                Announcement.of(
                                                        new Holiday("", 20_000, true, "", 0))),
                                        late,
                                        "file:///nowhere"))
                .hasMessage(
                        "The settings demand.lateness and context.patience (together PT23H) must be less than PT23H for a start from history.");
    }
}

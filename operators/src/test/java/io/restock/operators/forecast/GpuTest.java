package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class GpuTest {
    @Test
    void readsWhatTheDriverSaysOfEachCard() {
        assertThat(Gpu.list(printing("8.6, NVIDIA A10G\\n9.0, NVIDIA H100, 80GB HBM3\\n")))
                .containsExactly(new Gpu("NVIDIA A10G", 86), new Gpu("NVIDIA H100, 80GB HBM3", 90));
    }

    @Test
    void leavesOutACardWithoutCapability() {
        assertThat(Gpu.list(printing("[N/A], Old Card\\nnothing\\n12.0, NVIDIA B200\\n")))
                .containsExactly(new Gpu("NVIDIA B200", 120));
    }

    @Test
    void findsNoCardWithoutADriver() {
        assertThat(Gpu.list(List.of("no-such-program-of-a-driver"))).isEmpty();
    }

    @Test
    void findsNoCardWhereTheDriverFails() {
        assertThat(Gpu.list(List.of("sh", "-c", "echo 8.6, NVIDIA A10G; exit 9"))).isEmpty();
    }

    private static List<String> printing(String text) {
        return List.of("sh", "-c", "printf '" + text + "'");
    }
}

package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceTest {
    private static final Gpu ADA = new Gpu("NVIDIA L4", 89);
    private static final Gpu HOPPER = new Gpu("NVIDIA H100", 90);

    @ParameterizedTest
    @CsvSource({"36, false", "37, true", "75, true", "86, true", "89, true", "90, false"})
    void takesACardThatTheCudaBuildHasCodeFor(int capability, boolean cuda) {
        assertThat(Device.of(EngineChoice.AUTO, true, List.of(new Gpu("card", capability))).cuda())
                .isEqualTo(cuda);
    }

    @Test
    void saysWhichCardItTookOrWhyNone() {
        assertThat(Device.of(EngineChoice.AUTO, true, List.of(ADA)).reason())
                .isEqualTo("NVIDIA L4 (compute capability 8.9)");
        assertThat(Device.of(EngineChoice.AUTO, true, List.of(HOPPER)).reason())
                .isEqualTo(
                        "NVIDIA H100 (compute capability 9.0) is not of compute capability 3.7 to 8.9,"
                                + " for which ND4J's CUDA build has code");
        assertThat(Device.of(EngineChoice.AUTO, true, List.of()).reason())
                .isEqualTo("the driver names no GPU");
        assertThat(Device.of(EngineChoice.AUTO, false, List.of(ADA)).reason())
                .contains("not on the class path", "cuda-11");
    }

    @Test
    void leavesTheCardAloneWhereTheCpuIsAskedFor() {
        assertThat(Device.of(EngineChoice.CPU, true, List.of(ADA)).cuda()).isFalse();
    }

    @Test
    void takesTheFirstCardAsTheBackendDoes() {
        assertThat(Device.of(EngineChoice.AUTO, true, List.of(HOPPER, ADA)).cuda()).isFalse();
        assertThat(Device.of(EngineChoice.AUTO, true, List.of(ADA, HOPPER)).cuda()).isTrue();
    }

    @Test
    void refusesACardThatIsAskedForAndCannotBeUsed() {
        assertThatThrownBy(() -> Device.of(EngineChoice.ND4J_CUDA, true, List.of(HOPPER)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The setting forecast.engine (nd4j-cuda) cannot be had: NVIDIA H100")
                .hasMessageEndingWith("Choose cpu, or auto, which takes a GPU where there is one.");
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"AUTO", "CPU"})
    void runsWithoutTheCudaBuildWhereNoneIsAskedFor(EngineChoice choice) {
        NativeBackend.use(choice);

        assertThat(NativeBackend.describe()).startsWith("CpuBackend").contains(": ");
    }

    @Test
    void refusesACardOnceTheCpuIsLoaded() {
        NativeBackend.use();

        assertThatThrownBy(() -> NativeBackend.use(EngineChoice.ND4J_CUDA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("forecast.engine (nd4j-cuda)")
                .hasMessageContaining("for the CPU before");
    }
}

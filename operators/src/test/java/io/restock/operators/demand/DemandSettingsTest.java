package io.restock.operators.demand;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemandSettingsTest {
    @Test
    void refusesWhatCannotWorkAndNamesIt() {
        assertThatThrownBy(() -> new DemandSettings(Duration.ofMinutes(-1), 3, 28, 1))
                .hasMessage("The lateness (PT-1M) must be >= 0.");
        assertThatThrownBy(() -> new DemandSettings(Duration.ZERO, 0, 28, 1))
                .hasMessage("The keptDays (0) must be >= 1.");
        assertThatThrownBy(() -> new DemandSettings(Duration.ZERO, 3, 0, 1))
                .hasMessage("The retireDays (0) must be >= 1.");
        assertThatThrownBy(() -> new DemandSettings(Duration.ZERO, 3, 28, 0))
                .hasMessage("The bundleSize (0) must be >= 1.");
    }
}

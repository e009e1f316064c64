package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.local.loop.FallbackReasons.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FallbackReasonsTest {
    private final Map<Integer, Map<String, Forecast>> forecasts = new TreeMap<>();

    @Test
    void countsEachReasonAndNamesItsItemsOnce() {
        said(10, "N1", "milk", "");
        said(10, "N1", "tea", "deadline");
        said(10, "N1", "oat drink", "short history");
        said(10, "N2", "oat drink", "short history");
        said(11, "N1", "oat drink", "short history");
        said(11, "N1", "cola", "short history");

        assertThat(FallbackReasons.of(forecasts))
                .containsExactly(
                        new Reason("short history", 4, List.of("cola", "oat drink")),
                        new Reason("deadline", 1, List.of("tea")));
    }

    @Test
    void modelsOwnForecastsHaveNone() {
        said(10, "N1", "milk", "");

        assertThat(FallbackReasons.of(forecasts)).isEmpty();
        assertThat(FallbackReasons.of(Map.of())).isEmpty();
    }

    private void said(int origin, String location, String item, String reason) {
        forecasts
                .computeIfAbsent(origin, k -> new TreeMap<>())
                .put(
                        location + item,
                        new Forecast(
                                location,
                                item,
                                origin,
                                0,
                                "m",
                                "x",
                                reason,
                                new float[1],
                                new float[Quantiles.COUNT]));
    }
}

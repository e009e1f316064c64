package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForecastTest {
    @Test
    void levelsGoByTwentiethsFromFiveToNinetyFivePercent() {
        assertThat(Quantiles.level(0)).isEqualTo(0.05);
        assertThat(Quantiles.level(Quantiles.COUNT - 1)).isEqualTo(0.95);
        assertThat(Quantiles.level(Quantiles.MEDIAN)).isEqualTo(0.5);
        for (int q = 1; q < Quantiles.COUNT; q++) {
            assertThat(Quantiles.level(q) - Quantiles.level(q - 1)).isEqualTo(0.05, within(1e-12));
        }
    }

    @Property(tries = 100)
    void quantileIsThatOfItsDayAndLevel(
            @ForAll @IntRange(min = 0, max = 6) int day,
            @ForAll @IntRange(min = 0, max = 18) int level) {
        assertThat(forecast(7, "").quantile(day, level)).isEqualTo(100 * day + level);
    }

    @Test
    void dayBehindTheHorizonIsNotThere() {
        Forecast forecast = forecast(2, "");

        assertThat(forecast.horizon()).isEqualTo(2);
        assertThatExceptionOfType(ArrayIndexOutOfBoundsException.class)
                .isThrownBy(() -> forecast.quantile(2, 0));
    }

    @Test
    void reasonMakesAFallback() {
        assertThat(forecast(1, "").isFallback()).isFalse();
        assertThat(forecast(1, "too late").isFallback()).isTrue();
    }

    @Property(tries = 200)
    void keyOfASeriesFallsApartAsItWasPutTogether(
            @ForAll @IntRange(min = 0, max = 3) int location,
            @ForAll @IntRange(min = 0, max = 3) int item) {
        String[] ids = {"S1", "store-7", "Läden 3", "日本"};

        String key = SeriesKey.id(ids[location], ids[item]);

        assertThat(SeriesKey.location(key)).isEqualTo(ids[location]);
        assertThat(SeriesKey.item(key)).isEqualTo(ids[item]);
    }

    private static Forecast forecast(int days, String fallbackReason) {
        float[] quantiles = new float[days * Quantiles.COUNT];
        for (int d = 0; d < days; d++) {
            for (int q = 0; q < Quantiles.COUNT; q++) {
                quantiles[d * Quantiles.COUNT + q] = 100 * d + q;
            }
        }
        return new Forecast(
                "S1", "APPLE", 20_000, 0, "m", "lstm", fallbackReason, new float[days], quantiles);
    }
}

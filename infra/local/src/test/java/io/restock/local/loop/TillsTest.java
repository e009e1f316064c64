package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.LocalTimes;
import io.restock.local.world.SeriesOutcome;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TillsTest {
    private static final LocalTimes BERLIN = new LocalTimes(ZoneId.of("Europe/Berlin"));
    private static final int CLOCK_CHANGE = (int) LocalDate.of(2026, 3, 29).toEpochDay();
    private static final GeneratedWorld WORLD = GeneratedWorld.of(7, 1);

    @Test
    void everyHourWithSalesIsOneMessageOnItsLocalDay() {
        float[] sold = new float[24];
        sold[7] = 0.3f;
        sold[20] = 2;

        List<Sale> sales = new Tills(BERLIN, false).sales(CLOCK_CHANGE, outcome(sold));

        assertThat(sales).extracting(Sale::units).containsExactly(0.3, 2.0);
        assertThat(sales).allMatch(s -> s.localDay() == CLOCK_CHANGE);
        assertThat(sales).allMatch(s -> s.utcOffsetSeconds() == 7200);
        assertThat(sales).extracting(Sale::eventId).doesNotHaveDuplicates();
    }

    @Test
    void stockIsReportedOnTheNextMorning() {
        StockLevel level =
                new Tills(BERLIN, false).stock(CLOCK_CHANGE - 1, outcome(new float[24]), 4.5);

        assertThat(level.epochDay()).isEqualTo(CLOCK_CHANGE - 1);
        assertThat(level.timeMillis()).isEqualTo(BERLIN.millis(CLOCK_CHANGE, 5));
        assertThat(level.utcOffsetSeconds()).isEqualTo(3600);
        assertThat(level.onHand()).isEqualTo(4.5);
        assertThat(level.stockOutHours()).isEqualTo(0xc0);
    }

    @Test
    void sloppyTillsRepeatAndCorrectButTheUnitsOfADayStayTheSame() {
        Tills exact = new Tills(BERLIN, false);
        Tills sloppy = new Tills(BERLIN, true);
        int repeated = 0;
        int corrected = 0;
        for (int day = WORLD.firstDay(); day < WORLD.firstDay() + 5; day++) {
            for (SeriesOutcome outcome : WORLD.past(day)) {
                List<Sale> said = sloppy.sales(day, outcome);
                assertThat(units(said)).isCloseTo(units(exact.sales(day, outcome)), within(1e-9));
                repeated += (int) (said.size() - said.stream().distinct().count());
                corrected += (int) said.stream().filter(s -> !s.corrects().isEmpty()).count();
            }
        }
        assertThat(repeated).isPositive();
        assertThat(corrected).isPositive();
    }

    /** Units by the rules of the feed: a repeated event counts once, a correction replaces. */
    private static double units(List<Sale> sales) {
        Map<String, Double> byEvent = new LinkedHashMap<>();
        for (Sale sale : sales) {
            byEvent.put(sale.corrects().isEmpty() ? sale.eventId() : sale.corrects(), sale.units());
        }
        return byEvent.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static SeriesOutcome outcome(float[] sold) {
        return new SeriesOutcome("N1", "milk", sold, 3, 0, 4.5, 0xc0);
    }
}

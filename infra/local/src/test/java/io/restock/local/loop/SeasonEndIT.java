package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Covariates;
import io.restock.domain.Forecast;
import io.restock.domain.OrderLine;
import io.restock.domain.SeriesHistory;
import io.restock.local.world.SmallWorld;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop with a model that has learned from three years that two of the items are sold for
 * a part of the year, and a run in whose middle that part ends.
 */
@Timeout(240)
class SeasonEndIT {
    private static final int DAYS = 8;
    private static final SmallWorld WORLD = SmallWorld.of(7, DAYS);
    private static final Set<String> SEASONAL = Set.of("milk", "pasta");

    /** Most orders are refused, so that stock is short when the season ends. */
    private static final Manners REFUSING = new Manners(0.8, 0, 0);

    /** The last day of sales in each year: the season may end some days later. */
    private static final int USUAL_END = WORLD.firstRunDay() - 2;

    private static final int LENGTH = 200;
    private static final int YEARS = 3;

    @TempDir private static Path model;
    private static LoopResult run;
    private static int end; // of the season at the latest, as the forecasts say

    @BeforeAll
    static void runOverTheEndOfTheSeason() {
        List<SeriesHistory> histories = new ArrayList<>();
        for (SeriesHistory history : WORLD.histories()) {
            histories.add(SEASONAL.contains(history.item()) ? seasons(history) : history);
        }
        TrainSettings quick = new TrainSettings(14, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
        ModelTrainer.train(histories, quick, ProgressListener.SILENT).save(model);
        LoopOptions options =
                new LoopOptions(model, 7, REFUSING, false, 3, 0, Duration.ofMinutes(2));
        run = ClosedLoop.run(WORLD, options, Progress.SILENT);
        end =
                forecasts(true).stream()
                        .filter(of -> of.originEpochDay() == WORLD.firstRunDay() - 1)
                        .mapToInt(Forecast::seasonEndEpochDay)
                        .max()
                        .orElseThrow();
    }

    @Test
    void forecastsNameTheLastDayOfTheSeasonAndSayNothingIsSoldAfterIt() {
        assertThat(end).isBetween(WORLD.firstRunDay() + 2, WORLD.lastDay() - 2);
        assertThat(forecasts(true))
                .filteredOn(forecast -> forecast.originEpochDay() < end)
                .hasSize(2 * 6 * (end - WORLD.firstRunDay() + 1))
                .allSatisfy(
                        forecast -> {
                            assertThat(forecast.seasonEndEpochDay()).isEqualTo(end);
                            int left = end - forecast.originEpochDay();
                            assertThat(forecast.mean()[0]).isPositive();
                            assertThat(forecast.mean()[left]).isZero();
                        });
        assertThat(forecasts(false)).isNotEmpty().noneMatch(Forecast::isSeasonal);
    }

    @Test
    void nothingIsOrderedOrMovedThatWouldComeAfterTheSeason() {
        assertThat(lines())
                .filteredOn(line -> SEASONAL.contains(line.item()))
                .isNotEmpty()
                .allMatch(line -> line.requestedEpochDay() <= end);
    }

    @Test
    void whatIsSoldAllYearIsOrderedOn() {
        assertThat(lines())
                .filteredOn(line -> !SEASONAL.contains(line.item()))
                .anyMatch(line -> line.requestedEpochDay() > end + 1);
    }

    private static List<Forecast> forecasts(boolean seasonal) {
        return run.forecasts().values().stream()
                .flatMap(of -> of.values().stream())
                .filter(forecast -> SEASONAL.contains(forecast.item()) == seasonal)
                .toList();
    }

    private static List<OrderLine> lines() {
        return Stream.concat(
                        run.orders().stream().flatMap(order -> order.lines().stream()),
                        run.transfers().stream().flatMap(order -> order.lines().stream()))
                .toList();
    }

    /** Three years of a series that is sold until about the same day of each. */
    private static SeriesHistory seasons(SeriesHistory of) {
        int days = YEARS * 365;
        int first = of.originEpochDay() - days + 1;
        SplittableRandom random = new SplittableRandom(of.key().hashCode());
        float[] units = new float[days];
        for (int year = 0; year < YEARS; year++) {
            int last = USUAL_END - (int) Math.round(365.25 * year) - first;
            for (int t = Math.max(0, last - LENGTH + 1); t <= last; t++) {
                units[t] = (float) Math.round(random.nextDouble(15, 25));
            }
        }
        System.arraycopy(of.units(), 0, units, days - of.units().length, of.units().length);
        Covariates unknown = Covariates.unknown(days);
        Arrays.fill(unknown.promotion(), 0);
        return new SeriesHistory(of.location(), of.item(), first, units, new float[days], unknown);
    }
}

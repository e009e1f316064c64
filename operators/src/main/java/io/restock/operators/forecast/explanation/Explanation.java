package io.restock.operators.forecast.explanation;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each {@link Driver} adds to the forecasts of a series: the forecaster is asked again with
 * every choice of drivers set to normal, and a driver's part is its Shapley value (1953), the mean
 * of what it changes over all orders in which drivers may be set back. Two drivers that work
 * together share what they do, so the parts and the base add up to the forecast.
 *
 * <p>The base is what would be said of an ordinary day: of the series' level, and of what its item
 * and location share with others, which is not set to normal.
 *
 * @param firstEpochDay first day forecast
 * @param forecast mean of each day, units/day
 * @param base the same with all drivers normal, units/day
 * @param added by driver what it adds on each day, units/day; forecast − base in sum
 */
public record Explanation(
        int firstEpochDay, double[] forecast, double[] base, Map<Driver, double[]> added) {
    private static final List<Driver> ALL = List.of(Driver.values());
    private static final int DRIVERS = ALL.size();
    private static final int CHOICES = 1 << DRIVERS;
    private static final int[] ONE_WEEK = {-3, -2, -1, 0, 1, 2, 3};
    private static final int[] AS_IT_IS = {0};

    /**
     * Explains what a forecaster says of the days after a series' last one.
     *
     * @param forecaster asked {@code 16 · (1 + 7)} times, in one call; it must answer a series
     *     whatever others stand beside it
     * @param days days explained, &gt;= 1
     */
    public static Explanation of(Forecaster forecaster, SeriesHistory history, int days) {
        Counterfactuals counterfactuals = new Counterfactuals(history);
        List<SeriesHistory> asked = new ArrayList<>();
        for (int choice = 0; choice < CHOICES; choice++) {
            Set<Driver> drivers = drivers(choice);
            for (int shift : shifts(drivers)) {
                asked.add(counterfactuals.with(drivers, shift));
            }
        }
        List<DemandQuantiles> answers = forecaster.forecast(asked, days);
        double[][] said = new double[CHOICES][days];
        int next = 0;
        for (int choice = 0; choice < CHOICES; choice++) {
            int shifts = shifts(drivers(choice)).length;
            for (int i = 0; i < shifts; i++) {
                float[] mean = answers.get(next++).mean();
                for (int day = 0; day < days; day++) {
                    said[choice][day] += mean[day] / (double) shifts;
                }
            }
        }
        Map<Driver, double[]> added = new EnumMap<>(Driver.class);
        for (Driver driver : ALL) {
            added.put(driver, value(driver, said, days));
        }
        return new Explanation(history.originEpochDay() + 1, said[CHOICES - 1], said[0], added);
    }

    private static double[] value(Driver driver, double[][] said, int days) {
        double[] value = new double[days];
        int bit = bit(driver);
        for (int choice = 0; choice < CHOICES; choice++) {
            if ((choice & bit) == 0) {
                double weight = share(Integer.bitCount(choice));
                for (int day = 0; day < days; day++) {
                    value[day] += weight * (said[choice | bit][day] - said[choice][day]);
                }
            }
        }
        return value;
    }

    /** Share of the orders in which exactly some drivers come before one: k! (n − k − 1)! ÷ n! */
    private static double share(int before) {
        double orders = DRIVERS;
        for (int i = 0; i < before; i++) {
            orders *= (DRIVERS - 1.0 - i) / (i + 1);
        }
        return 1 / orders;
    }

    private static int bit(Driver driver) {
        return 1 << ALL.indexOf(driver);
    }

    private static Set<Driver> drivers(int choice) {
        Set<Driver> drivers = EnumSet.noneOf(Driver.class);
        for (Driver driver : ALL) {
            if ((choice & bit(driver)) != 0) {
                drivers.add(driver);
            }
        }
        return drivers;
    }

    private static int[] shifts(Set<Driver> asTheyAre) {
        return asTheyAre.contains(Driver.WEEKDAY) ? AS_IT_IS : ONE_WEEK;
    }
}

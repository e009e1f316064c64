package io.restock.local.value;

/**
 * What overrides of forecasts were worth, series-days in which one was in force: positive where
 * they came nearer to what was asked for than the forecast that would have been planned on.
 *
 * @param by who set them
 * @param overrides decisions that counted
 * @param days series-days judged
 * @param unobserved series-days that are over and of which nobody knows the demand
 * @param unforecast series-days without a forecast to compare with
 * @param better of those judged, days on which the override was nearer
 * @param worse days on which the forecast was nearer
 * @param demand recovered demand of the days judged, units
 * @param errorWithout absolute error of the forecast, units
 * @param errorWith absolute error of the override, units
 * @param valueAdded error without less error with, units
 * @param wapeWithout error without ÷ demand; NaN where nothing was asked for
 * @param wapeWith the same with the override
 * @param wapeSaved the first less the second
 * @param biasWithout forecast less demand, units; positive is too much
 * @param biasWith override less demand, units
 */
public record ForecastValue(
        String by,
        int overrides,
        int days,
        int unobserved,
        int unforecast,
        int better,
        int worse,
        double demand,
        double errorWithout,
        double errorWith,
        double valueAdded,
        double wapeWithout,
        double wapeWith,
        double wapeSaved,
        double biasWithout,
        double biasWith) {

    static ForecastValue none(String by) {
        return new ForecastValue(by, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).withRatios();
    }

    ForecastValue withOverride() {
        return plus(new ForecastValue(by, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    ForecastValue withUnobserved() {
        return plus(new ForecastValue(by, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    ForecastValue withUnforecast() {
        return plus(new ForecastValue(by, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** With a day more, units. */
    ForecastValue withDay(double came, double forecast, double set) {
        double without = Math.abs(forecast - came);
        double with = Math.abs(set - came);
        return plus(
                new ForecastValue(
                        by,
                        0,
                        1,
                        0,
                        0,
                        with < without ? 1 : 0,
                        with > without ? 1 : 0,
                        came,
                        without,
                        with,
                        0,
                        0,
                        0,
                        0,
                        forecast - came,
                        set - came));
    }

    /** Both together, under the name of this one. */
    ForecastValue plus(ForecastValue more) {
        return new ForecastValue(
                        by,
                        overrides + more.overrides,
                        days + more.days,
                        unobserved + more.unobserved,
                        unforecast + more.unforecast,
                        better + more.better,
                        worse + more.worse,
                        demand + more.demand,
                        errorWithout + more.errorWithout,
                        errorWith + more.errorWith,
                        0,
                        0,
                        0,
                        0,
                        biasWithout + more.biasWithout,
                        biasWith + more.biasWith)
                .withRatios();
    }

    private ForecastValue withRatios() {
        double without = demand > 0 ? errorWithout / demand : Double.NaN;
        double with = demand > 0 ? errorWith / demand : Double.NaN;
        return new ForecastValue(
                by,
                overrides,
                days,
                unobserved,
                unforecast,
                better,
                worse,
                demand,
                errorWithout,
                errorWith,
                errorWithout - errorWith,
                without,
                with,
                without - with,
                biasWithout,
                biasWith);
    }
}

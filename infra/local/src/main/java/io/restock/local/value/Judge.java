package io.restock.local.value;

import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.LineOverride;
import io.restock.domain.PlanLine;
import io.restock.domain.SeriesKey;
import io.restock.local.value.Overrides.SetForecast;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what people set with what would have been planned on, and both with what was asked for.
 *
 * <p>Forecast value added is what practice means by it (M. Gilliland, The Business Forecasting
 * Deal, 2010): the error of the step before less the error after it, on the same days.
 */
public final class Judge {
    private final Overrides overrides;
    private final Map<String, List<SetForecast>> bySeries;
    private final Map<String, NavigableMap<Integer, Forecast>> forecasts = new HashMap<>();
    private final Map<String, Map<Integer, DemandReport>> demand = new HashMap<>();
    private final Map<String, PlanLine> lines = new TreeMap<>();
    private int lastDay = Integer.MIN_VALUE;

    /**
     * @param overrides all of them, and all groups
     */
    public Judge(Overrides overrides) {
        this.overrides = overrides;
        this.bySeries = overrides.bySeries();
    }

    /** A forecast; one that was said again replaces that of the same origin. */
    public void learn(Forecast forecast) {
        String series = SeriesKey.id(forecast.location(), forecast.item());
        if (bySeries.containsKey(series)) {
            forecasts
                    .computeIfAbsent(series, k -> new TreeMap<>())
                    .merge(
                            forecast.originEpochDay(),
                            forecast,
                            (old, now) -> now.issuedMillis() >= old.issuedMillis() ? now : old);
        }
    }

    /** A day; the highest revision holds. */
    public void learn(DemandReport day) {
        String series = SeriesKey.id(day.location(), day.item());
        lastDay = Math.max(lastDay, day.epochDay());
        if (bySeries.containsKey(series)) {
            demand.computeIfAbsent(series, k -> new HashMap<>())
                    .merge(
                            day.epochDay(),
                            day,
                            (old, now) -> now.revision() >= old.revision() ? now : old);
        }
    }

    /** A line of a plan; of the same cycle, source, place and item the last run holds. */
    public void learn(PlanLine line) {
        String key =
                String.join(
                        "|",
                        line.group(),
                        Integer.toString(line.cycleEpochDay()),
                        line.source(),
                        line.location(),
                        line.item());
        lines.merge(key, line, (old, now) -> run(now) >= run(old) ? now : old);
    }

    private static int run(PlanLine line) {
        String id = line.decisionId();
        return Integer.parseInt(id.substring(id.lastIndexOf(':') + 1));
    }

    /**
     * The worth of the overrides in force on some days.
     *
     * @param ahead days, ≥ 1: judged is what was in force, and forecast, so many days before
     * @param fromEpochDay first local day
     * @param untilEpochDay last local day
     */
    public ValueAdded judge(int ahead, int fromEpochDay, int untilEpochDay) {
        Map<String, ForecastValue> byAuthor = new TreeMap<>();
        bySeries.forEach(
                (series, all) -> {
                    for (SetForecast override : all) {
                        byAuthor.compute(
                                override.decision().by(), (by, v) -> known(by, v).withOverride());
                    }
                    int first = Integer.MAX_VALUE;
                    int last = Integer.MIN_VALUE;
                    for (SetForecast override : all) {
                        first = Math.min(first, override.cycle() + ahead - 1);
                        last = Math.max(last, override.decision().untilEpochDay());
                    }
                    int until = Math.min(Math.min(last, lastDay), untilEpochDay);
                    for (int day = Math.max(first, fromEpochDay); day <= until; day++) {
                        SetForecast override = Overrides.inForce(all, day - ahead + 1, day);
                        if (override != null) {
                            int on = day;
                            byAuthor.compute(
                                    override.decision().by(),
                                    (by, v) -> judged(known(by, v), series, on, ahead, override));
                        }
                    }
                });
        ForecastValue total = ForecastValue.none("");
        for (ForecastValue value : byAuthor.values()) {
            total = total.plus(value);
        }
        return new ValueAdded(
                ahead,
                List.copyOf(byAuthor.values()),
                total,
                quantities(fromEpochDay, untilEpochDay));
    }

    private ForecastValue judged(
            ForecastValue value, String series, int day, int ahead, SetForecast override) {
        DemandReport came = demand.getOrDefault(series, Map.of()).get(day);
        if (came == null || Float.isNaN(came.recovered())) {
            return value.withUnobserved();
        }
        Map.Entry<Integer, Forecast> said =
                forecasts.getOrDefault(series, new TreeMap<>()).floorEntry(day - ahead);
        int place = said == null ? 0 : day - said.getKey() - 1;
        if (said == null || place >= said.getValue().horizon()) {
            return value.withUnforecast();
        }
        return value.withDay(
                came.recovered(), said.getValue().mean()[place], override.decision().quantity());
    }

    private List<QuantityValue> quantities(int fromEpochDay, int untilEpochDay) {
        Map<String, QuantityValue> byAuthor = new TreeMap<>();
        for (PlanLine line : lines.values()) {
            LineOverride set = line.override();
            boolean asked =
                    fromEpochDay <= line.cycleEpochDay() && line.cycleEpochDay() <= untilEpochDay;
            if (asked && !set.equals(LineOverride.NONE)) {
                String currency = overrides.currency(line.group());
                byAuthor.compute(
                        set.by() + '|' + currency,
                        (k, v) ->
                                (v == null ? QuantityValue.none(set.by(), currency) : v)
                                        .withLine(
                                                line.quantity(),
                                                set.planned(),
                                                set.moneyAbovePlan()));
            }
        }
        return List.copyOf(byAuthor.values());
    }

    private static ForecastValue known(String by, @Nullable ForecastValue value) {
        return value == null ? ForecastValue.none(by) : value;
    }
}

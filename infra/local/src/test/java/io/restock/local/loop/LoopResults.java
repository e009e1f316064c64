package io.restock.local.loop;

import io.restock.domain.Forecast;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesKey;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.SeriesDay;
import io.restock.local.world.Simulation;
import io.restock.local.world.Suppliers.Manners;
import io.restock.local.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results of runs that never happened. */
public final class LoopResults {
    private LoopResults() {}

    /** A run in which nobody ordered, and forecasts knew the demand up to a factor. */
    public static LoopResult idle(World world, double factor) {
        Simulation simulation = new Simulation(world, 1, Manners.PERFECT);
        List<DayOutcome> days = new ArrayList<>();
        for (int day = world.firstRunDay(); day <= world.lastDay(); day++) {
            simulation.morning(day);
            days.add(simulation.trade(day));
        }
        return new LoopResult(
                world,
                1234,
                days,
                forecasts(world, factor),
                List.of(),
                List.of(order(world.firstRunDay(), 0, 120), order(world.firstRunDay(), 1, 121)),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(
                        "{\"type\":\"rejected\",\"topic\":\"sales\",\"reason\":\"The units (<b>) must be a number.\"}"));
    }

    /** Forecasts whose every quantile is the true demand times a factor. */
    public static Map<Integer, Map<String, Forecast>> forecasts(World world, double factor) {
        Map<Integer, Map<String, Double>> demand = new TreeMap<>();
        for (int day = world.firstRunDay(); day <= world.lastDay(); day++) {
            Map<String, Double> of = new TreeMap<>();
            for (SeriesDay series : world.demand(day)) {
                of.put(SeriesKey.id(series.location(), series.item()), series.units());
            }
            demand.put(day, of);
        }
        Map<Integer, Map<String, Forecast>> forecasts = new TreeMap<>();
        for (int origin = world.firstRunDay() - 1; origin < world.lastDay(); origin++) {
            Map<String, Forecast> of = new TreeMap<>();
            for (SeriesDay series : world.demand(world.firstRunDay())) {
                String key = SeriesKey.id(series.location(), series.item());
                float[] mean = new float[World.AHEAD_DAYS];
                for (int d = 0; d < World.AHEAD_DAYS; d++) {
                    int day = Math.min(origin + 1 + d, world.lastDay());
                    mean[d] = (float) (factor * demand.get(day).getOrDefault(key, 0.0));
                }
                of.put(key, forecast(world, series, origin, mean));
            }
            forecasts.put(origin, of);
        }
        return forecasts;
    }

    private static Forecast forecast(World world, SeriesDay series, int origin, float[] mean) {
        float[] quantiles = new float[World.AHEAD_DAYS * Quantiles.COUNT];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = mean[i / Quantiles.COUNT];
        }
        return new Forecast(
                series.location(),
                series.item(),
                origin,
                world.times().millis(origin + 1, 90),
                "m1",
                "oracle",
                origin % 2 == 0 ? "short history" : "",
                mean,
                quantiles);
    }

    /** An order of milk. */
    static PurchaseOrder order(int cycle, int revision, long quantity) {
        return new PurchaseOrder(
                "P2605040FRESHFARMWN",
                revision,
                revision == 0 ? OrderTransition.CREATED : OrderTransition.CHANGED,
                OrderStatus.SENT,
                "FRESH",
                cycle,
                "FARM",
                "WN",
                0,
                "EUR",
                List.of(new OrderLine(1, "milk", quantity, 1, 0.88, cycle + 1)),
                "",
                "FRESH:" + cycle + ":0",
                "m1");
    }
}

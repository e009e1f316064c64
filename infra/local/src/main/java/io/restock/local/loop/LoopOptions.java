package io.restock.local.loop;

import io.restock.local.world.Suppliers.Manners;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a loop is run.
 *
 * @param model folder of the model that forecasts
 * @param seed of the suppliers' luck
 * @param manners of the suppliers
 * @param sloppyTills whether sales are repeated and corrected now and then
 * @param rounds of the optimizer for each problem
 * @param killDay day of the run, from 1, in the middle of which a TaskManager is lost; 0 = none
 * @param patience wall time to wait for the plans of one day
 */
public record LoopOptions(
        Path model,
        long seed,
        Manners manners,
        boolean sloppyTills,
        int rounds,
        int killDay,
        Duration patience) {}

package io.restock.local.loop;

import io.restock.domain.Alert;
import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.World;
import java.util.List;
import java.util.Map;

/**
 * What happened in a run.
 *
 * @param world where it ran
 * @param sales sale messages sent, the past included
 * @param days what each day came to
 * @param forecasts by origin and series
 * @param plans in the order they came
 * @param orders purchase order events, each once
 * @param transfers transfer order events, each once
 * @param duplicateOrders order events that came again
 * @param alerts in the order they came
 * @param log the decision log, in the order it came
 * @param rejected records as they were written, JSON
 */
public record LoopResult(
        World world,
        long sales,
        List<DayOutcome> days,
        Map<Integer, Map<String, Forecast>> forecasts,
        List<PlanRecord> plans,
        List<PurchaseOrder> orders,
        List<TransferOrder> transfers,
        int duplicateOrders,
        List<Alert> alerts,
        List<LogEntry> log,
        List<String> rejected) {}

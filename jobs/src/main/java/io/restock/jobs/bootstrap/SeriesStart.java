package io.restock.jobs.bootstrap;

import io.restock.operators.demand.DaySales;
import io.restock.operators.demand.SeriesState;
import io.restock.operators.history.HistoryState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the job keeps of a series when it starts.
 *
 * @param series its key
 * @param demand its open and kept days; null = none
 * @param closedSales sales of its closed days, by local day
 * @param history its last days; null = none
 */
public record SeriesStart(
        String series,
        @Nullable SeriesState demand,
        Map<Integer, DaySales> closedSales,
        @Nullable HistoryState history) {}

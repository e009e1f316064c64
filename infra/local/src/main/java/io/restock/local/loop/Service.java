package io.restock.local.loop;

import io.restock.local.world.DayOutcome;
import io.restock.local.world.RealisedCost;
import io.restock.local.world.SeriesOutcome;
import java.util.List;

/**
 * What customers got, and what it cost.
 *
 * @param fillRate units met at once from stock ÷ units demanded; 1 where nothing was demanded
 * @param stockOutRate share of (item, store, day) with unmet demand
 * @param cost by component, money
 */
public record Service(double fillRate, double stockOutRate, RealisedCost cost) {

    /** Of a run's days. */
    public static Service of(List<DayOutcome> days) {
        double wanted = 0;
        double unmet = 0;
        long seriesDays = 0;
        long shortDays = 0;
        RealisedCost cost = RealisedCost.ZERO;
        for (DayOutcome day : days) {
            cost = cost.plus(day.cost());
            for (SeriesOutcome o : day.series()) {
                if (o.atStore()) {
                    wanted += o.demand();
                    unmet += o.unmet();
                    seriesDays++;
                    shortDays += o.unmet() > 0 ? 1 : 0;
                }
            }
        }
        return new Service(
                wanted > 0 ? 1 - unmet / wanted : 1,
                seriesDays > 0 ? (double) shortDays / seriesDays : 0,
                cost);
    }
}

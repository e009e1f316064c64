package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.jobs.contract.Contract;
import io.restock.jobs.wire.Messages;
import io.restock.operators.forecast.ForecastRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both pipelines on a real Flink, from messages of topics to what they say. */
class PipelinesIT {
    private static final int DAYS = 5;

    @Test
    void asksForOneForecastOfEachSeriesAndClosedDay() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());

        Jobs.Asked asked =
                Jobs.ask(
                        env,
                        Chain.sales(Chain.MONDAY, DAYS, 3),
                        Chain.stock(Chain.MONDAY, DAYS, 20),
                        Chain.silence(Chain.MONDAY, DAYS),
                        false);
        env.execute();

        assertThat(asked.requests().rest())
                .hasSize(DAYS * Chain.ITEMS.size())
                .filteredOn(
                        request -> request.history().originEpochDay() == Chain.MONDAY + DAYS - 1)
                .extracting(ForecastRequest::history)
                .allSatisfy(history -> assertThat(history.units()).containsExactly(3, 3, 3, 3, 3))
                .allSatisfy(history -> assertThat(history.horizon()).isEqualTo(7));
        assertThat(asked.tooLate().rest()).isEmpty();
    }

    @Test
    void ordersWhatIsMissingOnceAndCountsWhatIsOnOrder(@TempDir Path folder) throws Exception {
        Configuration flink = new Configuration();
        flink.set(
                StateRecoveryOptions.SAVEPOINT_PATH,
                Jobs.knowing(Chain.group(), Chain.SETTINGS, folder));
        StreamExecutionEnvironment env = Chain.environment(flink);

        Jobs.Planned planned =
                Jobs.plan(
                        env,
                        Chain.SETTINGS,
                        List.of(),
                        Chain.forecasts(Chain.MONDAY, 2, 10),
                        Chain.stock(Chain.MONDAY, 2, 4),
                        Chain.silence(Chain.MONDAY, 2),
                        List.of(),
                        false);
        env.execute();

        List<PlanRecord> plans = planned.plans().rest();
        List<PurchaseOrder> orders = planned.orders().rest();
        assertThat(plans)
                .extracting(PlanRecord::cycleEpochDay)
                .startsWith(Chain.MONDAY + 1, Chain.MONDAY + 2);
        assertThat(orders).extracting(PurchaseOrder::number).doesNotHaveDuplicates();
        assertThat(orders.get(0).lines()).extracting(OrderLine::item).containsAll(Chain.ITEMS);
        assertThat(units(orders, Chain.MONDAY + 2)).isLessThan(units(orders, Chain.MONDAY + 1));
        assertThat(planned.refused().rest()).isEmpty();
        for (PurchaseOrder order : orders) {
            Contract.assertKept("purchase-order", Messages.encode(order));
        }
    }

    private static long units(List<PurchaseOrder> orders, int cycle) {
        return orders.stream()
                .filter(order -> order.cycleEpochDay() == cycle)
                .flatMap(order -> order.lines().stream())
                .mapToLong(OrderLine::quantity)
                .sum();
    }
}

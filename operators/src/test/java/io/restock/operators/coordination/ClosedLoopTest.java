package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;

/** Thirty days of a chain whose forecasts are right in distribution and whose suppliers are not. */
class ClosedLoopTest {
    private static final int DAYS = 30;
    private static final double MEAN = 10;
    private static final double DEVIATION = 4;

    private final Map<String, Long> stock = new HashMap<>();
    private final List<Delivery> underway = new ArrayList<>();
    private final Random luck = new Random(11);
    private final Random customers = new Random(12);
    private final Set<String> said = new HashSet<>();
    private long demanded;
    private long met;
    private long held;
    private double cost;

    private record Delivery(String number, String to, int day, Map<String, Long> lines) {}

    @Test
    void stockNeitherRunsOutNorRunsAwayAndTheOptimizerCostsLessThanTheRule() {
        ClosedLoopTest optimizer = new ClosedLoopTest();
        ClosedLoopTest rule = new ClosedLoopTest();

        optimizer.run(PlannerChoice.GENETIC);
        rule.run(PlannerChoice.ORDER_UP_TO);

        assertThat(optimizer.demanded).isEqualTo(rule.demanded);
        assertThat(optimizer.fillRate()).isGreaterThan(0.90);
        assertThat(rule.fillRate()).isGreaterThan(0.95);
        assertThat(optimizer.daysOfStock()).isBetween(1.0, 8.0);
        assertThat(rule.daysOfStock()).isBetween(1.0, 8.0);
        assertThat(optimizer.cost).isLessThan(rule.cost);
    }

    private double fillRate() {
        return (double) met / demanded;
    }

    private double daysOfStock() {
        return held / (DAYS * 6 * MEAN);
    }

    private void run(PlannerChoice planner) {
        GroupState group =
                Shop.group(
                        new SettingsEdit().optimizer(planner, 3, 5).firstCycle(MONDAY).settings());
        for (String item : Shop.ITEMS) {
            stock.put("W1|" + item, 60L);
            Shop.STORES.forEach(s -> stock.put(s + "|" + item, 25L));
        }
        int plans = 0;
        for (int day = MONDAY; day < MONDAY + DAYS; day++) {
            report(group, day - 1);
            Outcome outcome = group.advance(Shop.cutOff(day));
            plans += outcome.plans().size();
            outcome.purchaseOrders()
                    .forEach(o -> assertThat(said.add(o.number() + o.revision())).isTrue());
            morning(group, day, outcome);
            trade();
            assertThat(group.positions().values())
                    .allSatisfy(
                            p -> {
                                assertThat(p.total()).isLessThan(400);
                                assertThat(p.onHand() - p.reserved()).isNotNegative();
                            });
        }

        assertThat(plans).isEqualTo(DAYS);
        cost += 0.02 * held + 0.38 * (demanded - met);
    }

    private void report(GroupState group, int day) {
        stock.forEach(
                (series, units) -> {
                    String[] of = series.split("\\|");
                    Shop.learn(group, Shop.level(of[0], of[1], day, units.doubleValue()));
                });
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                Shop.learn(group, Shop.forecast(store, item, day, MEAN, DEVIATION));
            }
        }
    }

    /** Suppliers answer, sometimes short or late or not at all; warehouses send what they have. */
    private void morning(GroupState group, int day, Outcome outcome) {
        for (PurchaseOrder order : outcome.purchaseOrders()) {
            if (order.transition() == OrderTransition.CREATED) {
                answer(group, day, order);
                cost += 5 + 0.5 * order.lines().size();
            }
        }
        for (TransferOrder order : outcome.transferOrders()) {
            if (order.transition() != OrderTransition.CREATED) {
                continue;
            }
            Map<String, Long> lines = new HashMap<>();
            cost += 2 + 0.05 * order.lines().size();
            for (OrderLine line : order.lines()) {
                long left =
                        stock.merge(order.from() + "|" + line.item(), -line.quantity(), Long::sum);
                assertThat(left).as("stock of %s", order.from()).isNotNegative();
                lines.put(line.item(), line.quantity());
            }
            say(group, order.number(), ReplyKind.SHIPPED, Shop.at(day, 4, 45), day + 1, lines);
            underway.add(new Delivery(order.number(), order.to(), day + 1, lines));
        }
        List<Delivery> due = underway.stream().filter(d -> d.day() <= day).toList();
        underway.removeAll(due);
        for (Delivery d : due) {
            d.lines().forEach((item, q) -> stock.merge(d.to() + "|" + item, q, Long::sum));
            say(group, d.number(), ReplyKind.RECEIVED, Shop.at(day, 5, 0), day, d.lines());
        }
    }

    private void answer(GroupState group, int day, PurchaseOrder order) {
        Map<String, Long> lines = new HashMap<>();
        order.lines().forEach(l -> lines.put(l.item(), l.quantity()));
        int arrival = day + 2;
        double fate = luck.nextDouble();
        if (fate < 0.005) {
            return;
        }
        if (fate < 0.01) {
            say(group, order.number(), ReplyKind.REJECTED, Shop.at(day, 4, 30), day, Map.of());
            return;
        }
        if (fate < 0.07) {
            lines.replaceAll((item, q) -> q / 2);
        } else if (fate < 0.13) {
            arrival++;
        }
        say(
                group,
                order.number(),
                ReplyKind.ACCEPTED_WITH_CHANGE,
                Shop.at(day, 4, 30),
                arrival,
                lines);
        underway.add(new Delivery(order.number(), order.shipTo(), arrival, lines));
    }

    private static void say(
            GroupState group,
            String number,
            ReplyKind kind,
            long time,
            int day,
            Map<String, Long> lines) {
        ReplyLine[] told =
                lines.entrySet().stream()
                        .map(e -> new ReplyLine(e.getKey(), e.getValue(), day))
                        .toArray(ReplyLine[]::new);
        assertThat(Shop.learn(group, Shop.reply(number, 0, kind, time, told)).refused()).isEmpty();
    }

    private void trade() {
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                double shape = MEAN * MEAN / (DEVIATION * DEVIATION);
                long wanted =
                        Math.round(
                                GammaDistribution.of(shape, MEAN / shape)
                                        .inverseCumulativeProbability(customers.nextDouble()));
                long sold = Math.min(wanted, stock.getOrDefault(store + "|" + item, 0L));
                stock.merge(store + "|" + item, -sold, Long::sum);
                demanded += wanted;
                met += sold;
            }
        }
        held += stock.values().stream().mapToLong(Long::longValue).sum();
    }
}

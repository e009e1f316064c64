package io.restock.local.whatif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanCost;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.wire.Json;
import io.restock.operators.coordination.ForkedPlan;
import io.restock.operators.coordination.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Plans of scenarios side by side, all groups of a currency together; the first scenario is how
 * things are.
 */
public final class Comparison {
    private final List<String> scenarios;
    private final Map<String, Map<String, Column>> byCurrency = new TreeMap<>();

    /** What comes of one scenario. */
    private static final class Column {
        private int groups;
        private int orders;
        private int transfers;
        private PlanCost cost = PlanCost.ZERO;
        private final Map<String, Double> bySupplier = new LinkedHashMap<>();

        void add(ForkedPlan of) {
            groups++;
            cost = cost.plus(of.plan().cost());
            for (TransferOrder transfer : of.transfers()) {
                transfers += transfer.transition() == OrderTransition.CANCELLED ? 0 : 1;
            }
            for (PurchaseOrder order : of.orders()) {
                if (order.transition() != OrderTransition.CANCELLED) {
                    orders++;
                    bySupplier.merge(order.supplier(), worth(order), Double::sum);
                }
            }
        }

        private static double worth(PurchaseOrder order) {
            return order.lines().stream().mapToDouble(Comparison::worth).sum();
        }
    }

    private static double worth(OrderLine line) {
        return line.quantity() * line.unitPrice();
    }

    private Comparison(List<String> scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * Compares.
     *
     * @param scenarios each under another name
     */
    public static Comparison of(List<Scenario> scenarios, List<ForkedPlan> plans) {
        Comparison comparison = new Comparison(scenarios.stream().map(Scenario::name).toList());
        plans.forEach(each -> comparison.column(each).add(each));
        return comparison;
    }

    private Column column(ForkedPlan plan) {
        Map<String, Column> columns =
                byCurrency.computeIfAbsent(
                        plan.currency(),
                        currency -> {
                            Map<String, Column> empty = new LinkedHashMap<>();
                            scenarios.forEach(name -> empty.put(name, new Column()));
                            return empty;
                        });
        return Objects.requireNonNull(columns.get(plan.scenario()), plan.scenario());
    }

    /** For people: a table a currency, a line a figure, a column a scenario. */
    public String table() {
        return byCurrency.entrySet().stream()
                .map(each -> table(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(String currency, Map<String, Column> columns) {
        List<Column> all = List.copyOf(columns.values());
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(currency, List.copyOf(columns.keySet())));
        rows.add(row("groups planned", all, c -> Integer.toString(c.groups)));
        rows.add(row("orders", all, c -> Integer.toString(c.orders)));
        rows.add(row("transfers", all, c -> Integer.toString(c.transfers)));
        Set<String> suppliers = new TreeSet<>();
        all.forEach(c -> suppliers.addAll(c.bySupplier.keySet()));
        for (String supplier : suppliers) {
            rows.add(
                    row(
                            "ordered from " + supplier,
                            all,
                            c -> money(c.bySupplier.getOrDefault(supplier, 0.0))));
        }
        rows.add(row("purchase", all, c -> money(c.cost.purchase())));
        rows.add(row("handling, moving", all, c -> money(handling(c.cost))));
        rows.add(row("stock", all, c -> money(stock(c.cost))));
        rows.add(row("backlog", all, c -> money(c.cost.backorder())));
        rows.add(row("credit, sunk", all, c -> money(credit(c.cost))));
        rows.add(row("expected cost", all, c -> money(c.cost.total())));
        double base = all.get(0).cost.total();
        rows.add(
                row(
                        "beside as it is",
                        all,
                        c -> String.format(Locale.ROOT, "%+,.2f", c.cost.total() - base)));
        return aligned(rows);
    }

    /** For machines: an object a scenario and currency. */
    public ObjectNode json() {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ArrayNode all = root.putArray("scenarios");
        byCurrency.forEach(
                (currency, columns) ->
                        columns.forEach((name, c) -> json(all.addObject(), name, currency, c)));
        return root;
    }

    private static void json(ObjectNode one, String name, String currency, Column c) {
        one.put("name", name)
                .put("currency", currency)
                .put("groups", c.groups)
                .put("orders", c.orders)
                .put("transfers", c.transfers)
                .put("cost", c.cost.total());
        one.putObject("costs")
                .put("purchase", c.cost.purchase())
                .put("handling", handling(c.cost))
                .put("stock", stock(c.cost))
                .put("backlog", c.cost.backorder())
                .put("credit", credit(c.cost));
        ObjectNode ordered = one.putObject("ordered");
        c.bySupplier.forEach(ordered::put);
    }

    private static double handling(PlanCost c) {
        return c.orderLines()
                + c.orderHeaders()
                + c.trucks()
                + c.transferUnits()
                + c.transferLines();
    }

    private static double stock(PlanCost c) {
        return c.holding() + c.runOutHolding() + c.overflow();
    }

    private static double credit(PlanCost c) {
        return c.endOfHorizonCredit() + c.sunk();
    }

    private static List<String> row(
            String name, List<Column> columns, Function<Column, String> figure) {
        return row(name, columns.stream().map(figure).toList());
    }

    private static List<String> row(String name, List<String> values) {
        List<String> row = new ArrayList<>();
        row.add(name);
        row.addAll(values);
        return row;
    }

    private static String money(double amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(
                row -> {
                    for (int i = 0; i < columns; i++) {
                        widths[i] = Math.max(widths[i], row.get(i).length());
                    }
                });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}

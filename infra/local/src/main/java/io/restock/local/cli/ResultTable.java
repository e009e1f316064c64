package io.restock.local.cli;

import io.restock.local.loop.FallbackReasons;
import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.RejectedReasons;
import io.restock.local.loop.Service;
import io.restock.local.world.DayOutcome;
import java.util.List;
import java.util.Locale;

/** The table at the end of a run. */
final class ResultTable {
    private static final int REASONS = 5;

    private ResultTable() {}

    static String of(LoopResult result, List<DayOutcome> reference, Figures f) {
        String money = result.world().groups().get(0).currency();
        StringBuilder table = new StringBuilder();
        table.append(result.world().title()).append('\n');
        row(table, "days", f.days());
        row(table, "sale messages", f.sales());
        row(table, "rejected records", f.rejected());
        RejectedReasons.of(result.rejected()).stream()
                .limit(REASONS)
                .forEach(r -> because(table, r.topic(), r.count(), r.reason()));
        row(table, "forecasts", f.forecasts());
        row(table, "  of these fallbacks", f.fallbackForecasts());
        FallbackReasons.of(result.forecasts()).stream()
                .limit(REASONS)
                .forEach(
                        r ->
                                because(
                                        table,
                                        "  " + r.reason(),
                                        r.count(),
                                        "of " + String.join(", ", r.items())));
        row(table, "plans", f.plans());
        row(table, "purchase orders", f.purchaseOrders());
        row(table, "  said twice", f.duplicateOrders());
        row(table, "transfer orders", f.transferOrders());
        row(table, "alerts", f.alerts());
        percent(table, "fill rate", f.fillRate());
        percent(table, "stock-out rate", f.stockOutRate());
        percent(table, "WAPE, days 1 to 7", f.wape());
        percent(table, "  seasonal naive", f.wapeSeasonalNaive());
        Service ours = Service.of(result.days());
        Service rule = Service.of(reference);
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-24s %12s %12s%n",
                        "cost, " + money,
                        "Restock",
                        "order-up-to"));
        var ruleParts = rule.cost().byComponent();
        ours.cost()
                .byComponent()
                .forEach(
                        (name, cost) ->
                                costs(table, "  " + name, cost, ruleParts.getOrDefault(name, 0.0)));
        costs(table, "  total", f.cost(), f.costOrderUpTo());
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-24s %11.2f%% %11.2f%%%n",
                        "  at fill rate",
                        100 * f.fillRate(),
                        100 * f.fillRateOrderUpTo()));
        table.append(String.format(Locale.ROOT, "%-24s %12.1f%n", "seconds", f.seconds()));
        table.append(
                String.format(Locale.ROOT, "%-24s %s%n", "digest of the orders", f.ordersDigest()));
        return table.toString();
    }

    private static void row(StringBuilder table, String name, long value) {
        table.append(String.format(Locale.ROOT, "%-24s %,12d%n", name, value));
    }

    /** A part of the figure above, and in short why. */
    private static void because(StringBuilder table, String name, long value, String why) {
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-24s %,12d  %s%n",
                        "  " + shorten(name, 22),
                        value,
                        shorten(why, 80)));
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static void percent(StringBuilder table, String name, double share) {
        String percent =
                Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
        table.append(String.format(Locale.ROOT, "%-24s %12s%n", name, percent));
    }

    private static void costs(StringBuilder table, String name, double a, double b) {
        table.append(String.format(Locale.ROOT, "%-24s %,12.0f %,12.0f%n", name, a, b));
    }
}

package io.restock.local.report;

import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.RealisedCost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The page that a run leaves: one HTML file with its drawings in it, which opens without a server
 * and asks nothing of the network.
 */
public final class Report {
    private static final int REJECTED_LISTED = 50;
    private static final String STYLE =
            """
            body{font:15px/1.45 system-ui,sans-serif;color:#111827;max-width:1180px;margin:24px auto;padding:0 16px}
            h1{margin-bottom:0}h2{margin-top:36px;border-bottom:1px solid #e5e7eb}
            table{border-collapse:collapse;margin:8px 0}td,th{padding:3px 12px 3px 0;text-align:left;vertical-align:top}
            .figures td:nth-child(n+2),.cost td:nth-child(n+2){text-align:right;font-variant-numeric:tabular-nums}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:14px}
            svg{width:100%;background:#fff}svg .title{font:600 12px system-ui}svg .unit{font:10px system-ui;fill:#6b7280}
            svg .x{font:10px system-ui;text-anchor:middle;fill:#6b7280}svg .y{font:10px system-ui;text-anchor:end;fill:#6b7280}
            svg .grid{stroke:#e5e7eb}.key{margin-right:14px;white-space:nowrap}
            .key i{display:inline-block;width:12px;height:12px;margin-right:5px;border-radius:2px}
            .assumed{background:#fffbeb;border:1px solid #fcd34d;padding:4px 14px}code{overflow-wrap:anywhere}
            """;

    private Report() {}

    /**
     * Writes {@code report.html} into a folder.
     *
     * @param folder is there
     * @param result what happened
     * @param reference the same days under the order-up-to rule
     * @param figures of both
     * @return the file
     */
    public static Path write(
            Path folder, LoopResult result, List<DayOutcome> reference, Figures figures) {
        Path file = folder.resolve("report.html");
        try {
            return Files.writeString(file, page(result, reference, figures));
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + file + ".", e);
        }
    }

    static String page(LoopResult result, List<DayOutcome> reference, Figures figures) {
        String title = Html.text(result.world().title());
        return "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'/>"
                + "<meta name='viewport' content='width=device-width'/><title>Restock: "
                + title
                + "</title><style>"
                + STYLE
                + "</style></head><body>\n<h1>Restock</h1><p>"
                + title
                + ", "
                + period(result)
                + "</p>\n"
                + assumptions(result.world().assumptions())
                + figures(figures)
                + cost(result.days(), reference)
                + service(result.days(), reference)
                + new SeriesSection(result).html()
                + new OrderSection(result).html()
                + rejected(result.rejected())
                + "</body></html>\n";
    }

    private static String period(LoopResult result) {
        List<DayOutcome> days = result.days();
        return "%d days, %s to %s"
                .formatted(
                        days.size(),
                        LocalDate.ofEpochDay(days.get(0).day()),
                        LocalDate.ofEpochDay(days.get(days.size() - 1).day()));
    }

    private static String assumptions(List<String> assumptions) {
        if (assumptions.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder(
                        "<div class='assumed'><p><b>Assumed, not recorded.</b> The history has no"
                                + " network; every figure of stock, order, cost and service below"
                                + " rests on these assumptions:</p><ul>");
        assumptions.forEach(a -> html.append("<li>").append(Html.text(a)).append("</li>\n"));
        return html.append("</ul></div>\n").toString();
    }

    private static String figures(Figures f) {
        return "<h2>Figures</h2><table class='figures'>"
                + Html.row("th", "", "Restock", "order-up-to rule")
                + Html.row(
                        "td", "cost, money", Html.number(f.cost()), Html.number(f.costOrderUpTo()))
                + Html.row(
                        "td",
                        "fill rate (units met at once ÷ units demanded)",
                        Html.percent(f.fillRate()),
                        Html.percent(f.fillRateOrderUpTo()))
                + Html.row(
                        "td",
                        "stock-out rate (item, store, day with unmet demand)",
                        Html.percent(f.stockOutRate()),
                        "")
                + Html.row("td", "sales messages", Html.number(f.sales()), "")
                + Html.row("td", "rejected records", f.rejected(), "")
                + Html.row(
                        "td",
                        "forecasts, of these by the statistical fallback",
                        Html.number(f.forecasts()) + ", " + Html.number(f.fallbackForecasts()),
                        "")
                + Html.row("td", "plans", f.plans(), "")
                + Html.row(
                        "td",
                        "purchase orders, of these seen twice",
                        f.purchaseOrders() + ", " + f.duplicateOrders(),
                        "")
                + Html.row("td", "transfer orders", f.transferOrders(), "")
                + Html.row("td", "alerts of likely stock-outs", f.alerts(), "")
                + "</table><table class='figures'>"
                + Html.row("th", "", "LSTM", "seasonal naive")
                + Html.row(
                        "td",
                        "WAPE of days 1 to 7",
                        Html.percent(f.wape()),
                        Html.percent(f.wapeSeasonalNaive()))
                + "</table>\n";
    }

    private static String cost(List<DayOutcome> days, List<DayOutcome> reference) {
        Map<String, Double> ours = total(days).byComponent();
        Map<String, Double> theirs = total(reference).byComponent();
        double widest =
                Math.max(
                        ours.values().stream().mapToDouble(Math::abs).max().orElse(1),
                        theirs.values().stream().mapToDouble(Math::abs).max().orElse(1));
        StringBuilder html =
                new StringBuilder("<h2>Cost by component</h2><p>Money over the whole run. ")
                        .append(Colours.legend(Colours.RESTOCK, "Restock"))
                        .append(Colours.legend(Colours.ORDER_UP_TO, "order-up-to rule"))
                        .append("</p><table class='cost'>")
                        .append(Html.row("th", "component", "Restock", "order-up-to", ""));
        ours.forEach(
                (name, money) -> {
                    double other = theirs.getOrDefault(name, 0.0);
                    html.append(
                            Html.row(
                                    "td",
                                    Html.text(name),
                                    Html.number(money),
                                    Html.number(other),
                                    bars(money, other, widest)));
                });
        return html.append("</table>\n").toString();
    }

    private static String bars(double ours, double theirs, double widest) {
        return "<svg viewBox='0 0 300 22' style='width:300px;height:22px'>"
                + "<rect x='0' y='2' height='8' width='%d' fill='%s'/>"
                        .formatted(Math.round(300 * Math.abs(ours) / widest), Colours.RESTOCK)
                + "<rect x='0' y='12' height='8' width='%d' fill='%s'/></svg>"
                        .formatted(
                                Math.round(300 * Math.abs(theirs) / widest), Colours.ORDER_UP_TO);
    }

    private static RealisedCost total(List<DayOutcome> days) {
        return days.stream().map(DayOutcome::cost).reduce(RealisedCost.ZERO, RealisedCost::plus);
    }

    private static String service(List<DayOutcome> days, List<DayOutcome> reference) {
        int first = days.get(0).day();
        int last = days.get(days.size() - 1).day();
        double[] shortOurs = SeriesSection.stockOutRates(days);
        double[] shortTheirs = SeriesSection.stockOutRates(reference);
        double[] costOurs = days.stream().mapToDouble(d -> d.cost().total()).toArray();
        double[] costTheirs = reference.stream().mapToDouble(d -> d.cost().total()).toArray();
        return "<h2>Service and cost in time</h2><p>"
                + Colours.legend(Colours.RESTOCK, "Restock")
                + Colours.legend(Colours.ORDER_UP_TO, "order-up-to rule")
                + "</p><div class='charts'>\n"
                + pair(
                        "series with unmet demand",
                        "% of the day's",
                        first,
                        last,
                        shortOurs,
                        shortTheirs)
                + pair("cost of the day", "money/day", first, last, costOurs, costTheirs)
                + "</div>\n";
    }

    private static String pair(
            String title, String unit, int first, int last, double[] ours, double[] theirs) {
        double lowest = 0;
        double highest = 0;
        for (double[] values : List.of(ours, theirs)) {
            for (double v : values) {
                lowest = Math.min(lowest, v);
                highest = Math.max(highest, v);
            }
        }
        return new Chart(title, unit, first, last, lowest, highest)
                .line(first, theirs, Colours.ORDER_UP_TO)
                .line(first, ours, Colours.RESTOCK)
                .svg();
    }

    private static String rejected(List<String> records) {
        StringBuilder html = new StringBuilder("<h2>Rejected records</h2>");
        if (records.isEmpty()) {
            return html.append("<p>None.</p>\n").toString();
        }
        int shown = Math.min(REJECTED_LISTED, records.size());
        html.append(
                "<p>The first %,d of %,d, as they stand in the topic.</p><ul>\n"
                        .formatted(shown, records.size()));
        for (String record : records.subList(0, shown)) {
            html.append("<li><code>").append(Html.text(record)).append("</code></li>\n");
        }
        return html.append("</ul>\n").toString();
    }
}

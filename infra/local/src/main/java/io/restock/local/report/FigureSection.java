package io.restock.local.report;

import io.restock.local.loop.Accuracy;
import io.restock.local.loop.FallbackReasons;
import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import java.util.Locale;

/** The figures of a run: first those that judge it, then counts, accuracy and why it fell back. */
final class FigureSection {
    private final LoopResult result;
    private final Figures figures;
    private final String currency;

    FigureSection(LoopResult result, Figures figures) {
        this.result = result;
        this.figures = figures;
        this.currency = Html.text(result.world().groups().get(0).currency());
    }

    String html() {
        return "<h2>Figures</h2>" + tiles() + counts() + accuracy() + fallbacks();
    }

    private String tiles() {
        return "<div class='tiles'>\n"
                + tile(
                        "cost of the run",
                        Html.number(figures.cost()) + " " + currency,
                        "order-up-to rule " + Html.number(figures.costOrderUpTo()))
                + tile(
                        "fill rate: units met at once ÷ units demanded",
                        Html.percent(figures.fillRate()),
                        "order-up-to rule " + Html.percent(figures.fillRateOrderUpTo()))
                + tile(
                        "stock-out rate: items, stores and days with unmet demand",
                        Html.percent(figures.stockOutRate()),
                        "")
                + tile(
                        "forecast error: WAPE of the medians, days 1 to 7",
                        Html.percent(figures.wape()),
                        "seasonal naive " + Html.percent(figures.wapeSeasonalNaive()))
                + tile(
                        "order events that suppliers saw twice",
                        Html.number((long) figures.duplicateOrders()),
                        "of %s orders"
                                .formatted(
                                        Html.number(
                                                figures.purchaseOrders()
                                                        + figures.transferOrders())))
                + "</div>\n";
    }

    private static String tile(String what, String figure, String beside) {
        return "<div><span>%s</span><b>%s</b><span>%s</span></div>\n"
                .formatted(what, figure, beside);
    }

    private String counts() {
        return "<table class='figures'>"
                + count("sale messages", figures.sales())
                + count("rejected records", figures.rejected())
                + count("forecasts", figures.forecasts())
                + count("plans", figures.plans())
                + count("purchase orders", figures.purchaseOrders())
                + count("transfer orders", figures.transferOrders())
                + count("alerts of likely stock-outs", figures.alerts())
                + Html.row(
                        "td",
                        "seconds of the command",
                        String.format(Locale.ROOT, "%.1f", figures.seconds()))
                + Html.row(
                        "td",
                        "digest of the orders",
                        "<code>" + Html.text(figures.ordersDigest()) + "</code>")
                + "</table>\n";
    }

    private static String count(String what, long count) {
        return Html.row("td", what, Html.number(count));
    }

    private String accuracy() {
        Accuracy accuracy = Accuracy.of(result);
        return "<p>Of "
                + Html.number(accuracy.rows())
                + " forecasts of one day, "
                + Html.percent(accuracy.coverage())
                + " came true between the 5 % and the 95 % quantile; 90 % should.</p>\n";
    }

    private String fallbacks() {
        if (figures.fallbackForecasts() == 0) {
            return "<p>All forecasts are the model's.</p>\n";
        }
        StringBuilder html =
                new StringBuilder("<h3>Forecasts by the statistical fallback</h3><p>")
                        .append(Html.number(figures.fallbackForecasts()))
                        .append(" of ")
                        .append(Html.number(figures.forecasts()))
                        .append(
                                " are not the model&#39;s. <i>Short history</i>: of the last days fewer")
                        .append(" are known than the model needs, as of items just launched.")
                        .append(" <i>Deadline</i>: the model did not answer in time.</p>")
                        .append("<table>")
                        .append(Html.row("th", "reason", "forecasts", "items"));
        for (FallbackReasons.Reason r : FallbackReasons.of(result.forecasts())) {
            html.append(
                    Html.row(
                            "td",
                            Html.text(r.reason()),
                            Html.number((long) r.count()),
                            Html.text(String.join(", ", r.items()))));
        }
        return html.append("</table>\n").toString();
    }
}

package io.restock.local.report;

import io.restock.local.loop.Service;
import io.restock.local.world.DayOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What a run and its reference cost, by component and in time, and how they served customers. */
final class CostSection {
    private static final int WIDTH = 320;

    private final List<DayOutcome> ours;
    private final List<DayOutcome> theirs;
    private final String currency;

    /**
     * @param ours days of the run
     * @param theirs the same days under the order-up-to rule
     * @param currency of all money
     */
    CostSection(List<DayOutcome> ours, List<DayOutcome> theirs, String currency) {
        this.ours = ours;
        this.theirs = theirs;
        this.currency = Html.text(currency);
    }

    String html() {
        return components() + inTime();
    }

    private String components() {
        Service us = Service.of(ours);
        Service them = Service.of(theirs);
        Map<String, Double> parts = us.cost().byComponent();
        Map<String, Double> reference = them.cost().byComponent();
        double lowest = all(parts, reference).min().orElse(0);
        double highest = all(parts, reference).max().orElse(0);
        Scale scale = new Scale(Math.min(0, lowest), Math.max(1, highest), 0, WIDTH);
        StringBuilder html =
                new StringBuilder("<h2>Cost by component, ")
                        .append(currency)
                        .append("</h2><p>Of the whole run; goods are booked at standard cost, so a")
                        .append(" purchase premium below zero is what price breaks saved. ")
                        .append(legend())
                        .append("</p><table class='figures'>")
                        .append(Html.row("th", "component", "Restock", "order-up-to rule", ""));
        parts.forEach(
                (name, money) -> {
                    double other = reference.getOrDefault(name, 0.0);
                    html.append(
                            Html.row(
                                    "td",
                                    Html.text(name),
                                    Html.number(money),
                                    Html.number(other),
                                    bars(scale, money, other)));
                });
        return html.append(
                        Html.row(
                                "th",
                                "total",
                                Html.number(us.cost().total()),
                                Html.number(them.cost().total()),
                                ""))
                .append("</table>\n")
                .toString();
    }

    private static DoubleStream all(Map<String, Double> some, Map<String, Double> others) {
        return DoubleStream.concat(
                some.values().stream().mapToDouble(Double::doubleValue),
                others.values().stream().mapToDouble(Double::doubleValue));
    }

    private static String bars(Scale scale, double ours, double theirs) {
        return "<svg viewBox='0 0 %d 22' style='width:%dpx;height:22px'>".formatted(WIDTH, WIDTH)
                + bar(scale, ours, 2, Colours.RESTOCK)
                + bar(scale, theirs, 12, Colours.ORDER_UP_TO)
                + String.format(
                        Locale.ROOT,
                        "<line x1='%.1f' x2='%.1f' y1='0' y2='22' class='zero'/></svg>",
                        scale.pixel(0),
                        scale.pixel(0));
    }

    /** From zero to the right what is paid, to the left what is saved. */
    private static String bar(Scale scale, double money, int top, String colour) {
        double from = scale.pixel(Math.min(0, money));
        double to = scale.pixel(Math.max(0, money));
        return String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='%d' height='8' width='%.1f' fill='%s'/>",
                from,
                top,
                to - from,
                colour);
    }

    private String inTime() {
        return "<h2>Service and cost in time</h2><p>"
                + legend()
                + "</p><div class='charts'>\n"
                + pair(
                        "items in stores with unmet demand",
                        "% of all",
                        SeriesSection.stockOutRates(ours),
                        SeriesSection.stockOutRates(theirs))
                + pair("cost of the day", currency + "/day", costs(ours), costs(theirs))
                + "</div>\n";
    }

    private static double[] costs(List<DayOutcome> days) {
        return days.stream().mapToDouble(d -> d.cost().total()).toArray();
    }

    private String pair(String title, String unit, double[] us, double[] them) {
        double lowest =
                DoubleStream.concat(DoubleStream.of(us), DoubleStream.of(them)).min().orElse(0);
        double highest =
                DoubleStream.concat(DoubleStream.of(us), DoubleStream.of(them)).max().orElse(0);
        int first = ours.get(0).day();
        return new Chart(title, unit, first, first + ours.size() - 1, lowest, highest)
                .line(first, them, Colours.ORDER_UP_TO)
                .line(first, us, Colours.RESTOCK)
                .svg();
    }

    private static String legend() {
        return Colours.legend(Colours.RESTOCK, "Restock")
                + Colours.legend(Colours.ORDER_UP_TO, "order-up-to rule");
    }
}

package io.restock.local.report;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.OrderLine;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.local.loop.LoopResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was ordered, when and from whom. */
final class OrderSection {
    private static final int LISTED = 200;

    private final LoopResult result;
    private final int firstDay;
    private final int days;

    OrderSection(LoopResult result) {
        this.result = result;
        this.firstDay = result.days().get(0).day();
        this.days = result.days().size();
    }

    String html() {
        Map<String, double[]> bySupplier = new TreeMap<>();
        for (PurchaseOrder order : result.orders()) {
            int day = order.cycleEpochDay() - firstDay;
            if (order.revision() == 0 && day >= 0 && day < days) {
                bySupplier.computeIfAbsent(order.supplier(), k -> new double[days])[day] +=
                        order.lines().stream().mapToDouble(l -> l.quantity() * l.unitPrice()).sum();
            }
        }
        double[] transfers = new double[days];
        for (TransferOrder order : result.transfers()) {
            int day = order.cycleEpochDay() - firstDay;
            if (order.revision() == 0 && day >= 0 && day < days) {
                transfers[day] +=
                        order.lines().stream().mapToDouble(l -> l.quantity() * l.baseUnit()).sum();
            }
        }
        List<String> suppliers = new ArrayList<>(bySupplier.keySet());
        List<double[]> parts = new ArrayList<>(bySupplier.values());
        List<String> colours = Colours.cycle(suppliers.size());
        double[] alerts = new double[days];
        for (Alert alert : result.alerts()) {
            int day = alert.cycleEpochDay() - firstDay;
            if (alert.kind() == AlertKind.STOCK_OUT && day >= 0 && day < days) {
                alerts[day]++;
            }
        }
        StringBuilder html = new StringBuilder("<h2>Orders and alerts in time</h2><p>");
        for (int s = 0; s < suppliers.size(); s++) {
            html.append(Colours.legend(colours.get(s), suppliers.get(s)));
        }
        html.append("</p><div class='charts'>\n")
                .append(
                        bars(
                                "purchase orders by supplier",
                                result.world().groups().get(0).currency() + "/day",
                                parts,
                                colours))
                .append(
                        bars(
                                "moved between locations",
                                "units/day",
                                List.of(transfers),
                                List.of(Colours.STOCK)))
                .append(
                        bars(
                                "alerts of likely stock-outs",
                                "alerts/day",
                                List.of(alerts),
                                List.of(Colours.SHORT)))
                .append("</div>\n");
        return html.append(list()).toString();
    }

    private String bars(String title, String unit, List<double[]> parts, List<String> colours) {
        return new Chart(title, unit, firstDay, firstDay + days - 1, 0, highest(parts))
                .bars(parts, colours)
                .svg();
    }

    private double highest(List<double[]> parts) {
        double highest = 0;
        for (int d = 0; d < days; d++) {
            int day = d;
            highest = Math.max(highest, parts.stream().mapToDouble(p -> p[day]).sum());
        }
        return highest;
    }

    private String list() {
        StringBuilder html = new StringBuilder();
        int shown = Math.min(LISTED, result.orders().size());
        html.append(
                        "<details><summary>The first %,d of %,d purchase order events</summary><table>"
                                .formatted(shown, result.orders().size()))
                .append(
                        Html.row(
                                "th",
                                "number",
                                "revision",
                                "said",
                                "cycle",
                                "supplier",
                                "ship to",
                                "lines: item × base units"));
        for (PurchaseOrder o : result.orders().subList(0, shown)) {
            html.append(
                    Html.row(
                            "td",
                            Html.text(o.number()),
                            o.revision(),
                            o.transition(),
                            LocalDate.ofEpochDay(o.cycleEpochDay()),
                            Html.text(o.supplier()),
                            Html.text(o.shipTo()),
                            Html.text(lines(o.lines()))));
        }
        return html.append("</table></details>\n").toString();
    }

    private static String lines(List<OrderLine> lines) {
        return lines.stream()
                .map(l -> l.item() + " × " + l.quantity())
                .collect(Collectors.joining(", "));
    }
}

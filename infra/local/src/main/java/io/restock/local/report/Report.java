package io.restock.local.report;

import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.RejectedReasons;
import io.restock.local.world.DayOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The page that a run leaves: one HTML file with its drawings in it, which opens without a server
 * and asks nothing of the network.
 */
public final class Report {
    private static final int REJECTED_LISTED = 50;
    private static final String STYLE =
            """
            body{font:15px/1.45 system-ui,sans-serif;color:#111827;max-width:1180px;margin:24px auto;padding:0 16px}
            h1{margin-bottom:0}h2{margin-top:36px;border-bottom:1px solid #e5e7eb}h3{margin-bottom:0}
            table{border-collapse:collapse;margin:8px 0}td,th{padding:3px 14px 3px 0;text-align:left;vertical-align:top}
            .figures td:nth-child(n+2),.figures th:nth-child(n+2){text-align:right;font-variant-numeric:tabular-nums}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:12px;margin:14px 0}
            .tiles div{border:1px solid #e5e7eb;border-radius:8px;padding:10px 14px;display:flex;flex-direction:column}
            .tiles b{font-size:24px;margin-top:auto}.tiles span{font-size:13px;color:#4b5563;min-height:1.4em}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:14px}
            svg{width:100%;background:#fff}svg .title{font:600 12px system-ui}svg .unit{font-weight:400;fill:#6b7280}
            svg .x{font:10px system-ui;text-anchor:middle;fill:#6b7280}svg .y{font:10px system-ui;text-anchor:end;fill:#6b7280}
            svg .grid{stroke:#e5e7eb}svg .zero{stroke:#9ca3af}.key{margin-right:14px;white-space:nowrap}
            .key i{display:inline-block;width:12px;height:12px;margin-right:5px;border-radius:2px}
            .assumed{background:#fffbeb;border:1px solid #fcd34d;padding:4px 14px}.assumed ul{columns:2;font-size:13px}
            code{overflow-wrap:anywhere}
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
                + new FigureSection(result, figures).html()
                + new CostSection(
                                result.days(), reference, result.world().groups().get(0).currency())
                        .html()
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

    private static String rejected(List<String> records) {
        StringBuilder html = new StringBuilder("<h2>Rejected records</h2>");
        if (records.isEmpty()) {
            return html.append("<p>None.</p>\n").toString();
        }
        html.append("<table>").append(Html.row("th", "topic", "records", "reason of the first"));
        for (RejectedReasons.Reason r : RejectedReasons.of(records)) {
            html.append(
                    Html.row(
                            "td",
                            Html.text(r.topic()),
                            Html.number((long) r.count()),
                            Html.text(r.reason())));
        }
        int shown = Math.min(REJECTED_LISTED, records.size());
        html.append(
                "</table><details><summary>The first %,d of %,d as they stand in the topic</summary><ul>\n"
                        .formatted(shown, records.size()));
        for (String record : records.subList(0, shown)) {
            html.append("<li><code>").append(Html.text(record)).append("</code></li>\n");
        }
        return html.append("</ul></details>\n").toString();
    }
}

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
        return Page.of("Restock: " + result.world().title(), body(result, reference, figures));
    }

    private static String body(LoopResult result, List<DayOutcome> reference, Figures figures) {
        return "<h1>Restock</h1><p>"
                + Html.text(result.world().title())
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
                + rejected(result.rejected());
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

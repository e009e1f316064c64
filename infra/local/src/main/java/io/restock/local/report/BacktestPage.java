package io.restock.local.report;

import io.restock.domain.Quantiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that a backtest leaves: one HTML file with its drawings in it. */
public final class BacktestPage {
    private BacktestPage() {}

    /**
     * What is drawn.
     *
     * @param data name of the data
     * @param origins last days known, ISO-8601, ascending
     * @param lines by forecaster
     * @param weights of the fusion at the last origin, by segment and member
     */
    public record Content(
            String data,
            List<String> origins,
            Map<String, Line> lines,
            Map<String, Map<String, Double>> weights) {}

    /**
     * Figures of a forecaster, means over the origins but for {@code byOrigin}.
     *
     * @param wape of the point
     * @param wpe of the point
     * @param pinball mean over the levels
     * @param byOrigin WAPE at each origin; NaN where it did not forecast
     * @param coverage at each level of {@link Quantiles}
     * @param bySegment WAPE by segment
     */
    public record Line(
            double wape,
            double wpe,
            double pinball,
            double[] byOrigin,
            double[] coverage,
            Map<String, Double> bySegment) {}

    /** Writes {@code backtest.html} into a folder, which is made where it is not there. */
    public static Path write(Path folder, Content content) {
        Path file = folder.resolve("backtest.html");
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, page(content));
        } catch (IOException e) {
            throw new UncheckedIOException("The page cannot be written to " + file + ".", e);
        }
    }

    static String page(Content content) {
        List<String> names = List.copyOf(content.lines().keySet());
        List<String> colours = Colours.cycle(names.size());
        StringBuilder html = new StringBuilder();
        html.append("<h1>Forecasters side by side</h1><p>")
                .append(Html.text(content.data()))
                .append(", last days known: ")
                .append(Html.text(String.join(", ", content.origins())))
                .append("</p>\n<p>");
        for (int i = 0; i < names.size(); i++) {
            html.append(Colours.legend(colours.get(i), names.get(i)));
        }
        html.append("</p><div class='charts'>\n")
                .append(byOrigin(content, colours))
                .append(coverage(content, colours))
                .append("</div>\n<h2>Means over the origins</h2><table class='figures'>\n")
                .append(Html.row("th", "forecaster", "WAPE", "WPE", "pinball"));
        content.lines()
                .forEach(
                        (name, line) ->
                                html.append(
                                        Html.row(
                                                "td",
                                                Html.text(name),
                                                four(line.wape()),
                                                four(line.wpe()),
                                                four(line.pinball()))));
        html.append("</table>\n<h2>WAPE by segment</h2>").append(segments(content));
        html.append("<h2>Weights of the fusion at the last origin</h2>").append(weights(content));
        return Page.of("Restock: forecasters side by side", html.toString());
    }

    private static String byOrigin(Content content, List<String> colours) {
        double highest = 0;
        for (Line line : content.lines().values()) {
            for (double wape : line.byOrigin()) {
                highest = Math.max(highest, Double.isNaN(wape) ? 0 : wape);
            }
        }
        int last = content.origins().size();
        Curves curves = new Curves("WAPE by origin", "origin", 1, Math.max(2, last), highest);
        int i = 0;
        for (Line line : content.lines().values()) {
            List<double[]> points = new ArrayList<>();
            for (int o = 0; o < line.byOrigin().length; o++) {
                if (!Double.isNaN(line.byOrigin()[o])) {
                    points.add(new double[] {o + 1, line.byOrigin()[o]});
                }
            }
            curves.line(points, colours.get(i++));
        }
        return curves.svg();
    }

    private static String coverage(Content content, List<String> colours) {
        Curves curves = new Curves("Share of actuals at or below a quantile", "level", 0, 1, 1);
        curves.line(List.of(new double[] {0, 0}, new double[] {1, 1}), "#9ca3af");
        int i = 0;
        for (Line line : content.lines().values()) {
            List<double[]> points = new ArrayList<>();
            for (int k = 0; k < Quantiles.COUNT; k++) {
                points.add(new double[] {Quantiles.level(k), line.coverage()[k]});
            }
            curves.line(points, colours.get(i++));
        }
        return curves.svg();
    }

    private static String segments(Content content) {
        List<String> names =
                content.lines().values().stream()
                        .flatMap(line -> line.bySegment().keySet().stream())
                        .distinct()
                        .toList();
        return table(
                names,
                content.lines().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        e -> e.getValue().bySegment(),
                                        (a, b) -> a,
                                        LinkedHashMap::new)));
    }

    private static String weights(Content content) {
        List<String> members =
                content.weights().values().stream()
                        .flatMap(of -> of.keySet().stream())
                        .distinct()
                        .toList();
        return table(members, content.weights());
    }

    private static String table(List<String> columns, Map<String, Map<String, Double>> rows) {
        List<Object> head = new ArrayList<>(List.of(""));
        columns.forEach(column -> head.add(Html.text(column)));
        StringBuilder html =
                new StringBuilder("<table class='figures'>\n")
                        .append(Html.row("th", head.toArray()));
        rows.forEach(
                (name, values) -> {
                    List<Object> cells = new ArrayList<>(List.of(Html.text(name)));
                    columns.forEach(
                            column -> cells.add(four(values.getOrDefault(column, Double.NaN))));
                    html.append(Html.row("td", cells.toArray()));
                });
        return html.append("</table>\n").toString();
    }

    private static String four(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }
}

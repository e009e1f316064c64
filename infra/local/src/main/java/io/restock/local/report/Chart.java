package io.restock.local.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * A drawing over days: an SVG element with axes, in the page itself. Marks are drawn in the order
 * of the calls.
 */
final class Chart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 220;
    private static final int LEFT = 52;
    private static final int RIGHT = 10;
    private static final int TOP = 28;
    private static final int BOTTOM = 30;

    private final int firstDay;
    private final Scale x;
    private final Scale y;
    private final StringBuilder svg = new StringBuilder();

    /**
     * An empty chart.
     *
     * @param title what is drawn
     * @param unit of the vertical axis
     * @param firstDay days since 1970-01-01
     * @param lastDay included
     * @param lowest value to make room for
     * @param highest value to make room for
     */
    Chart(String title, String unit, int firstDay, int lastDay, double lowest, double highest) {
        this.firstDay = firstDay;
        x = new Scale(firstDay - 0.5, lastDay + 0.5, LEFT, WIDTH - RIGHT);
        y = Scale.of(lowest, highest, HEIGHT - BOTTOM, TOP);
        open(title, unit);
        for (double tick : y.ticks()) {
            print(
                    "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='%s'/>",
                    LEFT, WIDTH - RIGHT, y.pixel(tick), y.pixel(tick), tick == 0 ? "zero" : "grid");
            print(
                    "<text x='%d' y='%.1f' class='y'>%s</text>",
                    LEFT - 5, y.pixel(tick) + 4, Html.number(tick));
        }
        int every = Math.max(1, (lastDay - firstDay + 1) / 7);
        for (int day = firstDay; day <= lastDay; day += every) {
            String date = LocalDate.ofEpochDay(day).toString().substring(5);
            print("<text x='%.1f' y='%d' class='x'>%s</text>", x.pixel(day), HEIGHT - 10, date);
        }
    }

    private void open(String title, String unit) {
        print(
                "<svg viewBox='0 0 %d %d' role='img' aria-label=\"%s, %s\">",
                WIDTH, HEIGHT, Html.text(title), Html.text(unit));
        print(
                "<text x='4' y='12' class='title'>%s<tspan class='unit'>, %s</tspan></text>",
                Html.text(title), Html.text(unit));
    }

    /** A line through values of consecutive days; NaN leaves a gap, a day alone is a dot. */
    Chart line(int from, double[] values, String colour) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int d = 0; d < values.length; d++) {
            if (Double.isNaN(values[d])) {
                drawing = false;
                continue;
            }
            String point = point(from + d, values[d]);
            // A line to its own start is drawn as a dot by its round ends.
            path.append(drawing ? "" : "M" + point).append('L').append(point);
            drawing = true;
        }
        print(
                "<path d='%s' fill='none' stroke='%s' stroke-width='1.6' stroke-linecap='round'/>",
                path, colour);
        return this;
    }

    /** An area between two values of consecutive days. */
    Chart band(int from, double[] low, double[] high, String colour, double opacity) {
        StringBuilder path = new StringBuilder("M");
        for (int d = 0; d < low.length; d++) {
            path.append(point(from + d, high[d])).append('L');
        }
        for (int d = low.length - 1; d >= 0; d--) {
            path.append(point(from + d, low[d])).append(d > 0 ? "L" : "Z");
        }
        print("<path d='%s' fill='%s' opacity='%.2f'/>", path, colour, opacity);
        return this;
    }

    /**
     * Bars of consecutive days from the first, one part on the other: upwards from zero what is
     * positive, downwards what is negative. NaN is no bar.
     */
    Chart bars(List<double[]> parts, List<String> colours) {
        double width = 0.8 * (x.pixel(firstDay + 1) - x.pixel(firstDay));
        int days = parts.isEmpty() ? 0 : parts.get(0).length;
        for (int d = 0; d < days; d++) {
            double above = 0;
            double below = 0;
            for (int p = 0; p < parts.size(); p++) {
                double value = parts.get(p)[d];
                if (value > 0) {
                    bar(d, width, above, above + value, colours.get(p));
                    above += value;
                } else if (value < 0) {
                    bar(d, width, below + value, below, colours.get(p));
                    below += value;
                }
            }
        }
        return this;
    }

    private void bar(int d, double width, double low, double high, String colour) {
        print(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
                x.pixel(firstDay + d) - width / 2,
                y.pixel(high),
                width,
                y.pixel(low) - y.pixel(high),
                colour);
    }

    /** The element. */
    String svg() {
        return svg + "</svg>\n";
    }

    private String point(int day, double value) {
        return String.format(Locale.ROOT, "%.1f %.1f", x.pixel(day), y.pixel(value));
    }

    private void print(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

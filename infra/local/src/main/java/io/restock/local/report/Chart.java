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
    private static final int TOP = 26;
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
        open(title);
        print("<text x='%d' y='24' class='unit'>%s</text>", 4, Html.text(unit));
        for (double tick : y.ticks()) {
            print(
                    "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/>",
                    LEFT, WIDTH - RIGHT, y.pixel(tick), y.pixel(tick));
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

    private void open(String title) {
        print(
                "<svg viewBox='0 0 %d %d' role='img' aria-label=\"%s\">",
                WIDTH, HEIGHT, Html.text(title));
        print("<text x='%d' y='12' class='title'>%s</text>", 4, Html.text(title));
    }

    /** A line through values of consecutive days; NaN leaves a gap. */
    Chart line(int from, double[] values, String colour) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int d = 0; d < values.length; d++) {
            if (Double.isNaN(values[d])) {
                drawing = false;
                continue;
            }
            path.append(drawing ? 'L' : 'M').append(point(from + d, values[d]));
            drawing = true;
        }
        print("<path d='%s' fill='none' stroke='%s' stroke-width='1.6'/>", path, colour);
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

    /** Dots at some days. */
    Chart dots(int from, double[] values, String colour) {
        for (int d = 0; d < values.length; d++) {
            if (!Double.isNaN(values[d])) {
                print(
                        "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>",
                        x.pixel(from + d), y.pixel(values[d]), colour);
            }
        }
        return this;
    }

    /** Bars of consecutive days from the first, one part on the other. */
    Chart bars(List<double[]> parts, List<String> colours) {
        double width = 0.8 * (x.pixel(firstDay + 1) - x.pixel(firstDay));
        double[] base = new double[parts.isEmpty() ? 0 : parts.get(0).length];
        for (int p = 0; p < parts.size(); p++) {
            for (int d = 0; d < base.length; d++) {
                double top = base[d] + parts.get(p)[d];
                if (top > base[d]) {
                    print(
                            "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
                            x.pixel(firstDay + d) - width / 2,
                            y.pixel(top),
                            width,
                            y.pixel(base[d]) - y.pixel(top),
                            colours.get(p));
                }
                base[d] = top;
            }
        }
        return this;
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

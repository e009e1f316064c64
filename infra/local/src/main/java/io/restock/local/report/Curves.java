package io.restock.local.report;

import java.util.List;
import java.util.Locale;

/** A drawing over numbers: an SVG element with axes, in the page itself. */
final class Curves {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int LEFT = 52;
    private static final int RIGHT = 10;
    private static final int TOP = 26;
    private static final int BOTTOM = 40;

    private final Scale x;
    private final Scale y;
    private final StringBuilder svg = new StringBuilder();

    /**
     * An empty drawing.
     *
     * @param title what is drawn
     * @param axis what the horizontal axis is
     * @param from left end of it
     * @param to right end of it
     * @param highest value to make room for, from 0
     */
    Curves(String title, String axis, double from, double to, double highest) {
        x = new Scale(from, to, LEFT, WIDTH - RIGHT);
        y = Scale.of(0, highest, HEIGHT - BOTTOM, TOP);
        print(
                "<svg viewBox='0 0 %d %d' role='img' aria-label=\"%s\">",
                WIDTH, HEIGHT, Html.text(title));
        print("<text x='%d' y='12' class='title'>%s</text>", 4, Html.text(title));
        for (double tick : y.ticks()) {
            print(
                    "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/>",
                    LEFT, WIDTH - RIGHT, y.pixel(tick), y.pixel(tick));
            print(
                    "<text x='%d' y='%.1f' class='y'>%s</text>",
                    LEFT - 5, y.pixel(tick) + 4, Html.number(tick));
        }
        for (double tick : x.ticks()) {
            if (tick >= from && tick <= to) {
                print(
                        "<text x='%.1f' y='%d' class='x'>%s</text>",
                        x.pixel(tick), HEIGHT - BOTTOM + 16, Html.number(tick));
            }
        }
        print(
                "<text x='%d' y='%d' class='x'>%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, Html.text(axis));
    }

    /** A line through points (x, y); one point alone is a dot. */
    Curves line(List<double[]> points, String colour) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "%.1f %.1f",
                                    x.pixel(point[0]),
                                    y.pixel(point[1])));
            print(
                    "<circle cx='%.1f' cy='%.1f' r='2' fill='%s'/>",
                    x.pixel(point[0]), y.pixel(point[1]), colour);
        }
        print("<path d='%s' fill='none' stroke='%s' stroke-width='1.6'/>", path, colour);
        return this;
    }

    /** The element. */
    String svg() {
        return svg + "</svg>\n";
    }

    private void print(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

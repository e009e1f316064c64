package io.restock.local.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of an axis to pixels.
 *
 * @param from value at {@code fromPixel}
 * @param to value at {@code toPixel}, different from {@code from}
 * @param fromPixel pixel
 * @param toPixel pixel
 */
record Scale(double from, double to, double fromPixel, double toPixel) {
    private static final int TICKS = 5;

    /** A scale from zero, or from the lowest value where that is negative, to the highest. */
    static Scale of(double lowest, double highest, double fromPixel, double toPixel) {
        double from = Math.min(0, lowest);
        double to = highest > from ? highest : from + 1;
        double step = step(to - from);
        return new Scale(
                Math.floor(from / step) * step, Math.ceil(to / step) * step, fromPixel, toPixel);
    }

    double pixel(double value) {
        return fromPixel + (value - from) / (to - from) * (toPixel - fromPixel);
    }

    /** Round values to write at the axis, ascending. */
    List<Double> ticks() {
        double step = step(to - from);
        List<Double> ticks = new ArrayList<>();
        for (long n = (long) Math.ceil(from / step - 1e-6); n * step <= to + step / 1e6; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that about {@link #TICKS} fit. */
    private static double step(double span) {
        double power = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
        double rest = span / TICKS / power;
        return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
    }
}

package io.restock.operators.forecast.statistical;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Nelder and Mead's simplex: a minimum of a function without its gradient. Deterministic; the
 * result is the best point that was tried.
 */
final class Simplex {
    private static final double TOLERANCE = 1e-4; // relative difference of best and worst

    private Simplex() {}

    /**
     * Minimises.
     *
     * @param start where to begin
     * @param step size of the first simplex
     * @param evaluations of the function that may be made, about
     */
    static double[] minimise(
            ToDoubleFunction<double[]> function, double[] start, double step, int evaluations) {
        int n = start.length;
        double[][] points = new double[n + 1][];
        double[] values = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            points[i] = start.clone();
            if (i > 0) {
                points[i][i - 1] += step;
            }
            values[i] = function.applyAsDouble(points[i]);
        }
        sort(points, values);
        int made = n + 1;
        while (made < evaluations && values[n] - values[0] > TOLERANCE * Math.abs(values[0])) {
            double[] centre = centre(points, n);
            double[] reflected = along(centre, points[n], -1);
            double value = function.applyAsDouble(reflected);
            made++;
            if (value < values[0]) {
                double[] further = along(centre, points[n], -2);
                double at = function.applyAsDouble(further);
                made++;
                replaceWorst(points, values, at < value ? further : reflected, Math.min(at, value));
            } else if (value < values[n - 1]) {
                replaceWorst(points, values, reflected, value);
            } else {
                boolean outside = value < values[n];
                double[] inner = along(centre, points[n], outside ? -0.5 : 0.5);
                double at = function.applyAsDouble(inner);
                made++;
                if (at < Math.min(value, values[n])) {
                    replaceWorst(points, values, inner, at);
                } else {
                    for (int i = 1; i <= n; i++) {
                        points[i] = along(points[0], points[i], 0.5);
                        values[i] = function.applyAsDouble(points[i]);
                    }
                    made += n;
                    sort(points, values);
                }
            }
        }
        return points[0];
    }

    private static double[] centre(double[][] points, int n) {
        double[] centre = new double[n];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < n; d++) {
                centre[d] += points[i][d] / n;
            }
        }
        return centre;
    }

    /** centre + factor · (point − centre). */
    private static double[] along(double[] centre, double[] point, double factor) {
        double[] to = new double[centre.length];
        for (int d = 0; d < to.length; d++) {
            to[d] = centre[d] + factor * (point[d] - centre[d]);
        }
        return to;
    }

    private static void replaceWorst(
            double[][] points, double[] values, double[] point, double value) {
        int at = values.length - 1;
        while (at > 0 && values[at - 1] > value) {
            points[at] = points[at - 1];
            values[at] = values[at - 1];
            at--;
        }
        points[at] = point;
        values[at] = value;
    }

    private static void sort(double[][] points, double[] values) {
        double[][] unsorted = points.clone();
        double[] of = values.clone();
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(of[a], of[b]));
        for (int i = 0; i < order.length; i++) {
            points[i] = unsorted[order[i]];
            values[i] = of[order[i]];
        }
    }
}

package io.restock.local.console;

import io.restock.local.loop.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows progress: a bar on a terminal, lines elsewhere. */
public final class Console implements Progress, AutoCloseable {
    private static final int LINES_OF_A_PHASE = 4;
    private static final int WIDTH = 100;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private @Nullable ProgressBar bar;
    private String what = "";
    private int steps;
    private int done;

    /** A console that draws bars where it is on a terminal. */
    public Console(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A console on standard output; the script that starts us knows whether it is a terminal. */
    public static Console of(PrintWriter out) {
        return new Console(out, Boolean.getBoolean("restock.terminal"));
    }

    @Override
    public void phase(String what, int steps) {
        endBar();
        this.what = what;
        this.steps = steps;
        this.done = 0;
        if (terminal && steps > 0) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(what)
                            .setInitialMax(steps)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
                            .build();
        } else {
            line(what + " …");
        }
    }

    @Override
    public void step(String extra) {
        done++;
        if (bar != null) {
            bar.setExtraMessage(" " + extra);
            bar.step();
        } else if (steps > 0
                && (done == steps || done % Math.max(1, steps / LINES_OF_A_PHASE) == 0)) {
            line("%s %d/%d: %s".formatted(what, done, steps, extra));
        }
    }

    @Override
    public void note(String text) {
        line(text);
    }

    /** Seconds since the console was made. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void line(String text) {
        if (bar != null) {
            // The bar stands in this line; it is drawn again below.
            out.print(CLEAR_LINE);
        }
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
        out.flush();
    }

    /** In the same stream as the lines, or they would come in any order. */
    private void draw(String drawn) {
        out.print('\r' + drawn);
        out.flush();
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
            out.println();
            out.flush();
        }
    }

    @Override
    public void close() {
        endBar();
    }
}

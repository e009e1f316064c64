package io.restock.local.model;

import io.restock.operators.forecast.ProgressListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints how a training goes on: a line an epoch, and on a terminal a bar within it. */
final class TrainProgress implements ProgressListener {
    private static final int WIDTH = 30; // characters of a full bar

    private final PrintWriter out;
    private final boolean terminal;

    /**
     * @param terminal whether a carriage return goes back to the start of the line
     */
    TrainProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void epochEnded(int epoch, int epochs, double trainingLoss, double holdOutLoss) {
        String found =
                Double.isNaN(holdOutLoss)
                        ? "learning from all days"
                        : String.format(Locale.ROOT, "hold-out %.5f", holdOutLoss);
        print("epoch %d/%d  training %.4f  %s%n", epoch, epochs, trainingLoss, found);
    }

    @Override
    public void stepped(int epoch, int epochs, double part) {
        if (terminal) {
            int full = (int) Math.round(part * WIDTH);
            String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
            print("epoch %d/%d  [%s] %3.0f %%", epoch, epochs, bar, 100 * part);
        }
    }

    @Override
    public void grown(int tree, int trees) {
        if (tree == trees) {
            print("trees %d%n", trees);
        } else if (terminal) {
            print("tree %d/%d", tree, trees);
        }
    }

    @Override
    public void resumed(int epoch) {
        print("going on after epoch %d%n", epoch);
    }

    private synchronized void print(String format, Object... values) {
        String clear = terminal ? "\r" + " ".repeat(WIDTH + 30) + "\r" : "";
        out.print(clear + String.format(Locale.ROOT, format, values));
        out.flush();
    }
}

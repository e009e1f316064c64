package io.restock.operators.documents;

import java.util.logging.Level;
import java.util.logging.Logger;

/** StAEDI tells of its own schemas at each first use, on a logger that nobody has set up. */
final class Quiet {
    private static final Logger STAEDI = Logger.getLogger("io.xlate.edi");

    static {
        STAEDI.setLevel(Level.SEVERE);
    }

    private Quiet() {}

    static void staedi() {
        // Loading the class is all.
    }
}

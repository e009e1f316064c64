package io.restock.local.loop;

/** Told how a run goes on. */
public interface Progress {
    /** Hears nothing. */
    Progress SILENT =
            new Progress() {
                @Override
                public void phase(String what, int steps) {}

                @Override
                public void step(String extra) {}

                @Override
                public void note(String text) {}
            };

    /**
     * A part of the run begins.
     *
     * @param what it does
     * @param steps how many steps it has; 0 = unknown
     */
    void phase(String what, int steps);

    /** A step of the part is done. */
    void step(String extra);

    /** Something worth a line. */
    void note(String text);
}

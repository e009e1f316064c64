package io.restock.local.report;

import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.world.DayOutcome;
import java.nio.file.Path;
import java.util.List;

/** Placeholder. */
public final class Report {
    private Report() {}

    public static Path write(
            Path folder, LoopResult result, List<DayOutcome> reference, Figures figures) {
        return folder;
    }
}

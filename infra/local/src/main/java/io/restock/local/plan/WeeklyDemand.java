package io.restock.local.plan;

import io.restock.optimizer.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What customers asked for, week by week, at the stores of a problem: the format {@code
 * coordination-loop/1}, plain or gzipped.
 *
 * @param weeks how many, &gt;= 1
 * @param units [item][location][week], whole base units
 */
record WeeklyDemand(int weeks, long[][][] units) {
    /** What the field {@code format} says. */
    static final String FORMAT = "coordination-loop/1";

    private static final int MOST_WEEKS = 10_000;
    private static final int MOST_UNITS = 1_000_000_000;

    /** One series of the file. */
    private record Series(int item, int location, long[] units) {}

    private static long[] units(Field perWeek, int weeks) {
        perWeek.must(perWeek.value().size() == weeks, "a list of %d numbers".formatted(weeks));
        return perWeek.list(f -> (long) f.count(0, MOST_UNITS)).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /**
     * Reads the demand of every item at every location of a problem.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming file and field, if a series is missing or is wrong
     */
    static WeeklyDemand read(Path file, Problem problem) throws IOException {
        Field root = new Field(file, "", ProblemFile.tree(file));
        Field format = root.get("format");
        format.must(FORMAT.equals(format.value().textValue()), FORMAT);
        Field of = root.get("problem");
        of.must(problem.name().equals(of.text()), problem.name());
        int weeks = root.get("weeks").count(1, MOST_WEEKS);
        List<String> items = problem.items().stream().map(Problem.Item::id).toList();
        List<String> locations = problem.locations().stream().map(Problem.Site::id).toList();
        long[][][] units = new long[items.size()][locations.size()][];
        Field demand = root.get("demand");
        for (Series series :
                demand.list(
                        f ->
                                new Series(
                                        f.get("item").indexIn(items, "item"),
                                        f.get("location").indexIn(locations, "location"),
                                        units(f.get("perWeek"), weeks)))) {
            demand.must(
                    units[series.item][series.location] == null,
                    "a list in which %s at %s appears once"
                            .formatted(items.get(series.item), locations.get(series.location)));
            units[series.item][series.location] = series.units;
        }
        for (int i = 0; i < items.size(); i++) {
            for (int l = 0; l < locations.size(); l++) {
                demand.must(
                        units[i][l] != null,
                        "a list with every item at every location; %s at %s lacks"
                                .formatted(items.get(i), locations.get(l)));
            }
        }
        return new WeeklyDemand(weeks, units);
    }
}

package io.restock.local.whatif;

import io.restock.operators.coordination.Scenario;
import io.restock.operators.coordination.Scenario.ClosedLane;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads scenarios as people write them: parts with commas between, {@code demand=+20%}, {@code
 * supplier=ID}, {@code lane=FROM:TO:DAYS}.
 */
public final class Scenarios {
    private static final Pattern DEMAND = Pattern.compile("demand=([+-]\\d+(?:\\.\\d+)?)%");
    private static final Pattern SUPPLIER = Pattern.compile("supplier=([^,:=\\s]+)");
    private static final Pattern LANE = Pattern.compile("lane=([^:,=]+):([^:,=]+):(\\d{1,4})");

    private Scenarios() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Scenario of(String text) {
        double factor = 1;
        List<String> gone = new ArrayList<>();
        List<ClosedLane> closed = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher demand = DEMAND.matcher(part);
            Matcher supplier = SUPPLIER.matcher(part);
            Matcher lane = LANE.matcher(part);
            if (demand.matches()) {
                factor *= 1 + Double.parseDouble(demand.group(1)) / 100;
            } else if (supplier.matches()) {
                gone.add(supplier.group(1));
            } else if (lane.matches()) {
                closed.add(
                        new ClosedLane(
                                lane.group(1), lane.group(2), Integer.parseInt(lane.group(3))));
            } else {
                throw new IllegalArgumentException(
                        "The part (%s) of a scenario must be demand=+20%%, supplier=ID or lane=FROM:TO:DAYS, where FROM and TO may be *."
                                .formatted(part));
            }
        }
        return new Scenario(text, factor, gone, closed);
    }
}

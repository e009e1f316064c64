package io.restock.local.report;

import java.util.ArrayList;
import java.util.List;

/** Colours of the page; the same thing has the same colour everywhere. */
final class Colours {
    static final String ACTUAL = "#1f2937";
    static final String FORECAST = "#2563eb";
    static final String RESTOCK = "#2563eb";
    static final String ORDER_UP_TO = "#9ca3af";
    static final String SHORT = "#dc2626";
    static final String STOCK = "#059669";
    private static final List<String> CYCLE =
            List.of("#2563eb", "#f59e0b", "#059669", "#7c3aed", "#db2777", "#0891b2", "#65a30d");

    private Colours() {}

    /** As many as are asked for; they repeat after the seventh. */
    static List<String> cycle(int count) {
        List<String> colours = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            colours.add(CYCLE.get(n % CYCLE.size()));
        }
        return colours;
    }

    /** A legend entry. */
    static String legend(String colour, String name) {
        return "<span class='key'><i style='background:%s'></i>%s</span>"
                .formatted(colour, Html.text(name));
    }
}

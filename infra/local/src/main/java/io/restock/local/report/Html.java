package io.restock.local.report;

import java.util.Locale;

/** Text and numbers as they stand in a page. */
final class Html {
    private static final String UNKNOWN = "\u2013";

    private Html() {}

    /** Text with nothing in it that a browser could take for markup. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A number with as many decimals as its size asks for; a dash where it is unknown. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%,.0f" : "%,.2f";
        // Adding zero takes the sign off a zero.
        return String.format(Locale.ROOT, format, value + 0.0).replace('-', '\u2212');
    }

    /** A count. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share as a percentage; a dash where it is unknown. */
    static String percent(double share) {
        if (Double.isNaN(share)) {
            return UNKNOWN;
        }
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A row of a table; cells are markup already. */
    static String row(String cell, Object... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (Object c : cells) {
            row.append('<')
                    .append(cell)
                    .append('>')
                    .append(c)
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        return row.append("</tr>\n").toString();
    }
}

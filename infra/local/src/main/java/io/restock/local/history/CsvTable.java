package io.restock.local.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV file of the history layout, line by line: UTF-8, header, commas, no quoting; gzip
 * where the name ends in {@code .gz}. A column after the required ones may be missing altogether.
 */
final class CsvTable implements AutoCloseable {
    private static final Pattern MASK = Pattern.compile("[0-9a-fA-F]{6}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int LENGTH_OF_DATE = 10;

    private final Path file;
    private final BufferedReader reader;
    private final List<String> columns;
    private final int present;
    private String[] fields = new String[0];
    private int line;
    private String lastDate = ""; // rows are sorted by date, so the last one is mostly the next
    private int lastDay;

    /**
     * Opens a file and checks its header.
     *
     * @param columns columns in their order
     * @param required how many of them must be there
     */
    CsvTable(Path file, List<String> columns, int required) {
        this.file = file;
        this.columns = columns;
        this.reader = open(file);
        String header = readLine();
        List<String> found = header == null ? List.of() : List.of(header.split(",", -1));
        this.present = found.size();
        if (present < required
                || present > columns.size()
                || !found.equals(columns.subList(0, present))) {
            throw new HistoryException(
                    "%s line 1: the header (%s) must be %s."
                            .formatted(file, header, String.join(",", columns)));
        }
    }

    private static BufferedReader open(Path file) {
        try {
            InputStream in = Files.newInputStream(file);
            return new BufferedReader(
                    new InputStreamReader(
                            file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in,
                            StandardCharsets.UTF_8),
                    1 << 16);
        } catch (IOException e) {
            throw new HistoryException("%s cannot be read.".formatted(file), e);
        }
    }

    private @Nullable String readLine() {
        line++;
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw new HistoryException("%s line %d cannot be read.".formatted(file, line), e);
        }
    }

    /** Goes to the next line; false at the end. */
    boolean next() {
        String text = readLine();
        if (text == null) {
            return false;
        }
        fields = text.split(",", -1);
        if (fields.length != present) {
            throw new HistoryException(
                    "%s line %d: the fields (%d) must be %d: %s."
                            .formatted(file, line, fields.length, present, text));
        }
        return true;
    }

    /** The field as it is; empty = unknown or a column that is not there. */
    String text(int column) {
        return column < present ? fields[column] : "";
    }

    /** A field that must not be empty. */
    String id(int column) {
        String value = text(column);
        if (value.isEmpty()) {
            throw bad(column, "an identifier");
        }
        return value;
    }

    /** Days since 1970-01-01. */
    int day(int column) {
        String date = text(column);
        if (date.length() != LENGTH_OF_DATE) { // years of more digits are longer
            throw bad(column, "a date YYYY-MM-DD");
        }
        if (date.equals(lastDate)) {
            return lastDay;
        }
        try {
            lastDay = (int) LocalDate.parse(date).toEpochDay();
            lastDate = date;
            return lastDay;
        } catch (DateTimeParseException e) {
            throw bad(column, "a date YYYY-MM-DD");
        }
    }

    /** A number of at least {@code least}; NaN where the field is empty. */
    float number(int column, double least) {
        String value = text(column);
        if (value.isEmpty()) {
            return Float.NaN;
        }
        return number(column, value, least);
    }

    private float number(int column, String value, double least) {
        // Java reads more than that: 1d, 0x1p3, NaN, blanks around.
        if (isPlain(value) || NUMBER.matcher(value).matches()) {
            float number = Float.parseFloat(value);
            if (number >= least && Float.isFinite(number)) {
                return number;
            }
        }
        throw bad(
                column,
                least == Double.NEGATIVE_INFINITY ? "a number" : "a number >= " + (long) least);
    }

    /** Whether it is digits with at most one point between: what nearly all numbers are. */
    private static boolean isPlain(String value) {
        int points = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '.' && i > 0 && i < value.length() - 1) {
                points++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return points <= 1;
    }

    /** 0 or 1; NaN where the field is empty. */
    float flag(int column) {
        String value = text(column);
        return switch (value) {
            case "" -> Float.NaN;
            case "0" -> 0;
            case "1" -> 1;
            default -> throw bad(column, "0 or 1");
        };
    }

    /** A 24-bit mask of six hex digits; −1 where the field is empty. */
    int mask(int column) {
        String value = text(column);
        if (value.isEmpty()) {
            return -1;
        }
        if (!MASK.matcher(value).matches()) {
            throw bad(column, "six hex digits");
        }
        return Integer.parseInt(value, 16);
    }

    /** 24 numbers with spaces between; empty array where the field is empty. */
    float[] hours(int column) {
        String value = text(column);
        if (value.isEmpty()) {
            return new float[0];
        }
        float[] hours = new float[24];
        int from = 0;
        for (int hour = 0; hour < hours.length; hour++) {
            int blank = value.indexOf(' ', from);
            boolean last = hour == hours.length - 1;
            if (last != (blank < 0)) {
                throw bad(column, "24 numbers with spaces between");
            }
            int to = last ? value.length() : blank;
            hours[hour] =
                    to == from + 1 && value.charAt(from) == '0' // most hours
                            ? 0
                            : number(column, value.substring(from, to), 0);
            from = to + 1;
        }
        return hours;
    }

    HistoryException bad(int column, String expected) {
        return HistoryException.at(file, line, columns.get(column), text(column), expected);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new HistoryException("%s cannot be closed.".formatted(file), e);
        }
    }
}

package io.restock.jobs.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What a field of a message takes, told by what it refuses. Written by hand beside the code that
 * reads, so that neither can change alone.
 *
 * @param field its name
 * @param required whether it must be there
 * @param must how the complaint ends, or a part of it
 * @param wrong values it refuses
 */
record FieldRule(String field, boolean required, String must, List<Wrong> wrong) {
    private static final List<Wrong> NEVER = List.of(raw("{}"), raw("[]"), raw("true"));

    /**
     * A value that is refused.
     *
     * @param json as it stands in the message
     * @param shown as the complaint shows it
     * @param must how the complaint ends, where it is not the rule's end; else empty
     */
    record Wrong(String json, String shown, String must) {}

    /** Lets the field be absent or null. */
    FieldRule optional() {
        return new FieldRule(field, false, must, wrong);
    }

    static FieldRule id(String field) {
        return of(
                field,
                "an id without | or control characters of 1 to 128 characters",
                raw("7"),
                text("x".repeat(129)),
                text("a|b"),
                text("tab\\there", "tab\there"),
                text("del\\u007f", "del\u007f"),
                text("alone\\ud800", "alone\ud800"));
    }

    static FieldRule requiredId(String field) {
        return id(field).and(text(""));
    }

    static FieldRule code(String field, int longest) {
        return of(
                field,
                "upper-case letters and digits of 1 to " + longest + " characters",
                raw("7"),
                text("A".repeat(longest + 1)),
                text("a"),
                text("A-"),
                text("Ä"));
    }

    static FieldRule text(String field, int shortest) {
        return of(
                field,
                "text of " + shortest + " to 1000 characters",
                raw("7"),
                text("x".repeat(1001)),
                text("alone\\udc00", "alone\udc00"));
    }

    static FieldRule hash(String field) {
        return of(
                field,
                "digits 0-9 and a-f of 64 to 64 characters",
                raw("7"),
                text("a".repeat(63)),
                text("a".repeat(65)),
                text("A".repeat(64)),
                text("g".repeat(64)),
                text(""));
    }

    static FieldRule ascii(String field, int longest) {
        return of(
                field,
                "printable ASCII of 1 to " + longest + " characters",
                raw("7"),
                text("A".repeat(longest + 1)),
                text("\u00e4"),
                text("\\t", "\t"));
    }

    static FieldRule zone(String field) {
        return of(
                field,
                "an IANA time zone of 1 to 1000 characters",
                raw("1"),
                text("Mars/Base"),
                text("europe/berlin"),
                text(""));
    }

    static FieldRule currency(String field) {
        return of(
                field,
                "an ISO 4217 code of 1 to 1000 characters",
                raw("978"),
                text("euro"),
                text("eur"),
                text("EU"));
    }

    static FieldRule time(String field) {
        return of(
                field,
                "a time of the years 1970 to 2199 with its offset, such as 2026-11-22T10:15:30+01:00",
                raw("1728034200000"),
                text("2024-10-04"),
                text("2024-10-04T09:30:00"),
                text("2024-10-04T25:30:00Z"),
                text("2024-10-04T09:30:00 CEST"),
                text("2200-10-04T09:30:00Z"),
                text(""));
    }

    static FieldRule day(String field) {
        return of(
                field,
                "a day of the years 1970 to 2199, such as 2026-11-22",
                raw("20000"),
                text("2024-13-04"),
                text("2023-02-29"),
                text("04.10.2024"),
                text("1969-12-31"),
                text("2200-01-01"),
                text("2024-10-04T00:00:00Z"),
                text(""));
    }

    static FieldRule flag(String field) {
        return new FieldRule(
                field,
                true,
                "true or false",
                List.of(raw("1"), text("true"), text(""), raw("{}"), raw("[]")));
    }

    static FieldRule choice(String field, String... choices) {
        return of(
                field,
                "one of " + String.join(", ", choices),
                raw("0"),
                text("MAYBE"),
                text(choices[0].toLowerCase(java.util.Locale.ROOT)),
                text(choices[0] + " "),
                text(""));
    }

    static FieldRule hours(String field) {
        return of(
                        field,
                        "6 hexadecimal digits, one bit an hour",
                        raw("3075"),
                        text("000c0"),
                        text("0000c03"),
                        text("00000g"),
                        text("٠٠٠٠٠٠"),
                        text(""))
                .optional();
    }

    static FieldRule whole(String field, long min, long max) {
        return of(field, min + " … " + max, notWhole())
                .and(raw(Long.toString(min - 1)))
                .and(raw(Long.toString(max + 1)))
                .and(raw("1".repeat(30)));
    }

    /** A whole number whose largest value is that of its type. */
    static FieldRule wholeFrom(String field, long min, long largest) {
        return of(field, ">= " + min, notWhole())
                .and(raw(Long.toString(min - 1)))
                .and(new Wrong("1".repeat(30), "1".repeat(30), "<= " + largest));
    }

    static FieldRule anyWhole(String field) {
        return of(field, "a whole number of 64 bits", notWhole())
                .and(raw("9223372036854775808"))
                .and(raw("-9223372036854775809"));
    }

    static FieldRule real(String field, long min, long max) {
        return of(field, min + " … " + max, notReal())
                .and(raw((min - 1) + ".5"))
                .and(raw((max + 1) + ".5"))
                .and(infinite("1e999"));
    }

    static FieldRule atLeastZero(String field) {
        return of(field, ">= 0", notReal())
                .and(raw("-0.001"))
                .and(infinite("1e999"))
                .and(infinite("-1e999"));
    }

    static FieldRule aboveZero(String field) {
        return of(field, "> 0", notReal())
                .and(raw("0"))
                .and(raw("0.0"))
                .and(raw("-1"))
                .and(infinite("1e999"));
    }

    static FieldRule finite(String field) {
        return of(field, "a finite number", notReal())
                .and(infinite("1e999"))
                .and(infinite("-1e999"));
    }

    static FieldRule reals(String field) {
        return new FieldRule(
                field,
                true,
                "numbers >= 0",
                List.of(
                        raw("7"),
                        raw("{}"),
                        raw("true"),
                        text("1, 2"),
                        new Wrong("[1,\"2\"]", "\"2\"", ""),
                        new Wrong("[1,null]", "null", ""),
                        new Wrong("[1,[2]]", "an array", ""),
                        new Wrong("[1,-2]", "-2", ""),
                        new Wrong("[1,1e39]", "1e39", "")));
    }

    static FieldRule ids(String field) {
        return new FieldRule(
                field,
                true,
                "an array of ids of 1 to 128 characters",
                List.of(
                        raw("7"),
                        raw("{}"),
                        text("S1"),
                        new Wrong("[7]", "7", ""),
                        new Wrong("[\"a|b\"]", "\"a|b\"", ""),
                        new Wrong("[\"S1\",{\"id\":\"S2\"}]", "an object", "")));
    }

    static FieldRule parts(String field, int fewest) {
        FieldRule rule =
                new FieldRule(
                        field,
                        true,
                        fewest == 0
                                ? "an array of objects"
                                : "an array of at least " + fewest + " objects",
                        List.of(
                                raw("7"),
                                raw("{}"),
                                text("none"),
                                new Wrong("[7]", "7", ""),
                                new Wrong("[null]", "null", ""),
                                new Wrong("[[]]", "an array", "")));
        return fewest == 0 ? rule : rule.and(new Wrong("[]", "0 " + field, ""));
    }

    static FieldRule part(String field) {
        return new FieldRule(
                field, true, "an object", List.of(raw("7"), raw("[]"), text("none"), raw("true")));
    }

    private FieldRule and(Wrong more) {
        List<Wrong> all = new ArrayList<>(wrong);
        all.add(more);
        return new FieldRule(field, required, must, all);
    }

    private static FieldRule of(String field, String must, Wrong... wrong) {
        List<Wrong> all = new ArrayList<>(List.of(wrong));
        all.addAll(NEVER);
        return new FieldRule(field, true, must, all);
    }

    private static Wrong[] notWhole() {
        return new Wrong[] {raw("2.5"), raw("3.0"), raw("1e2"), text("3"), text("")};
    }

    private static Wrong[] notReal() {
        return new Wrong[] {text("2.5"), text("NaN"), text("")};
    }

    private static Wrong infinite(String json) {
        return new Wrong(json, json, "finite");
    }

    /** A value that is shown as it stands. */
    private static Wrong raw(String json) {
        String shown =
                switch (json) {
                    case "{}" -> "an object";
                    case "[]" -> "an array";
                    default -> json;
                };
        return new Wrong(json, shown, "");
    }

    private static Wrong text(String text) {
        return text(text, text);
    }

    private static Wrong text(String escaped, String text) {
        return new Wrong('"' + escaped + '"', '"' + text + '"', "");
    }
}

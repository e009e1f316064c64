package io.restock.operators.documents;

import io.restock.operators.documents.DocumentFault.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A segment of X12 or EDIFACT.
 *
 * @param tag such as {@code PO1}
 * @param position in the interchange, from 1
 * @param elements their components
 */
record Segment(String tag, int position, List<List<String>> elements) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    /** First component of the element, from 1; empty where it is not said. */
    String get(int element) {
        return get(element, 1);
    }

    /** A component of an element, both from 1; empty where it is not said. */
    String get(int element, int component) {
        if (element > elements.size() || component > elements.get(element - 1).size()) {
            return "";
        }
        return elements.get(element - 1).get(component - 1).strip();
    }

    boolean is(String other) {
        return tag.equals(other);
    }

    String required(int element) throws UnreadableDocumentException {
        return required(element, 1);
    }

    String required(int element, int component) throws UnreadableDocumentException {
        String text = get(element, component);
        if (text.isEmpty()) {
            throw fault(element, "The element must not be empty.", Kind.ELEMENT_MISSING);
        }
        return text;
    }

    int whole(int element) throws UnreadableDocumentException {
        return (int) whole(element, 1, 1_000_000);
    }

    long whole(int element, int component, long most) throws UnreadableDocumentException {
        String text = required(element, component);
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw fault(
                    element,
                    "The number (%s) must be a whole one of at most %d.".formatted(text, most),
                    Kind.NUMBER);
        }
        return Long.parseLong(text);
    }

    /** A number of units of order: whole, as Restock orders no parts of one. */
    long quantity(int element, int component) throws UnreadableDocumentException {
        String text = required(element, component);
        try {
            if (text.length() > 18) {
                throw new NumberFormatException("too long");
            }
            long quantity = new BigDecimal(text).longValueExact();
            if (quantity >= 0) {
                return quantity;
            }
        } catch (NumberFormatException e) {
            throw fault(
                    element, "The quantity (%s) must be a number.".formatted(text), Kind.NUMBER);
        } catch (ArithmeticException e) {
            throw fault(
                    element,
                    "The quantity (%s) must be whole: the unit of order has no parts."
                            .formatted(text));
        }
        throw fault(element, "The quantity (%s) must not be negative.".formatted(text));
    }

    double amount(int element, int component) throws UnreadableDocumentException {
        String text = required(element, component);
        try {
            if (text.length() <= 35) {
                double amount = new BigDecimal(text).doubleValue();
                if (amount >= 0) {
                    return amount;
                }
            }
        } catch (NumberFormatException e) {
            throw fault(element, "The amount (%s) must be a number.".formatted(text), Kind.NUMBER);
        }
        throw fault(element, "The amount (%s) must be a number of at least 0.".formatted(text));
    }

    OptionalDouble price(int element, int component) throws UnreadableDocumentException {
        return get(element, component).isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(amount(element, component));
    }

    int day(int element, int component) throws UnreadableDocumentException {
        return (int) date(element, required(element, component)).toEpochDay();
    }

    /** The day of a DTM of EDIFACT, whose format may add a time to it. */
    int dayOfFormat() throws UnreadableDocumentException {
        String text = required(1, 2);
        boolean timed = List.of("203", "204").contains(get(1, 3)) && text.length() > 8;
        return (int) date(1, timed ? text.substring(0, 8) : text).toEpochDay();
    }

    /** A moment of a date and a time of {@code HHmm[ss…]}, in UTC. */
    long millis(int element, String date, String time) throws UnreadableDocumentException {
        LocalDate day = date(element, date);
        String digits = time.isEmpty() ? "0000" : time;
        try {
            LocalDateTime moment =
                    digits.length() >= 6
                            ? LocalDateTime.parse(DAY.format(day) + digits.substring(0, 6), SECOND)
                            : LocalDateTime.parse(DAY.format(day) + digits, MINUTE);
            return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            throw fault(
                    element, "The time (%s) must be HHMM or HHMMSS.".formatted(time), Kind.TIME);
        }
    }

    private LocalDate date(int element, String text) throws UnreadableDocumentException {
        try {
            LocalDate day = LocalDate.parse(text, DAY);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException e) {
            throw fault(element, "The date (%s) must be CCYYMMDD.".formatted(text), Kind.DATE);
        }
        throw fault(
                element,
                "The date (%s) must be of the years 1970 to 2199.".formatted(text),
                Kind.DATE);
    }

    UnreadableDocumentException fault(int element, String text) {
        return new UnreadableDocumentException(new DocumentFault(tag, position, element, text));
    }

    UnreadableDocumentException fault(int element, String text, Kind kind) {
        return new UnreadableDocumentException(
                new DocumentFault(tag, position, element, text, kind));
    }

    /** Of what segments say, wherever they stand; the same in every JVM. */
    static int hash(List<Segment> segments) {
        return segments.stream().map(s -> s.tag() + s.elements()).toList().hashCode();
    }

    static String day(int epochDay) {
        return DAY.format(LocalDate.ofEpochDay(epochDay));
    }

    static String time(long millis, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .format(
                        LocalDateTime.ofEpochSecond(
                                Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC));
    }
}

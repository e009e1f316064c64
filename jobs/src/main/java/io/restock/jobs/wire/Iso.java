package io.restock.jobs.wire;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * ISO-8601 days and offset date-times, read without garbage: the sale path reads one per event, and
 * {@link OffsetDateTime#parse} alone would cost more than the rest of the message.
 *
 * <p>Read are {@code 2026-11-22} and {@code 2026-11-22T10:15:30[.fraction](Z|±hh:mm)} of the years
 * 1970 to 2199.
 */
public final class Iso {
    /** What the readers return for text that is no day or no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final int LENGTH_OF_DAY = 10;
    private static final int LENGTH_OF_SECONDS = 19;

    private Iso() {}

    /** A moment as text in local time of the offset. */
    public static String time(long timeMillis, int utcOffsetSeconds) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.ofInstant(
                        Instant.ofEpochMilli(timeMillis),
                        ZoneOffset.ofTotalSeconds(utcOffsetSeconds)));
    }

    /** A moment as text in UTC. */
    public static String time(long timeMillis) {
        return time(timeMillis, 0);
    }

    /** Whether days of the year may be said. */
    public static boolean isYear(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /** A day as text. */
    public static String day(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** Days since 1970-01-01 of the text in {@code c[at … at + length)}, or {@link #NONE}. */
    static long readDay(char[] c, int at, int length) {
        if (length != LENGTH_OF_DAY) {
            return NONE;
        }
        return dayAt(c, at);
    }

    /** Milliseconds since the epoch of the offset date-time there, or {@link #NONE}. */
    static long readMillis(char[] c, int at, int length) {
        if (length <= LENGTH_OF_SECONDS) {
            return NONE;
        }
        long day = dayAt(c, at);
        int hour = two(c, at + 11);
        int minute = two(c, at + 14);
        int second = two(c, at + 17);
        if (day == NONE
                || c[at + 10] != 'T'
                || c[at + 13] != ':'
                || c[at + 16] != ':'
                || outside(hour, 23)
                || outside(minute, 59)
                || outside(second, 59)) {
            return NONE;
        }
        int zoneAt = zoneAt(c, at, length);
        int millis = fraction(c, at + LENGTH_OF_SECONDS, zoneAt);
        int offset = offset(c, zoneAt, at + length);
        if (millis < 0 || offset == Integer.MIN_VALUE) {
            return NONE;
        }
        return (day * 86_400L + hour * 3_600L + minute * 60L + second - offset) * 1000L + millis;
    }

    /** Offset from UTC in seconds of a text that {@link #readMillis} could read. */
    static int readOffset(char[] c, int at, int length) {
        return offset(c, zoneAt(c, at, length), at + length);
    }

    private static int zoneAt(char[] c, int at, int length) {
        int i = at + LENGTH_OF_SECONDS;
        while (i < at + length && (c[i] == '.' || digit(c[i]))) {
            i++;
        }
        return i;
    }

    private static int fraction(char[] c, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (c[from] != '.' || digits < 1 || digits > 9) {
            return -1;
        }
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            millis =
                    millis * 10
                            + (i < digits && digit(c[from + 1 + i]) ? c[from + 1 + i] - '0' : 0);
        }
        for (int i = from + 1; i < to; i++) {
            if (!digit(c[i])) {
                return -1;
            }
        }
        return millis;
    }

    private static int offset(char[] c, int from, int to) {
        if (to - from == 1 && c[from] == 'Z') {
            return 0;
        }
        if (to - from != 6 || (c[from] != '+' && c[from] != '-') || c[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = two(c, from + 1);
        int minutes = two(c, from + 4);
        if (outside(hours, 18) || outside(minutes, hours == 18 ? 0 : 59)) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return c[from] == '-' ? -seconds : seconds;
    }

    private static long dayAt(char[] c, int at) {
        int century = two(c, at);
        int yearOfCentury = two(c, at + 2);
        int month = two(c, at + 5);
        int day = two(c, at + 8);
        if (century < 0 || yearOfCentury < 0 || c[at + 4] != '-' || c[at + 7] != '-') {
            return NONE;
        }
        int year = century * 100 + yearOfCentury;
        if (!isYear(year)
                || month < 1
                || month > 12
                || day < 1
                || day > lengthOfMonth(year, month)) {
            return NONE;
        }
        return epochDay(year, month, day);
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days from 1970-01-01 in the proleptic Gregorian calendar, counted in years from March. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
        return 365L * marchYear
                + marchYear / 4
                - marchYear / 100
                + marchYear / 400
                + dayOfYear
                - 719_468L;
    }

    private static int two(char[] c, int at) {
        return digit(c[at]) && digit(c[at + 1]) ? (c[at] - '0') * 10 + c[at + 1] - '0' : -1;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean outside(int value, int max) {
        return value < 0 || value > max;
    }
}

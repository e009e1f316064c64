package io.restock.local.world;

import java.time.LocalDate;
import java.time.Month;
import java.util.Map;
import java.util.TreeMap;

/** Public holidays of a generated world: those that all of Germany has. */
final class Holidays {
    private Holidays() {}

    /** Holidays of a year, by local day. */
    static Map<Integer, String> of(int year) {
        LocalDate easter = easter(year);
        Map<Integer, String> days = new TreeMap<>();
        days.put(day(LocalDate.of(year, Month.JANUARY, 1)), "New Year");
        days.put(day(easter.minusDays(2)), "Good Friday");
        days.put(day(easter.plusDays(1)), "Easter Monday");
        days.put(day(LocalDate.of(year, Month.MAY, 1)), "Labour Day");
        days.put(day(easter.plusDays(39)), "Ascension Day");
        days.put(day(easter.plusDays(50)), "Whit Monday");
        days.put(day(LocalDate.of(year, Month.OCTOBER, 3)), "Unity Day");
        days.put(day(LocalDate.of(year, Month.DECEMBER, 25)), "Christmas Day");
        days.put(day(LocalDate.of(year, Month.DECEMBER, 26)), "Second Day of Christmas");
        return days;
    }

    /** Easter Sunday of the Gregorian calendar, by Gauss's rule with its usual corrections. */
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int skipped = century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15;
        int epact = skipped % 30;
        int moon =
                epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        int offset = moon - weekday;
        int month = 3 + (offset + 40) / 44;
        return LocalDate.of(year, month, offset + 28 - 31 * (month / 4));
    }

    private static int day(LocalDate date) {
        return (int) date.toEpochDay();
    }
}

package io.restock.local.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** A small folder in the history layout: 2 shops, 2 items, 30 days from Monday 2024-04-01. */
public final class SmallHistory {
    public static final int DAYS = 30;
    public static final int FIRST_DAY = (int) LocalDate.of(2024, 4, 1).toEpochDay();

    private SmallHistory() {}

    /** Writes it. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sales"));
        write(folder, "locations.csv", "location,region\n7,east\n8,east\n");
        write(folder, "items.csv", "item,category1,category2,category3\nk1,31,,\nk2,5,,\n");
        write(folder, "series.csv", "location,item,group\n7,k1,\n7,k2,\n8,k1,\n");
        StringBuilder sales =
                new StringBuilder("date,location,item,units,discount,promotion,stockout,hourly\n");
        StringBuilder weather =
                new StringBuilder(
                        "date,location,precipitation_mm,temperature_c,humidity_pct,wind_level\n");
        StringBuilder holidays = new StringBuilder("date,holiday\n");
        for (int d = 0; d < DAYS; d++) {
            LocalDate date = LocalDate.ofEpochDay(FIRST_DAY + d);
            double level = 1 + d % 7;
            sales.append(row(date, "7", "k1", level, d < 10 ? "0.9,1" : "1,0", "000000"));
            sales.append(row(date, "7", "k2", 2.5, d == 4 ? "0,0" : "1,0", "c00000"));
            sales.append(row(date, "8", "k1", level / 2, "1,0", d % 5 == 0 ? "0ff000" : "000000"));
            weather.append("%s,7,%d,15.5,60,2\n".formatted(date, d % 4));
            weather.append("%s,8,%d,14.5,61,2\n".formatted(date, d % 3));
            holidays.append("%s,%d\n".formatted(date, date.getDayOfWeek().getValue() > 5 ? 1 : 0));
        }
        write(folder, "sales/east.csv", sales.toString());
        write(folder, "weather.csv", weather.toString());
        write(folder, "holidays.csv", holidays.toString());
        return folder;
    }

    private static String row(
            LocalDate date, String shop, String item, double units, String price, String mask) {
        StringBuilder hourly = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            double sold = hour == 9 || hour == 17 ? Math.round(units * 5) / 10.0 : 0;
            hourly.append(hour == 0 ? "" : " ").append(sold);
        }
        double total = Math.round(units * 5) / 10.0 * 2;
        return "%s,%s,%s,%s,%s,%s,%s\n"
                .formatted(date, shop, item, total, price, mask, hourly.toString());
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}

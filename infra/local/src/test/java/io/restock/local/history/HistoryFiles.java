package io.restock.local.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Writes small folders in the history layout. */
public final class HistoryFiles {
    /** First day of the sales. */
    public static final LocalDate FIRST = LocalDate.parse("2024-03-04");

    private HistoryFiles() {}

    /** A folder of two regions, three locations and some series with sales of so many days. */
    public static Path write(Path folder, int days) {
        text(folder.resolve("locations.csv"), "location,region\n2,north\n10,north\n7,south\n");
        text(folder.resolve("items.csv"), "item,category1,category2,category3\n5,1,2,3\n11,1,,\n");
        text(
                folder.resolve("series.csv"),
                "location,item,group\n2,5,g1\n2,11,\n10,5,\n10,11,\n7,5,\n");
        StringBuilder holidays = new StringBuilder("date,holiday\n");
        StringBuilder weather =
                new StringBuilder(
                        "date,location,precipitation_mm,temperature_c,humidity_pct,wind_level\n");
        String header = "date,location,item,units,discount,promotion,stockout,hourly\n";
        StringBuilder north = new StringBuilder(header);
        StringBuilder south = new StringBuilder(header);
        SplittableRandom random = new SplittableRandom(1);
        for (int day = 0; day < days + 14; day++) {
            LocalDate date = FIRST.plusDays(day);
            boolean weekend = day % 7 >= 5;
            holidays.append(date).append(weekend ? ",1\n" : ",0\n");
            for (String location : new String[] {"2", "7", "10"}) {
                weather.append(date).append(',').append(location).append(",0.5,12.25,60,2\n");
            }
            if (day < days) {
                for (String series : new String[] {"2,5", "2,11", "10,5", "10,11"}) {
                    north.append(date).append(',').append(series).append(sale(random, weekend));
                }
                south.append(date).append(",7,5").append(sale(random, weekend));
            }
        }
        text(folder.resolve("holidays.csv"), holidays.toString());
        gzip(folder.resolve("weather.csv.gz"), weather.toString());
        gzip(folder.resolve("sales/north.csv.gz"), north.toString());
        gzip(folder.resolve("sales/south.csv.gz"), south.toString());
        return folder;
    }

    private static String sale(SplittableRandom random, boolean weekend) {
        double units = (weekend ? 8 : 4) * (0.5 + random.nextDouble());
        String mask = random.nextDouble() < 0.1 ? "300000" : "000000";
        return String.format(Locale.ROOT, ",%.1f,0.9,0,%s,%n", units, mask).replace("\r", "");
    }

    /** Writes a plain file. */
    public static void text(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a gzip file. */
    public static void gzip(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(content.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

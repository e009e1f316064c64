package io.restock.local.model;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import io.restock.local.history.AheadRow;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.operators.forecast.BatchForecaster;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restock forecast}: history and model in, a file of distributions out. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = {
            "Forecasts the days after a history: one line date,location,item,mean,q05,q10,…,q95 a"
                    + " series and day, in units a day.",
            "Where the folder has a plan ahead (ahead.csv.gz), its rows are the ones forecast, and"
                    + " their prices, promotions and weather are known."
        })
public final class ForecastCommand implements Callable<Integer> {
    private static final Comparator<String> IDENTIFIERS =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    Path data = Path.of("");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "Folder that `train` wrote.")
    Path model = Path.of("");

    @Option(
            names = "--days",
            required = true,
            paramLabel = "H",
            description = "Days after the last one, at most the model's horizon.")
    int days;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV to write.")
    Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    @Nullable Path json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ForecastModel loaded = ForecastModel.load(model);
        if (days < 1 || days > loaded.horizon()) {
            throw new IllegalArgumentException(
                    "The --days (%d) must be 1 … %d, the model's horizon. Maybe train with --horizon %d."
                            .formatted(days, loaded.horizon(), days));
        }
        HistoryFolder folder = HistoryFolder.open(data);
        List<SeriesHistory> histories = HistorySeries.read(folder, Integer.MAX_VALUE, days);
        List<DemandQuantiles> forecasts;
        try (BatchForecaster forecaster = new BatchForecaster(loaded)) {
            forecasts = forecaster.forecast(histories, days);
        }
        List<Line> lines =
                folder.ahead().isEmpty()
                        ? allLines(histories, forecasts)
                        : plannedLines(folder.ahead(), histories, forecasts);
        write(lines);
        PrintWriter to = Figures.out(spec);
        to.printf(
                Locale.ROOT,
                "%d rows of %d series by model %s in %s%n",
                lines.size(),
                histories.size(),
                loaded.version(),
                out);
        to.flush();
        Figures.write(
                json,
                Map.of(
                        "rows", lines.size(),
                        "series", histories.size(),
                        "days", days,
                        "model", loaded.version()));
        return 0;
    }

    /** A line of the file: a day of a series' forecast. */
    private record Line(
            int epochDay, String location, String item, DemandQuantiles forecast, int day) {}

    private List<Line> allLines(List<SeriesHistory> histories, List<DemandQuantiles> forecasts) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            SeriesHistory history = histories.get(i);
            for (int day = 0; day < days; day++) {
                int epochDay = history.originEpochDay() + 1 + day;
                lines.add(
                        new Line(
                                epochDay,
                                history.location(),
                                history.item(),
                                forecasts.get(i),
                                day));
            }
        }
        lines.sort(
                Comparator.comparingInt(Line::epochDay)
                        .thenComparing(Line::location, IDENTIFIERS)
                        .thenComparing(Line::item, IDENTIFIERS));
        return lines;
    }

    private List<Line> plannedLines(
            List<AheadRow> ahead, List<SeriesHistory> histories, List<DemandQuantiles> forecasts) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < histories.size(); i++) {
            index.put(histories.get(i).key(), i);
        }
        List<Line> lines = new ArrayList<>();
        for (AheadRow row : ahead) {
            Integer i = index.get(SeriesKey.id(row.location(), row.item()));
            if (i == null) {
                throw new IllegalArgumentException(
                        "The series (%s, %s) of the plan ahead must be in series.csv."
                                .formatted(row.location(), row.item()));
            }
            int day = row.epochDay() - histories.get(i).originEpochDay() - 1;
            if (day < 0) {
                throw new IllegalArgumentException(
                        "The date (%s) of the plan ahead must be after the last day of the sales."
                                .formatted(LocalDate.ofEpochDay(row.epochDay())));
            }
            if (day < days) {
                lines.add(
                        new Line(
                                row.epochDay(), row.location(), row.item(), forecasts.get(i), day));
            }
        }
        return lines;
    }

    private void write(List<Line> lines) {
        StringBuilder header = new StringBuilder("date,location,item,mean");
        for (int k = 0; k < Quantiles.COUNT; k++) {
            header.append(String.format(Locale.ROOT, ",q%02d", 5 * (k + 1)));
        }
        try (Writer writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
            writer.append(header).append('\n');
            StringBuilder text = new StringBuilder();
            for (Line line : lines) {
                text.setLength(0);
                text.append(LocalDate.ofEpochDay(line.epochDay()));
                text.append(',').append(line.location()).append(',').append(line.item());
                number(line.forecast().mean()[line.day()], text);
                for (int k = 0; k < Quantiles.COUNT; k++) {
                    number(line.forecast().quantiles()[line.day() * Quantiles.COUNT + k], text);
                }
                writer.append(text).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The forecasts cannot be written to %s.".formatted(out), e);
        }
    }

    /** Four decimals, without a locale and faster than a formatter. */
    private static void number(float value, StringBuilder to) {
        long scaled = Math.round(value * 1e4);
        String decimals = Long.toString(10_000 + scaled % 10_000).substring(1);
        to.append(',').append(scaled / 10_000).append('.').append(decimals);
    }
}

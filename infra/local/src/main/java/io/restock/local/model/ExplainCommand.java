package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.operators.forecast.BatchForecaster;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.explanation.Driver;
import io.restock.operators.forecast.explanation.Explanation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restock explain}: what each driver adds to the forecast of one series. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what trend, weekday, holiday, weather and promotion each add to a model's forecast"
                    + " of one series, in units a day.",
            "The model is asked again with every choice of them set to normal: the last weeks without"
                    + " their drift, the mean over the seven weekdays, the weekday's usual kind of day,"
                    + " the medians of the last 28 days' weather, no promotion at the usual price."
                    + " What several do together is shared among them (Shapley values), so that base"
                    + " and parts add up to the forecast. The base is the forecast with all normal.",
            "It explains what the model says, not why people bought."
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final int WEEK = 7;

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

    @Option(names = "--location", required = true, paramLabel = "L", description = "Its id.")
    String location = "";

    @Option(names = "--item", required = true, paramLabel = "I", description = "Its id.")
    String item = "";

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description =
                    "Last day that is known, the days after it are forecast (default: the last one of"
                            + " the sales).")
    @Nullable LocalDate date;

    @Option(
            names = "--days",
            paramLabel = "H",
            description = "Days explained, at most the model's horizon (default: a week).")
    @Nullable Integer days;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    @Nullable Path json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ForecastModel loaded = ForecastModel.load(model);
        int wanted = days == null ? Math.min(WEEK, loaded.horizon()) : days;
        if (wanted < 1 || wanted > loaded.horizon()) {
            throw new IllegalArgumentException(
                    "The --days (%d) must be 1 … %d, the model's horizon."
                            .formatted(wanted, loaded.horizon()));
        }
        SeriesHistory history =
                series(HistorySeries.read(HistoryFolder.open(data), Figures.lastDay(date), wanted));
        if (date != null && history.originEpochDay() != date.toEpochDay()) {
            throw new IllegalArgumentException(
                    "The --date (%s) must not be after the last day of the sales, %s."
                            .formatted(date, LocalDate.ofEpochDay(history.originEpochDay())));
        }
        Explanation explanation;
        try (BatchForecaster forecaster = new BatchForecaster(loaded)) {
            explanation = Explanation.of(forecaster, history, wanted);
        }
        boolean byModel = BatchForecaster.asksModel(history);
        print(explanation, loaded, byModel, Figures.out(spec));
        Figures.write(json, figures(explanation, loaded, byModel));
        return 0;
    }

    private SeriesHistory series(List<SeriesHistory> all) {
        boolean locationKnown = false;
        for (SeriesHistory history : all) {
            boolean here = history.location().equals(location);
            locationKnown |= here;
            if (here && history.item().equals(item)) {
                return history;
            }
        }
        throw new IllegalArgumentException(
                locationKnown
                        ? "The --item (%s) must be one that series.csv has at location %s."
                                .formatted(item, location)
                        : "The --location (%s) must be in series.csv of %s."
                                .formatted(location, data));
    }

    private void print(Explanation of, ForecastModel loaded, boolean byModel, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Location %s, item %s, known until %s, by %s; units a day%n%n%-14s %9s %9s",
                location,
                item,
                LocalDate.ofEpochDay(of.firstEpochDay() - 1L),
                byModel
                        ? "model " + loaded.version()
                        : "the statistical forecast, for too little is known for the model",
                "",
                "forecast",
                "base");
        for (Driver driver : Driver.values()) {
            out.printf(Locale.ROOT, " %9s", driver.label());
        }
        out.println();
        for (int day = 0; day < of.forecast().length; day++) {
            LocalDate target = LocalDate.ofEpochDay(of.firstEpochDay() + (long) day);
            String weekday = target.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
            int at = day;
            line(target + " " + weekday, of, values -> values[at], out);
        }
        line("mean", of, ExplainCommand::mean, out);
        out.flush();
    }

    private static void line(
            String name, Explanation of, ToDoubleFunction<double[]> pick, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-14s %9.3f %9.3f",
                name,
                pick.applyAsDouble(of.forecast()),
                pick.applyAsDouble(of.base()));
        of.added()
                .values()
                .forEach(
                        values ->
                                out.printf(
                                        Locale.ROOT,
                                        " %+9.3f",
                                        withoutMinusZero(pick.applyAsDouble(values))));
        out.println();
    }

    private Map<String, Object> figures(Explanation of, ForecastModel loaded, boolean byModel) {
        List<Map<String, Object>> each = new ArrayList<>();
        for (int day = 0; day < of.forecast().length; day++) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("date", LocalDate.ofEpochDay(of.firstEpochDay() + (long) day).toString());
            int at = day;
            figures.putAll(parts(of, values -> values[at]));
            each.add(figures);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("location", location);
        figures.put("item", item);
        figures.put("knownUntil", LocalDate.ofEpochDay(of.firstEpochDay() - 1L).toString());
        figures.put("model", loaded.version());
        figures.put("fallback", !byModel);
        figures.put("unit", "units/day");
        figures.put("days", each);
        figures.put("mean", parts(of, ExplainCommand::mean));
        return figures;
    }

    private static Map<String, Object> parts(Explanation of, ToDoubleFunction<double[]> pick) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("forecast", pick.applyAsDouble(of.forecast()));
        parts.put("base", pick.applyAsDouble(of.base()));
        of.added()
                .forEach((driver, values) -> parts.put(driver.label(), pick.applyAsDouble(values)));
        return parts;
    }

    private static double withoutMinusZero(double value) {
        return Math.rint(1000 * value) / 1000 + 0.0;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}

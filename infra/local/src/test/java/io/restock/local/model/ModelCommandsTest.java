package io.restock.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restock.local.history.HistoryFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ModelCommandsTest {
    @TempDir private static Path folder;

    private static Path data;
    private static Path model;

    @BeforeAll
    static void trainAModel() {
        data = HistoryFiles.write(folder.resolve("data"), 50);
        model = folder.resolve("model");
        Result trained =
                run(
                        new TrainCommand(),
                        "--data=" + data,
                        "--model=" + model,
                        "--horizon=7",
                        "--epochs=2",
                        "--until=2024-04-15",
                        "--json=" + folder.resolve("train.json"));
        assertThat(trained.exit()).as(trained.text()).isZero();
    }

    @Test
    void trainWritesAModelAndItsFigures() throws IOException {
        JsonNode figures = json("train.json");

        assertThat(figures.get("lastDay").asText()).isEqualTo("2024-04-15");
        assertThat(figures.get("horizon").asInt()).isEqualTo(7);
        assertThat(figures.get("holdOut").get("lstm.wape").asDouble()).isPositive();
        assertThat(figures.get("holdOut").get("trees.wape").asDouble()).isPositive();
        assertThat(model.resolve("manifest.json")).exists();
    }

    @Test
    void forecastWritesALineASeriesAndDay() throws IOException {
        Path out = folder.resolve("all.csv");

        Result result =
                run(
                        new ForecastCommand(),
                        "--data=" + data,
                        "--model=" + model,
                        "--days=3",
                        "--out=" + out);

        assertThat(result.exit()).as(result.text()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(1 + 5 * 3);
        assertThat(lines.get(0)).startsWith("date,location,item,mean,q05,q10,").endsWith(",q95");
        assertThat(lines.get(0).split(",")).hasSize(4 + 19);
        assertThat(lines.get(1)).startsWith("2024-04-23,2,5,");
        assertThat(lines.get(3)).startsWith("2024-04-23,7,5,");
        assertThat(lines.get(4)).startsWith("2024-04-23,10,5,");
        assertThat(lines.get(1)).matches("2024-04-23,2,5(,\\d+\\.\\d{4}){20}");
    }

    @Test
    void forecastKeepsToThePlanAhead() throws IOException {
        Path planned = HistoryFiles.write(folder.resolve("planned"), 50);
        HistoryFiles.gzip(
                planned.resolve("ahead.csv.gz"),
                """
                date,location,item,discount,promotion
                2024-04-23,7,5,0.5,1
                2024-04-24,2,5,1,0
                2024-04-29,2,5,1,0
                """);
        Path out = folder.resolve("planned.csv");

        Result result =
                run(
                        new ForecastCommand(),
                        "--data=" + planned,
                        "--model=" + model,
                        "--days=7",
                        "--out=" + out);

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(Files.readAllLines(out))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("2024-04-23,7,5,"))
                .anyMatch(line -> line.startsWith("2024-04-29,2,5,"));
    }

    @Test
    void aSeriesWithoutASaleIsForecastAsItsItemSellsElsewhere() throws IOException {
        Path launched = HistoryFiles.write(folder.resolve("launched"), 50);
        HistoryFiles.text(
                launched.resolve("series.csv"),
                "location,item,group\n2,5,g1\n2,11,\n10,5,\n10,11,\n7,5,\n7,11,\n");
        Path out = folder.resolve("launched.csv");

        Result result =
                run(
                        new ForecastCommand(),
                        "--data=" + launched,
                        "--model=" + model,
                        "--days=1",
                        "--out=" + out);

        assertThat(result.exit()).as(result.text()).isZero();
        String line =
                Files.readAllLines(out).stream()
                        .filter(each -> each.startsWith("2024-04-23,7,11,"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Double.parseDouble(line.split(",")[3])).isBetween(2.0, 10.0); // 4 on weekdays
    }

    @Test
    void backtestNewMeasuresWhatIsHidden() throws IOException {
        Result result =
                run(
                        new BacktestNewCommand(),
                        "--data=" + data,
                        "--hide-share=0.2",
                        "--known-days=0,7",
                        "--with-model",
                        "--epochs=1",
                        "--json=" + folder.resolve("new.json"));

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text()).contains("launch-prior", "seasonal-level", "model with prior");
        JsonNode rows = json("new.json").get("rows");
        assertThat(rows).hasSize(2 * 2 * 5);
        JsonNode first = rows.get(0);
        assertThat(first.get("hidden").asText()).isEqualTo("series");
        assertThat(first.get("knownDays").asInt()).isZero();
        assertThat(first.get("forecaster").asText()).isEqualTo("launch-prior");
        assertThat(first.get("wape").asDouble()).isBetween(0.0, 0.7);
        assertThat(rows.get(1).get("forecaster").asText()).isEqualTo("seasonal-level");
        assertThat(rows.get(1).get("wape").asDouble()).isEqualTo(1);
        assertThat(first.get("coverage").get("0.9").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void backtestNewSaysWhatIsWrongWithItsOptions() {
        assertThat(run(new BacktestNewCommand(), "--data=" + data, "--hide-share=1").text())
                .contains("The --hide-share (1.0) must be");
        assertThat(run(new BacktestNewCommand(), "--data=" + data, "--known-days=-1").text())
                .contains("The --known-days (-1) must be >= 0");
        assertThat(run(new BacktestNewCommand(), "--data=" + data, "--folds=9").text())
                .contains("The --folds (9) begin");
    }

    @Test
    void forecastSaysThatTheModelDoesNotReachSoFar() {
        Result result =
                run(
                        new ForecastCommand(),
                        "--data=" + data,
                        "--model=" + model,
                        "--days=8",
                        "--out=" + folder.resolve("no.csv"));

        assertThat(result.exit()).isNotZero();
        assertThat(result.text()).contains("The --days (8)");
    }

    @Test
    void explainAddsUpToTheForecast() throws IOException {
        Result result =
                run(
                        new ExplainCommand(),
                        "--data=" + data,
                        "--model=" + model,
                        "--location=2",
                        "--item=5",
                        "--days=3",
                        "--json=" + folder.resolve("explain.json"));

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text())
                .contains("Location 2, item 5, known until 2024-04-22, by model")
                .containsPattern("forecast +base +trend +weekday +holiday +weather +promotion")
                .contains("2024-04-23 Tue", "mean");
        JsonNode figures = json("explain.json");
        assertThat(figures.get("fallback").asBoolean()).isFalse();
        assertThat(figures.get("unit").asText()).isEqualTo("units/day");
        assertThat(figures.get("days")).hasSize(3);
        for (JsonNode day : figures.get("days")) {
            double sum = day.get("base").asDouble();
            for (String driver : List.of("trend", "weekday", "holiday", "weather", "promotion")) {
                sum += day.get(driver).asDouble();
            }
            assertThat(sum).isCloseTo(day.get("forecast").asDouble(), within(1e-6));
        }
        Path out = folder.resolve("explained.csv");
        run(
                new ForecastCommand(),
                "--data=" + data,
                "--model=" + model,
                "--days=3",
                "--out=" + out);
        assertThat(Files.readAllLines(out))
                .anySatisfy(
                        line -> {
                            assertThat(line).startsWith("2024-04-23,2,5,");
                            assertThat(Double.parseDouble(line.split(",")[3]))
                                    .isCloseTo(
                                            figures.get("days").get(0).get("forecast").asDouble(),
                                            within(1e-4));
                        });
    }

    @Test
    void explainLooksAtNoDayAfterTheOneThatIsKnown() throws IOException {
        Result result =
                run(
                        new ExplainCommand(),
                        "--data=" + data,
                        "--model=" + model,
                        "--location=2",
                        "--item=5",
                        "--date=2024-04-15",
                        "--json=" + folder.resolve("earlier.json"));

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(json("earlier.json").get("knownUntil").asText()).isEqualTo("2024-04-15");
        assertThat(json("earlier.json").get("days")).hasSize(7);
        assertThat(json("earlier.json").get("days").get(0).get("date").asText())
                .isEqualTo("2024-04-16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--location=77 --item=5 | The --location (77) must be in series.csv",
                "--location=2 --item=99 | The --item (99) must be one that series.csv has at location 2",
                "--location=2 --item=5 --days=8 | The --days (8) must be 1 … 7",
                "--location=2 --item=5 --date=2024-05-30 | The --date (2024-05-30) must not be after"
            })
    void explainRefusesWhatItCannotTell(String options, String reason) {
        List<String> arguments = new ArrayList<>(List.of("--data=" + data, "--model=" + model));
        arguments.addAll(List.of(options.split(" ")));

        Result result = run(new ExplainCommand(), arguments.toArray(String[]::new));

        assertThat(result.exit()).isNotZero();
        assertThat(result.text()).contains(reason);
    }

    @Test
    void backtestPutsAllForecastersSideBySide() throws IOException {
        Path pages = folder.resolve("pages");

        Result result =
                run(
                        new BacktestCommand(),
                        "--data=" + data,
                        "--model=" + model,
                        "--folds=2",
                        "--warm-up=1",
                        "--report=" + pages,
                        "--json=" + folder.resolve("backtest.json"));

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text())
                .contains(
                        "model",
                        "lstm",
                        "trees",
                        "seasonal naive",
                        "similar days",
                        "fusion calibrated")
                .contains("2024-04-16", "Forecast value added", "Weights of the fusion")
                .contains("WAPE ÷ that of similar days", "of 2", "What the fusion promises")
                .containsPattern(
                        "fusion, pinball beside its best member's .* limit 1: (holds|FAILS)")
                .containsPattern("share at or below the 95 % quantile .* limit 2: (holds|FAILS)")
                .contains("Warning: the model has seen days until 2024-04-15");
        assertThat(pages.resolve("backtest.html")).exists();
        JsonNode figures = json("backtest.json");
        assertThat(figures.get("origins")).hasSize(2);
        JsonNode last = figures.get("origins").get(1);
        assertThat(last.get("date").asText()).isEqualTo("2024-04-15");
        assertThat(last.get("forecasters")).hasSize(15);
        for (JsonNode forecaster : last.get("forecasters")) {
            assertThat(forecaster.get("wape").asDouble()).isPositive();
            assertThat(forecaster.get("wpe").isNumber()).isTrue();
            assertThat(forecaster.get("mase").asDouble()).isPositive();
            assertThat(forecaster.get("pinball").asDouble()).isPositive();
            assertThat(forecaster.get("coverage").get("0.1").asDouble()).isBetween(0.0, 1.0);
            assertThat(forecaster.get("coverage").get("0.15").isNumber()).isTrue();
        }
        double mean = 0;
        for (JsonNode origin : figures.get("origins")) {
            mean += origin.get("forecasters").get("ets").get("wape").asDouble() / 2;
        }
        assertThat(figures.get("mean").get("forecasters").get("ets").get("wape").asDouble())
                .isCloseTo(mean, within(1e-12));
        assertThat(figures.get("valueAdded").get(0).get("wapeAdded").isNull()).isTrue();
        JsonNode levels = figures.get("valueAdded").get(1);
        int better = 0;
        for (JsonNode origin : figures.get("origins")) {
            JsonNode of = origin.get("forecasters");
            double level = of.get("seasonal-level").get("wape").asDouble();
            better += level < of.get("seasonal naive").get("wape").asDouble() ? 1 : 0;
        }
        assertThat(levels.get("betterWape").asInt()).isEqualTo(better);
        assertThat(figures.get("checks")).hasSize(5);
    }

    @Test
    void backtestTrainsWhereNoModelIsGiven() {
        Result result =
                run(new BacktestCommand(), "--data=" + data, "--epochs=1", "--forecasters=model");

        assertThat(result.exit()).as(result.text()).isZero();
        assertThat(result.text())
                .contains("training until 2024-04-15", "training, epoch 1 of at most", "model")
                .doesNotContain("Warning", "arima", "lstm");
    }

    @Test
    void backtestNamesTheForecastersThereAre() {
        Result result = run(new BacktestCommand(), "--data=" + data, "--forecasters=oracle");

        assertThat(result.exit()).isNotZero();
        assertThat(result.text())
                .contains("The --forecasters (oracle) must be of: seasonal naive,");
    }

    @Test
    void backtestSaysThatTheHistoryIsTooShort() {
        Result result =
                run(new BacktestCommand(), "--data=" + data, "--forecasters=ets", "--folds=7");

        assertThat(result.exit()).isNotZero();
        assertThat(result.text()).contains("The --folds (7) begin");
    }

    private record Result(int exit, String text) {}

    private static Result run(Object command, String... args) {
        StringWriter text = new StringWriter();
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        return new Result(line.execute(args), text.toString());
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }
}

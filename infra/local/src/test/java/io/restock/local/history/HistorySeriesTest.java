package io.restock.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistorySeriesTest {
    private static final String SALES =
            "date,location,item,units,discount,promotion,stockout,hourly\n";

    @TempDir private Path folder;

    @Test
    void gathersOneHistoryASeriesInTheOrderOfTheFile() {
        HistoryFiles.write(folder, 30);

        List<SeriesHistory> all = read(Integer.MAX_VALUE, 5);

        assertThat(all)
                .extracting(SeriesHistory::key)
                .containsExactly("2|5", "2|11", "10|5", "10|11", "7|5");
        assertThat(all).allMatch(history -> history.units().length == 30);
        assertThat(all).allMatch(history -> history.horizon() == 5);
        assertThat(all.get(0).firstEpochDay()).isEqualTo((int) HistoryFiles.FIRST.toEpochDay());
        assertThat(all.get(0).covariates().holiday()[5]).isEqualTo(1);
        assertThat(all.get(0).covariates().temperatureC()[34]).isEqualTo(12.25f);
        assertThat(all.get(0).covariates().discount()[30]).isNaN();
    }

    @Test
    void aDayWithoutARowIsUnknown() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.gzip(
                folder.resolve("sales/south.csv.gz"), SALES + "2024-03-05,7,5,2,0.8,1,000000,\n");

        SeriesHistory history = read(Integer.MAX_VALUE, 0).get(4);

        assertThat(history.units()).containsExactly(Float.NaN, 2, Float.NaN);
        assertThat(history.stockOutShare()).containsExactly(Float.NaN, 0, Float.NaN);
        assertThat(history.covariates().discount()[1]).isEqualTo(0.8f);
        assertThat(history.covariates().promotion()[0]).isNaN();
    }

    @Test
    void anEarlierLastDayHidesDemandButNotThePlan() {
        HistoryFiles.write(folder, 30);

        SeriesHistory history = read((int) HistoryFiles.FIRST.toEpochDay() + 19, 7).get(0);

        assertThat(history.units()).hasSize(20);
        assertThat(history.horizon()).isEqualTo(7);
        assertThat(history.covariates().discount()[26]).isEqualTo(0.9f);
    }

    @Test
    void thePlanAheadIsKnownFuture() {
        HistoryFiles.write(folder, 30);
        HistoryFiles.gzip(
                folder.resolve("ahead.csv.gz"),
                "date,location,item,discount,promotion\n2024-04-04,2,5,0.5,1\n");

        SeriesHistory history = read(Integer.MAX_VALUE, 3).get(0);

        assertThat(history.covariates().discount()[31]).isEqualTo(0.5f);
        assertThat(history.covariates().promotion()[31]).isEqualTo(1);
        assertThat(history.covariates().promotion()[30]).isNaN();
    }

    @Test
    void holidaysOfARegionStayThere() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.text(
                folder.resolve("holidays.csv"),
                "date,holiday,region\n2024-03-05,1,south\n2024-03-06,1,\n");

        List<SeriesHistory> all = read(Integer.MAX_VALUE, 0);

        assertThat(all.get(0).covariates().holiday()).containsExactly(Float.NaN, Float.NaN, 1);
        assertThat(all.get(4).covariates().holiday()).containsExactly(Float.NaN, 1, 1);
    }

    @Test
    void salesOfASeriesThatIsNotListedAreRefused() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.gzip(
                folder.resolve("sales/south.csv.gz"), SALES + "2024-03-05,7,99,2,1,0,000000,\n");

        assertThatThrownBy(() -> read(Integer.MAX_VALUE, 0))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("(7, 99)");
    }

    @Test
    void aFolderWithoutSalesSaysSo() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.gzip(folder.resolve("sales/north.csv.gz"), SALES);
        HistoryFiles.gzip(folder.resolve("sales/south.csv.gz"), SALES);

        assertThatThrownBy(() -> read(Integer.MAX_VALUE, 0))
                .isInstanceOf(HistoryException.class)
                .hasMessage("The sales must have at least one row.");
    }

    @Test
    void nothingIsKnownBeforeTheFirstSale() {
        HistoryFiles.write(folder, 3);
        int before = (int) HistoryFiles.FIRST.toEpochDay() - 1;

        assertThatThrownBy(() -> read(before, 0))
                .isInstanceOf(HistoryException.class)
                .hasMessage("The sales must begin before the last day asked for.");
        assertThat(read(before + 1, 0).get(0).units()).hasSize(1);
    }

    @Test
    void aRegionWithoutAFileOfSalesIsNamed() throws IOException {
        HistoryFiles.write(folder, 3);
        Files.delete(folder.resolve("sales/south.csv.gz"));

        assertThatThrownBy(() -> read(Integer.MAX_VALUE, 0))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("south.csv.gz cannot be read");
    }

    @Test
    void aSeriesOfAnUnknownLocationIsNamed() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.text(
                folder.resolve("series.csv"),
                "location,item,group\n2,5,\n2,11,\n10,5,\n10,11,\n7,5,\n99,5,\n");

        assertThatThrownBy(() -> read(Integer.MAX_VALUE, 0))
                .isInstanceOf(HistoryException.class)
                .hasMessage("The location (99) of series.csv must be in locations.csv.");
    }

    @Test
    void aSeriesWithoutSalesIsAllUnknown() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.text(
                folder.resolve("series.csv"), "location,item\n2,5\n2,11\n10,5\n10,11\n7,5\n7,11\n");

        SeriesHistory silent = read(Integer.MAX_VALUE, 2).get(5);

        assertThat(silent.key()).isEqualTo("7|11");
        assertThat(silent.units()).hasSize(3).containsOnly(Float.NaN);
        assertThat(silent.covariates().temperatureC()).hasSize(5).containsOnly(12.25f);
    }

    @Test
    void weatherOutsideTheDaysAskedForIsLeftOut() {
        HistoryFiles.write(folder, 3);
        HistoryFiles.gzip(
                folder.resolve("weather.csv.gz"),
                """
                date,location,precipitation_mm,temperature_c,humidity_pct,wind_level
                2024-03-03,2,1,1,1,1
                2024-03-05,2,,-4.5,80,
                2024-03-07,2,1,1,1,1
                """);

        Covariates sky = read(Integer.MAX_VALUE, 0).get(0).covariates();

        assertThat(sky.temperatureC()).containsExactly(Float.NaN, -4.5f, Float.NaN);
        assertThat(sky.precipitationMm()).containsOnly(Float.NaN);
        assertThat(sky.humidityPct()).containsExactly(Float.NaN, 80, Float.NaN);
    }

    private List<SeriesHistory> read(int until, int future) {
        return HistorySeries.read(HistoryFolder.open(folder), until, future);
    }
}

package io.restock.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFolderTest {
    private static final String SALES =
            "date,location,item,units,discount,promotion,stockout,hourly\n";

    @TempDir private Path folder;

    @BeforeEach
    void writeFolder() {
        HistoryFiles.write(folder, 3);
    }

    @Test
    void readsLocationsItemsSeriesAndHolidays() {
        HistoryFolder read = HistoryFolder.open(folder);

        assertThat(read.locations()).contains(new LocationInfo("10", "north")).hasSize(3);
        assertThat(read.items()).contains(new ItemInfo("11", "1", "", "")).hasSize(2);
        assertThat(read.categories().of("5")).containsExactly("1", "2", "3");
        assertThat(read.categories().of("11")).containsExactly("1");
        assertThat(read.categories().of("12")).isEmpty();
        assertThat(read.series()).contains(new SeriesInfo("2", "5", "g1")).hasSize(5);
        assertThat(read.holidays()).hasSize(17);
        assertThat(read.weather().get(0).temperatureC()).isEqualTo(12.25f);
        assertThat(read.ahead()).isEmpty();
    }

    @Test
    void readsSalesWithTheirHours() {
        String hours = "0 0 0 0 0 0 0.5 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2";
        HistoryFiles.gzip(
                folder.resolve("sales/north.csv.gz"),
                SALES + "2024-03-04,2,5,3.5,0.882,1,ffc03f," + hours + "\n");

        List<SalesRow> rows = sales();

        SalesRow row = rows.get(0);
        assertThat(row.epochDay()).isEqualTo((int) LocalDate.parse("2024-03-04").toEpochDay());
        assertThat(row.units()).isEqualTo(3.5f);
        assertThat(row.discount()).isEqualTo(0.882f);
        assertThat(row.promotion()).isEqualTo(1);
        assertThat(row.stockOutHours()).isEqualTo(0xffc03f);
        assertThat(row.stockOutShare()).isEqualTo(8 / 16f);
        assertThat(row.hourly()).hasSize(24).endsWith(2).contains(0.5f);
    }

    @Test
    void anEmptyFieldIsUnknownNotZero() {
        HistoryFiles.gzip(folder.resolve("sales/north.csv.gz"), SALES + "2024-03-04,2,5,,,,,\n");

        SalesRow row = sales().get(0);

        assertThat(row.units()).isNaN();
        assertThat(row.discount()).isNaN();
        assertThat(row.promotion()).isNaN();
        assertThat(row.stockOutHours()).isEqualTo(-1);
        assertThat(row.stockOutShare()).isNaN();
        assertThat(row.hourly()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-3-4,2,5,1,1,0,000000, | date (2024-3-4) must be a date",
                "2024-03-04,,5,1,1,0,000000, | location () must be an identifier",
                "2024-03-04,2,5,-1,1,0,000000, | units (-1) must be a number >= 0",
                "2024-03-04,2,5,many,1,0,000000, | units (many) must be a number >= 0",
                "2024-03-04,2,5,NaN,1,0,000000, | units (NaN) must be a number >= 0",
                "2024-03-04,2,5,1,1,2,000000, | promotion (2) must be 0 or 1",
                "2024-03-04,2,5,1,1,0,xyz, | stockout (xyz) must be six hex digits",
                "2024-03-04,2,5,1,1,0,000000,1 2 | hourly (1 2) must be 24 numbers",
                "2024-03-04,2,5 | the fields (3) must be 8",
                "2024-03-04,7,5,1,1,0,000000, | location (7) must be a location of region north",
            })
    void namesFileLineColumnAndValueOfWhatIsBad(String line, String expected) {
        HistoryFiles.gzip(
                folder.resolve("sales/north.csv.gz"),
                SALES + "2024-03-04,2,11,1,1,0,000000,\n" + line + "\n");

        assertThatThrownBy(this::sales)
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("north.csv.gz line 3")
                .hasMessageContaining(expected);
    }

    @Test
    void rowsMustBeSortedByDate() {
        HistoryFiles.gzip(
                folder.resolve("sales/north.csv.gz"),
                SALES + "2024-03-05,2,5,1,1,0,000000,\n2024-03-04,2,5,1,1,0,000000,\n");

        assertThatThrownBy(this::sales)
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("sorted by date");
    }

    @Test
    void saysWhatIsMissing() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> HistoryFolder.open(nowhere))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("nowhere");

        HistoryFiles.text(folder.resolve("part/locations.csv"), "location,region\n");
        assertThatThrownBy(() -> HistoryFolder.open(folder.resolve("part")))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("items.csv is missing");
    }

    @Test
    void saysThatAHeaderIsWrong() {
        HistoryFiles.text(folder.resolve("locations.csv"), "shop,region\n1,north\n");

        assertThatThrownBy(() -> HistoryFolder.open(folder))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("locations.csv line 1")
                .hasMessageContaining("shop,region");
    }

    private List<SalesRow> sales() {
        List<SalesRow> rows = new ArrayList<>();
        HistoryFolder.open(folder).forEachSale("north", rows::add);
        return rows;
    }
}

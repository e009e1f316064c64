package io.restock.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private static final List<String> COLUMNS = List.of("date", "item", "units", "note");

    @TempDir private Path folder;

    @Test
    void readsFieldsInTheirOrder() {
        try (CsvTable table = table("date,item,units,note\n2024-03-04,milk,1.5,\n")) {
            assertThat(table.next()).isTrue();
            assertThat(table.day(0)).isEqualTo((int) LocalDate.of(2024, 3, 4).toEpochDay());
            assertThat(table.id(1)).isEqualTo("milk");
            assertThat(table.number(2, 0)).isEqualTo(1.5f);
            assertThat(table.text(3)).isEmpty();
            assertThat(table.next()).isFalse();
        }
    }

    @Test
    void linesMayEndAsOnWindows() {
        try (CsvTable table = table("date,item,units\r\n2024-03-04,milk,1\r\n")) {
            assertThat(table.next()).isTrue();
            assertThat(table.number(2, 0)).isEqualTo(1);
            assertThat(table.next()).isFalse();
        }
    }

    @Test
    void aColumnAfterTheRequiredOnesMayBeMissing() {
        try (CsvTable table = table("date,item,units\n2024-03-04,milk,1\n")) {
            assertThat(table.next()).isTrue();
            assertThat(table.text(3)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date,item",
                "date,units,item",
                "date,item,units,note,more",
                "date,item,Units",
                "date;item;units",
                "2024-03-04,milk,1"
            })
    void namesTheColumnsWhereTheHeaderIsAnother(String header) {
        assertThatThrownBy(() -> table(header + "\n"))
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith(
                        "rows.csv line 1: the header (%s) must be date,item,units,note.", header);
    }

    @Test
    void anEmptyFileHasNoHeader() {
        assertThatThrownBy(() -> table(""))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("line 1: the header (null) must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            emptyValue = "",
            value = {
                "2024-3-4; date YYYY-MM-DD",
                "2024-02-30; date YYYY-MM-DD",
                "04.03.2024; date YYYY-MM-DD",
                "''; date YYYY-MM-DD",
                "+999999999-12-31; date YYYY-MM-DD",
                "2024-03-04T00:00; date YYYY-MM-DD",
            })
    void namesADayThatIsNone(String day, String must) {
        assertThatThrownBy(() -> first(day + ",milk,1", table -> table.day(0)))
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith("rows.csv line 2: the date (%s) must be a %s.", day, must);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.5", "many", "NaN", "Infinity", "1e39", "1,5", "1d", "0x1p3", " 1"})
    void namesANumberThatIsNone(String units) {
        String line = "2024-03-04,milk," + units.replace(',', ';');

        assertThatThrownBy(() -> first(line, table -> table.number(2, 0)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("line 2: the units (")
                .hasMessageEndingWith("must be a number >= 0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Infinity", "Infinity", "NaN"})
    void aNumberWithoutBoundsIsFinite(String degrees) {
        assertThatThrownBy(
                        () ->
                                first(
                                        "2024-03-04,milk," + degrees,
                                        table -> table.number(2, Double.NEGATIVE_INFINITY)))
                .isInstanceOf(HistoryException.class)
                .hasMessageEndingWith("the units (%s) must be a number.", degrees);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-12.5", "0", "+3", ".5", "1e3", "-1E-2"})
    void takesNumbersAsTheyAreWritten(String degrees) {
        first(
                "2024-03-04,milk," + degrees,
                table ->
                        assertThat(table.number(2, Double.NEGATIVE_INFINITY))
                                .isEqualTo(Float.parseFloat(degrees)));
    }

    @Test
    void hoursAreTwentyFourNumbersOrNone() {
        String hours = "0 ".repeat(23) + "2.5";

        first(
                "2024-03-04,milk," + hours,
                table -> assertThat(table.hours(2)).hasSize(24).endsWith(2.5f));
        first("2024-03-04,milk,", table -> assertThat(table.hours(2)).isEmpty());
        for (String wrong : new String[] {"0 ".repeat(23) + "x", "0 ".repeat(23) + "-1"}) {
            assertThatThrownBy(() -> first("2024-03-04,milk," + wrong, table -> table.hours(2)))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageEndingWith("the units (%s) must be a number >= 0.", wrong);
        }
    }

    @Test
    void aRowMustHaveAllFieldsOfItsHeader() {
        try (CsvTable table = table("date,item,units\n2024-03-04,milk,1\n2024-03-04,milk\n")) {
            assertThat(table.next()).isTrue();
            assertThatThrownBy(table::next)
                    .isInstanceOf(HistoryException.class)
                    .hasMessageEndingWith(
                            "rows.csv line 3: the fields (2) must be 3: 2024-03-04,milk.");
        }
    }

    @Test
    void saysThatAFileIsNotCompressedAsItsNameSays() {
        Path file = folder.resolve("rows.csv.gz");
        HistoryFiles.text(file, "date,item,units\n");

        assertThatThrownBy(() -> new CsvTable(file, COLUMNS, 3))
                .isInstanceOf(HistoryException.class)
                .hasMessage("%s cannot be read.", file);
    }

    /** A download that broke off ends in the middle of a line, not at the end of the data. */
    @Test
    void aCompressedFileThatIsCutIsNotItsEnd() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder rows = new StringBuilder("date,item,units\n");
        for (int row = 0; row < 50_000; row++) {
            rows.append("2024-03-04,milk,").append(random.nextInt(100_000)).append('\n');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("rows.csv.gz");
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        try (CsvTable table = new CsvTable(file, COLUMNS, 3)) {
            int[] read = {1};
            assertThatThrownBy(
                            () -> {
                                while (table.next()) {
                                    read[0]++;
                                }
                            })
                    .isInstanceOf(HistoryException.class)
                    .satisfies(
                            e ->
                                    assertThat(e)
                                            .hasMessage(
                                                    "%s line %d cannot be read.",
                                                    file, read[0] + 1));
            assertThat(read[0]).isBetween(1_000, 49_000);
        }
    }

    private void first(String line, Consumer<CsvTable> reads) {
        try (CsvTable table = table("date,item,units\n" + line + "\n")) {
            assertThat(table.next()).isTrue();
            reads.accept(table);
        }
    }

    private CsvTable table(String content) {
        Path file = folder.resolve("rows.csv");
        HistoryFiles.text(file, content);
        return new CsvTable(file, COLUMNS, 3);
    }
}

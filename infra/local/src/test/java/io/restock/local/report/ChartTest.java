package io.restock.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Element;

class ChartTest {
    private static final int DAY = 20_000;
    private static final String GOLDEN = "/report/v1/chart.svg";

    @Test
    void looksAsItDid() throws IOException {
        try (InputStream golden = ChartTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(small()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writeGolden() throws IOException {
        Path file = Path.of("src/test/resources" + GOLDEN);
        Files.createDirectories(file.getParent());
        Files.writeString(file, small());
    }

    @Test
    void gapIsLeftWhereAValueIsUnknown() throws Exception {
        double[] values = {1, 2, Double.NaN, 3};

        ParsedPage page = ParsedPage.parse(chart(0, 4).line(DAY, values, Colours.STOCK).svg());

        assertThat(page.all("path").get(0).getAttribute("d").split("M")).hasSize(3);
        assertThat(page.all("path").get(0).getAttribute("d")).doesNotContain("NaN");
    }

    @Test
    void negativePartsHangBelowZeroAndPositiveOnesStandOnIt() throws Exception {
        List<double[]> parts = List.of(new double[] {30}, new double[] {-20}, new double[] {10});

        ParsedPage page =
                ParsedPage.parse(
                        chart(-20, 40)
                                .bars(parts, List.of(Colours.STOCK, Colours.SHORT, Colours.ACTUAL))
                                .svg());

        List<Element> bars = page.all("rect");
        double zero = zero(page);
        assertThat(top(bars.get(0))).isLessThan(zero);
        assertThat(bottom(bars.get(0))).isEqualTo(zero);
        assertThat(top(bars.get(1))).isEqualTo(zero);
        assertThat(bottom(bars.get(1))).isGreaterThan(zero);
        assertThat(bottom(bars.get(2))).isEqualTo(top(bars.get(0)));
        assertThat(ParsedPage.number(bars.get(1), "height"))
                .isEqualTo(2 * ParsedPage.number(bars.get(2), "height"));
    }

    @Test
    void nothingAndTheUnknownHaveNoBar() throws Exception {
        List<double[]> parts = List.of(new double[] {0, Double.NaN, 2, 0});

        ParsedPage page = ParsedPage.parse(chart(0, 4).bars(parts, List.of(Colours.STOCK)).svg());

        assertThat(page.all("rect")).hasSize(1);
    }

    @Test
    void labelsStandApartFromTheTitle() throws Exception {
        ParsedPage page = ParsedPage.parse(chart(0, 100).svg());
        List<Element> labels = page.all("text").stream().filter(t -> !is(t, "title")).toList();

        assertThat(labels).isNotEmpty();
        // Text of the title is 12 pixels high, that of labels 10.
        assertThat(labels).allMatch(t -> ParsedPage.number(t, "y") - 10 >= 12);
    }

    @Test
    void datesStandUnderTheirDaysAndNotTooMany() throws Exception {
        ParsedPage page = ParsedPage.parse(new Chart("t", "u", DAY, DAY + 89, 0, 1).svg());
        List<Element> dates = page.all("text").stream().filter(t -> is(t, "x")).toList();

        assertThat(dates).hasSizeBetween(5, 8);
        assertThat(dates.get(0).getTextContent()).isEqualTo("10-04");
        for (int n = 1; n < dates.size(); n++) {
            double gap =
                    ParsedPage.number(dates.get(n), "x") - ParsedPage.number(dates.get(n - 1), "x");
            assertThat(gap).as("dates are some 30 pixels wide").isGreaterThan(35);
        }
    }

    private static boolean is(Element element, String kind) {
        return element.getAttribute("class").equals(kind);
    }

    private static double zero(ParsedPage page) {
        return page.all("line").stream()
                .filter(line -> is(line, "zero"))
                .mapToDouble(line -> ParsedPage.number(line, "y1"))
                .findFirst()
                .orElseThrow();
    }

    private static double top(Element bar) {
        return ParsedPage.number(bar, "y");
    }

    private static double bottom(Element bar) {
        return ParsedPage.number(bar, "y") + ParsedPage.number(bar, "height");
    }

    private static Chart chart(double lowest, double highest) {
        return new Chart("stock", "units", DAY, DAY + 3, lowest, highest);
    }

    private static String small() {
        return chart(-10, 25)
                .bars(List.of(new double[] {5, -10, 0, 20}), List.of(Colours.SHORT))
                .band(
                        DAY + 1,
                        new double[] {2, 3, 4},
                        new double[] {8, 12, 25},
                        Colours.FORECAST,
                        0.14)
                .line(DAY, new double[] {1, Double.NaN, 3, 4}, Colours.STOCK)
                .svg();
    }
}

package io.restock.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    @Property
    void anyTextComesBackFromElementAndAttribute(
            @ForAll @CharRange(from = ' ', to = '~') String text) throws Exception {
        String escaped = Html.text(text);

        ParsedPage page =
                ParsedPage.parse(
                        "<div><p a='%s' b=\"%s\">%s</p></div>"
                                .formatted(escaped, escaped, escaped));

        assertThat(page.texts("p")).containsExactly(text);
        assertThat(page.all("p").get(0).getAttribute("a")).isEqualTo(text);
        assertThat(page.all("p").get(0).getAttribute("b")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "3, 3",
        "2.345, 2.35",
        "99.994, 99.99",
        "-1234567.8, '−1,234,568'",
        "12345.6, '12,346'",
        "NaN, –"
    })
    void numberHasTheDecimalsThatItsSizeAsksFor(double value, String shown) {
        assertThat(Html.number(value)).isEqualTo(shown);
    }

    @Test
    void numbersDoNotDependOnTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Html.number(1234567L)).isEqualTo("1,234,567");
            assertThat(Html.number(0.25)).isEqualTo("0.25");
            assertThat(Html.percent(0.9571)).isEqualTo("95.7 %");
            assertThat(chart()).isEqualTo(inEnglish());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String inEnglish() {
        Locale.setDefault(Locale.ENGLISH);
        return chart();
    }

    private static String chart() {
        return new Chart("t", "u", 20_000, 20_002, 0, 7.5)
                .line(20_000, new double[] {1.5, 2.5, 7.5}, Colours.STOCK)
                .svg();
    }
}

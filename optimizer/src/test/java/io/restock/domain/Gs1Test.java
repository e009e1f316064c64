package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gs1Test {
    /** Check digits as GS1 publishes them for its own examples. */
    @ParameterizedTest(name = "{0}: a GLN {1}, a GTIN {2}")
    @CsvSource({
        "4006381333931, true, true",
        "4006381333932, false, false",
        "4006381333913, false, false",
        "036000291452, false, true",
        "036000291453, false, false",
        "14006381333938, false, true",
        "14006381333931, false, false",
        "7300010000018, true, true",
        "2012345678903, true, false",
        "0212345678909, true, false",
        "212345678909, false, false",
        "96385074, false, false",
        "SKU-123456789, false, false",
        "400638133393A, false, false",
        "٤٠٠٦٣٨١٣٣٣٩٣١, false, false",
        "'', false, false"
    })
    void numbersAreToldByTheirCheckDigitAndPrefix(String id, boolean gln, boolean gtin) {
        assertThat(Gs1.isGln(id)).isEqualTo(gln);
        assertThat(Gs1.isGtin(id)).isEqualTo(gtin);
    }
}

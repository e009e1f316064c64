package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTermsTest {
    @ParameterizedTest
    @CsvSource({
        "X12, ZZ, BUYERCO, ZZ, FARM, '', true",
        "X12, 07, 7300010000001, 01, 123456789, '', false",
        "EDIFACT, 14, 7300010000001, ZZZ, FARM, '', true",
        "UBL, 0088, 7300010000001, 0106, 12345678, NL, false"
    })
    void documentsCanBeExchangedOn(
            DocumentFormat format,
            String buyerQualifier,
            String buyer,
            String supplierQualifier,
            String supplier,
            String country,
            boolean test) {
        assertThat(
                        new DocumentTerms(
                                        format,
                                        buyerQualifier,
                                        buyer,
                                        supplierQualifier,
                                        supplier,
                                        "",
                                        "",
                                        "",
                                        country,
                                        test)
                                .fault())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X12, Z, BUYERCO, '', false, supplierQualifier (Z) that matches [A-Z0-9]{2}",
        "X12, ZZ, A, '', false, 2 to 15 characters",
        "X12, ZZ, SIXTEENCHARACTER, '', false, 2 to 15 characters",
        "X12, ZZ, FARM*1, '', false, without *~>",
        "X12, 07, 7300010000017, '', false, GLN with its check digit",
        "EDIFACT, 14, 7300010000017, '', false, GLN with its check digit",
        "EDIFACT, ZZ, FARM|1, '', false, without |",
        "UBL, 14, 7300010000018, NL, false, 'matches [0-9]{4}'",
        "UBL, 0088, 7300010000018, '', false, country",
        "UBL, 0088, 7300010000018, NL, true, must not be a test"
    })
    void nothingIsExchangedOn(
            DocumentFormat format,
            String qualifier,
            String supplier,
            String country,
            boolean test,
            String fault) {
        DocumentTerms terms =
                new DocumentTerms(
                        format,
                        format == DocumentFormat.UBL ? "0088" : "14",
                        "7300010000001",
                        qualifier,
                        supplier,
                        "",
                        "",
                        "",
                        country,
                        test);

        assertThat(terms.fault()).startsWith("must ").contains(fault);
    }
}

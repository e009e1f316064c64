package io.restock.operators.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartnerDirectoryTest {
    private static final int FIRST = AnyDocument.DAY;
    private static final DocumentTerms X12 = AnyDocument.terms(DocumentFormat.X12);
    private static final DocumentTerms UBL = AnyDocument.terms(DocumentFormat.UBL);

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, PurchaseOrder, SupplierTerms, PartnerOrder>
            directory;

    @BeforeEach
    void open() throws Exception {
        directory =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new PartnerDirectory(FIRST)),
                        SupplierTerms::key,
                        SupplierTerms::key,
                        Types.STRING);
        directory.open();
    }

    @AfterEach
    void close() throws Exception {
        directory.close();
    }

    @Test
    void anOrderWaitsForTheTermsOfItsSupplierAndNoOther() throws Exception {
        order("P1", "SUP9", FIRST);
        order("P2", "SUP8", FIRST);
        order("P3", "SUP9", FIRST);
        assertThat(directory.extractOutputValues()).isEmpty();

        terms(1, "SUP9", X12);

        assertThat(directory.extractOutputValues())
                .extracting(said -> said.order().number(), PartnerOrder::terms)
                .containsExactly(tuple("P1", X12), tuple("P3", X12));
    }

    @Test
    void anOrderIsSaidOnTheTermsOfTheLatestVersion() throws Exception {
        terms(2, "SUP9", UBL);
        terms(1, "SUP9", X12);
        order("P1", "SUP9", FIRST);
        terms(3, "SUP9", X12);
        order("P2", "SUP9", FIRST);

        assertThat(directory.extractOutputValues())
                .extracting(PartnerOrder::terms)
                .containsExactly(UBL, X12);
    }

    @Test
    void aSupplierThatReadsMessagesIsSentNoDocument() throws Exception {
        order("P1", "SUP9", FIRST);
        terms(1, "SUP9", DocumentTerms.NONE);
        order("P2", "SUP9", FIRST);

        assertThat(directory.extractOutputValues()).isEmpty();
    }

    /** A job that begins to read a topic of years must not order the years again. */
    @Test
    void whatWasOrderedBeforeTheFirstCycleIsSentToNobody() throws Exception {
        order("P1", "SUP9", FIRST - 1);
        terms(1, "SUP9", X12);
        order("P2", "SUP9", FIRST - 1);
        order("P3", "SUP9", FIRST);

        assertThat(directory.extractOutputValues())
                .extracting(said -> said.order().number())
                .containsExactly("P3");
    }

    private void terms(int version, String supplier, DocumentTerms terms) throws Exception {
        directory.processElement2(
                new StreamRecord<>(new SupplierTerms("FRUIT", version, supplier, terms)));
    }

    private void order(String number, String supplier, int cycle) throws Exception {
        directory.processElement1(
                new StreamRecord<>(
                        new PurchaseOrder(
                                number,
                                0,
                                OrderTransition.CREATED,
                                OrderStatus.SENT,
                                "FRUIT",
                                cycle,
                                supplier,
                                "W1",
                                AnyDocument.TIME,
                                "EUR",
                                AnyDocument.LINES,
                                "",
                                "",
                                "")));
    }
}

package io.restock.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DemandDay;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.jobs.wire.AnyMessage;
import io.restock.jobs.wire.Decoder;
import io.restock.operators.coordination.Refused;
import io.restock.operators.demand.TooLate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final AnyMessage any = new AnyMessage(new Random(7));

    @Test
    void saysALateSaleAgain() throws Exception {
        Sale sale = any.sale();

        Rejected rejected = Refusals.of(new TooLate(sale, null, "Too late."), "sales", "stock");

        assertThat(rejected.topic()).isEqualTo("sales");
        assertThat(rejected.reason()).isEqualTo("Too late.");
        assertThat(rejected.partition()).isEqualTo(-1);
        assertThat(rejected.key()).isEqualTo((sale.location() + '|' + sale.item()).getBytes(UTF_8));
        assertThat(Decoder.of(Sale.class).message(rejected.raw())).isEqualTo(sale);
    }

    @Test
    void saysALateStockReportAgain() throws Exception {
        StockLevel stock = any.stock();

        Rejected rejected = Refusals.of(new TooLate(null, stock, "Too late."), "sales", "stock");

        assertThat(rejected.topic()).isEqualTo("stock");
        assertThat(Decoder.of(StockLevel.class).message(rejected.raw())).isEqualTo(stock);
    }

    @Test
    void asksForTheLocationOfADay() {
        DemandDay day = new DemandDay("S9", "I1", 20_000, 3, -1, 0, true, 0, 0);

        assertThat(Refusals.of(day, "sales").reason())
                .isEqualTo(
                        "The location (S9) of the day 2024-10-04 of item I1 must be announced on the"
                                + " topic network.");
    }

    @Test
    void namesWhatARefusedAnswerIsAbout() {
        Refused refused = new Refused("G1", "PO7", "e5", "The order is closed.", 0);

        Rejected rejected = Refusals.of(refused, "supplier-replies");

        assertThat(rejected.topic()).isEqualTo("supplier-replies");
        assertThat(rejected.reason())
                .isEqualTo("The order is closed. (event e5 on PO7 of group G1)");
    }
}

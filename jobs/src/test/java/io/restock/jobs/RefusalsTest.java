package io.restock.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Decision;
import io.restock.domain.DemandDay;
import io.restock.domain.Forecast;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.jobs.wire.AnyMessage;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Json;
import io.restock.operators.context.UnplacedDay;
import io.restock.operators.coordination.GroupEvent;
import io.restock.operators.coordination.Refused;
import io.restock.operators.demand.TooLate;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    void saysWhyADayCannotBePlaced() {
        DemandDay day = new DemandDay("S9", "I1", 20_000, 3, -1, 0, true, 0, 0, 0);

        Rejected rejected = Refusals.of(new UnplacedDay(day, "Unknown here."), "sales");

        assertThat(rejected.topic()).isEqualTo("sales");
        assertThat(rejected.reason()).isEqualTo("Unknown here.");
        assertThat(new String(rejected.key(), UTF_8)).isEqualTo("S9|I1");
    }

    static Stream<Arguments> eventsOfCoordination() {
        AnyMessage any = new AnyMessage(new Random(7));
        return Stream.of(
                Arguments.of("network", GroupEvent.network(any.group())),
                Arguments.of("stock", GroupEvent.level("G1", any.stock())),
                Arguments.of("forecasts", GroupEvent.forecast("G1", any.forecast())),
                Arguments.of("supplier-replies", GroupEvent.reply(any.reply())),
                Arguments.of("decisions", GroupEvent.decision(any.decision())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventsOfCoordination")
    void saysAgainWhatCoordinationRefusedAndWhichTopicItCameFrom(String topic, GroupEvent event)
            throws Exception {
        Refused refused = new Refused(event, "PO7", "e5", "The order is closed.");

        Rejected rejected = Refusals.of(refused, "north.");

        assertThat(rejected.topic()).isEqualTo("north." + topic);
        assertThat(rejected.key()).isEqualTo("PO7".getBytes(UTF_8));
        assertThat(rejected.reason())
                .isEqualTo("The order is closed. (event e5 on PO7 of group %s)", event.group());
        assertThat(readAgain(rejected.raw())).usingRecursiveComparison().isEqualTo(event);
    }

    private static GroupEvent readAgain(byte[] raw) throws Exception {
        String group = "G1";
        return switch (Json.MAPPER.readTree(raw).get("type").asText()) {
            case "group" -> GroupEvent.network(read(PlanningGroup.class, raw));
            case "stock" -> GroupEvent.level(group, read(StockLevel.class, raw));
            case "forecast" -> GroupEvent.forecast(group, read(Forecast.class, raw));
            case "reply" -> GroupEvent.reply(read(SupplierReply.class, raw));
            default -> GroupEvent.decision(read(Decision.class, raw));
        };
    }

    private static <T> T read(Class<T> type, byte[] raw) throws Exception {
        return Objects.requireNonNull(Decoder.of(type).message(raw));
    }
}

package io.restock.operators.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderStatus;
import io.restock.operators.coordination.OrderLife.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderLifeTest {
    private static final Set<Event> GOODS = EnumSet.range(Event.SHIP_PART, Event.RECEIVE);
    private static final Set<Event> ANSWERS = EnumSet.range(Event.TECH_ACK, Event.RECEIVE);

    private static final Set<OrderStatus> UNSENT =
            EnumSet.of(OrderStatus.DRAFT, OrderStatus.PROPOSED, OrderStatus.HELD);

    @Test
    void everyOrderBeginsAsADraftAndMayComeToEveryOtherState() {
        assertThat(reached(OrderStatus.DRAFT))
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(OrderStatus.DRAFT)));
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void everyOrderCanBeClosed(OrderStatus status) {
        assertThat(reached(status)).contains(OrderStatus.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void goodsOfWhatWasSentComeWhateverWasAgreedOn(OrderStatus status) {
        assertThat(OrderLife.events(status).containsAll(GOODS)).isEqualTo(!UNSENT.contains(status));
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void nobodyAnswersWhatWasNotSent(OrderStatus status) {
        if (UNSENT.contains(status)) {
            assertThat(OrderLife.events(status)).doesNotContainAnyElementsOf(ANSWERS);
            assertThat(ANSWERS).noneMatch(e -> OrderLife.isTooLate(status, e));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT, PROPOSE, PROPOSED",
        "PROPOSED, HOLD, HELD",
        "PROPOSED, SEND, SENT",
        "HELD, SEND, SENT",
        "HELD, WITHDRAW, CANCELLED",
        "SENT, TECH_ACK, TECH_ACKED",
        "TECH_ACKED, ACCEPT, ACCEPTED",
        "SENT, CHANGE, SENT",
        "SENT, CANCEL, CANCELLED",
        "SENT, ACCEPT_EARLIER, CHANGE_PENDING",
        "ACCEPTED, CHANGE, CHANGE_PENDING",
        "ACCEPTED_WITH_CHANGE, CANCEL, CANCEL_PENDING",
        "CHANGE_PENDING, ACCEPT, ACCEPTED",
        "CHANGE_PENDING, REFUSE_CHANGE, ACCEPTED_WITH_CHANGE",
        "CANCEL_PENDING, ACCEPT, CANCELLED",
        "CANCEL_PENDING, SHIP, SHIPPED",
        "PART_SHIPPED, SHIP, SHIPPED",
        "SHIPPED, RECEIVE_PART, PART_RECEIVED",
        "PART_RECEIVED, RECEIVE, RECEIVED",
        "PART_RECEIVED, GIVE_UP_REST, RECEIVED",
        "RECEIVED, CLOSE, CLOSED",
        "CANCELLED, RECEIVE, RECEIVED",
    })
    void leadsWhereTheTableSays(OrderStatus from, Event event, OrderStatus to) {
        assertThat(OrderLife.next(from, event)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "SHIPPED, ACCEPT",
        "SHIPPED, CHANGE",
        "SHIPPED, CANCEL",
        "REJECTED, ACCEPT",
        "CANCELLED, CHANGE",
        "CLOSED, CANCEL",
        "RECEIVED, REJECT",
        "HELD, CANCEL",
        "DRAFT, SEND",
        "ACCEPTED, SEND",
    })
    void whatIsNotInTheTableDoesNotHappen(OrderStatus from, Event event) {
        assertThat(OrderLife.next(from, event)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "SHIPPED, ACCEPT, true",
        "REJECTED, ACCEPT, true",
        "ACCEPTED, TECH_ACK, true",
        "SHIPPED, CANCEL, false",
        "HELD, ACCEPT, false",
        "SENT, ACCEPT, false",
    })
    void answersAreTooLateWhereTheyWereOvertaken(OrderStatus at, Event event, boolean late) {
        assertThat(OrderLife.isTooLate(at, event)).isEqualTo(late);
    }

    /** Whatever events follow each other, an order stands in a state of the table. */
    @Property
    void randomEventsLeadFromRowToRow(@ForAll List<Event> events) {
        OrderStatus at = OrderStatus.DRAFT;
        for (Event event : events) {
            OrderStatus next = OrderLife.next(at, event);
            assertThat(next != null).isEqualTo(OrderLife.events(at).contains(event));
            at = next == null ? at : Objects.requireNonNull(next);
            assertThat(OrderLife.events(at)).isNotEmpty();
        }
    }

    private static Set<OrderStatus> reached(OrderStatus from) {
        Set<OrderStatus> reached = EnumSet.noneOf(OrderStatus.class);
        Deque<OrderStatus> ahead = new ArrayDeque<>();
        ahead.add(from);
        while (!ahead.isEmpty()) {
            OrderStatus at = ahead.remove();
            for (Event event : OrderLife.events(at)) {
                OrderStatus next = Objects.requireNonNull(OrderLife.next(at, event));
                if (reached.add(next)) {
                    ahead.add(next);
                }
            }
        }
        return reached;
    }
}

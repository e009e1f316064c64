package io.restock.operators.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Promotion;
import java.util.List;
import org.junit.jupiter.api.Test;

class PricePlanTest {
    private static final int MONDAY = 20_000;
    private final PricePlan plan = new PricePlan(List.of());

    @Test
    void sellsAtFullPriceWithoutAnnouncement() {
        assertThat(plan.discount(MONDAY, 10)).isEqualTo(1);
        assertThat(plan.promotion(MONDAY, 10)).isZero();
    }

    @Test
    void holdsTheLatestAnnouncementOfADayWhicheverCameFirst() {
        announce("later", MONDAY, MONDAY + 1, 0.5, 2);
        announce("earlier", MONDAY, MONDAY + 3, 0.8, 1);

        assertThat(plan.discount(MONDAY + 1, 10)).isEqualTo(0.5f);
        assertThat(plan.discount(MONDAY + 2, 10)).isEqualTo(0.8f);
        assertThat(plan.discount(MONDAY + 4, 10)).isEqualTo(1);
        assertThat(plan.discount(MONDAY + 1, 1)).as("by then").isEqualTo(0.8f);
    }

    @Test
    void ordersAnnouncementsOfOneMomentByTheirId() {
        announce("b", MONDAY, MONDAY, 0.5, 1);
        announce("a", MONDAY, MONDAY, 0.8, 1);

        assertThat(plan.discount(MONDAY, 10)).isEqualTo(0.5f);
    }

    @Test
    void takesAnEventOnce() {
        announce("a", MONDAY, MONDAY, 0.5, 1);
        announce("a", MONDAY, MONDAY, 0.5, 1);

        assertThat(plan.stored()).hasSize(1);
    }

    @Test
    void handsEachAnnouncementOutOnceWhenItIsKnown() {
        announce("a", MONDAY, MONDAY, 0.5, 1);
        announce("b", MONDAY, MONDAY, 0.6, 9);

        assertThat(plan.takeEffect(5)).extracting(PlannedPrice::eventId).containsExactly("a");
        assertThat(plan.takeEffect(9)).extracting(PlannedPrice::eventId).containsExactly("b");
        assertThat(plan.takeEffect(10)).isEmpty();
    }

    @Test
    void forgetsWhatIsOverAndWhatIsReplacedButNothingThatIsStillToTakeEffect() {
        announce("over", MONDAY, MONDAY, 0.5, 1);
        announce("replaced", MONDAY + 1, MONDAY + 2, 0.5, 1);
        announce("replacing", MONDAY + 1, MONDAY + 3, 0.5, 2);
        plan.takeEffect(5);
        announce("not yet known", MONDAY, MONDAY, 0.5, 9);

        plan.forgetThrough(MONDAY);

        assertThat(plan.stored())
                .extracting(PlannedPrice::eventId)
                .containsExactly("replacing", "not yet known");
        assertThat(plan.lastDay()).isEqualTo(MONDAY + 3);
    }

    private void announce(String id, int from, int to, double discount, long announced) {
        plan.announce(new Promotion(id, "s", "i", from, to, discount, true, announced));
    }
}

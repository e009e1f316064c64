package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a best response pays for what is shared, and the limits of a plan's work. */
class TermsTest {
    private final Network network = new Network(Small.problem().stores(1).build());
    private final Terms terms = new Terms(network);

    @Test
    void firstUserPaysTheHeaderAndOthersNothing() {
        assertThat(terms.header[0]).isEqualTo(50);
        assertThat(terms.headerInUse[0]).isZero();
        assertThat(terms.truck[0]).isEqualTo(7);
        assertThat(terms.truckInUse[0]).isZero();
    }

    @Test
    void bentTermsHoldForEverybodyUntilTheyArePlainAgain() {
        terms.order(0, 3);
        terms.lane(0, 4);
        terms.capacity[0] = 5;
        terms.ration[0] = 6;
        terms.relaxed = true;

        assertThat(terms.headerInUse[0]).isEqualTo(3);
        assertThat(terms.truckInUse[0]).isEqualTo(4);

        terms.plain();

        assertThat(terms.header[0]).isEqualTo(50);
        assertThat(terms.headerInUse[0]).isZero();
        assertThat(terms.truck[0]).isEqualTo(7);
        assertThat(terms.truckInUse[0]).isZero();
        assertThat(terms.capacity[0]).isZero();
        assertThat(terms.ration[0]).isInfinite();
        assertThat(terms.relaxed).isFalse();
    }

    @Test
    void whoMayOnlyJoinCannotBeTheFirstWhereItCosts() {
        Network free = new Network(RandomProblems.of(8, 1, 1, 1, 3));
        free.headerCost[0] = 0;
        Terms joining = new Terms(free);
        joining.joining = true;
        terms.joining = true;

        joining.plain();
        terms.plain();

        assertThat(joining.header[0]).isZero();
        assertThat(terms.header[0]).isInfinite();
        assertThat(terms.headerInUse[0]).isZero();
    }

    @Test
    void limitsRefuseWhatCannotBeDone() {
        assertThatThrownBy(() -> Limits.rounds(-1, 1)).hasMessageContaining("rounds (-1)");
        assertThatThrownBy(() -> new Limits(1, 1, Duration.ZERO)).hasMessageContaining("guard");
        assertThatThrownBy(() -> new Limits(1, 1, Duration.ofSeconds(-1)))
                .hasMessageContaining("guard (PT-1S)");
    }
}

package io.restock.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.chaos.Trouble.Kind;
import io.restock.local.cluster.Quantile;
import io.restock.local.loop.Watch.Moment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private static final ChaosOptions MANY = new ChaosOptions(1, 200, 2, 5, 5, 3, 1, 7);

    @Test
    void drawsWhatWasAskedForInTheOrderInWhichItHappens() {
        List<Trouble> all = Trouble.draw(MANY, 100, 140);

        Map<Kind, Long> counts =
                all.stream().collect(Collectors.groupingBy(Trouble::kind, Collectors.counting()));
        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                Kind.KILL, 200L,
                                Kind.KILL_JOB_MANAGER, 2L,
                                Kind.RESCALE, 5L,
                                Kind.RESTORE, 5L,
                                Kind.UPGRADE, 3L,
                                Kind.RESTART_BROKER, 1L));
        assertThat(all).extracting(Trouble::day).isSorted().allMatch(d -> d >= 100 && d <= 140);
        assertThat(all).extracting(Trouble::moment).contains(Moment.values());
        assertThat(all).extracting(Trouble::day).contains(100, 140);
    }

    @Test
    void oneSeedGivesTheSameAndAnotherSeedGivesOthers() {
        ChaosOptions other = new ChaosOptions(1, 200, 2, 5, 5, 3, 1, 8);

        assertThat(Trouble.draw(MANY, 100, 140)).isEqualTo(Trouble.draw(MANY, 100, 140));
        assertThat(Trouble.draw(other, 100, 140)).isNotEqualTo(Trouble.draw(MANY, 100, 140));
    }

    @Test
    void quantileIsTheSmallestValueThatTheShareDoesNotExceed() {
        assertThat(Quantile.of(0.5, 3, 1, 2)).isEqualTo(2);
        assertThat(Quantile.of(0.5, 4, 3, 1, 2)).isEqualTo(2);
        assertThat(Quantile.of(0.99, 4, 3, 1, 2)).isEqualTo(4);
    }
}

package io.restock.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.local.cluster.Quantile;
import io.restock.local.loop.Watch.Moment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private static final ChaosOptions MANY = options(7);

    @Test
    void drawsWhatWasAskedForInTheOrderInWhichItHappens() {
        List<Trouble> all = Trouble.draw(MANY, 100, 140);

        Map<TroubleKind, Long> counts =
                all.stream().collect(Collectors.groupingBy(Trouble::kind, Collectors.counting()));
        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                TroubleKind.KILL, 200L,
                                TroubleKind.KILL_JOB_MANAGER, 2L,
                                TroubleKind.RESCALE, 5L,
                                TroubleKind.RESTORE, 5L,
                                TroubleKind.UPGRADE, 3L,
                                TroubleKind.RESTART_BROKER, 1L,
                                TroubleKind.BAD_RECORDS, 4L));
        assertThat(all).extracting(Trouble::day).isSorted().allMatch(d -> d >= 100 && d <= 140);
        assertThat(all).extracting(Trouble::moment).contains(Moment.values());
        assertThat(all).extracting(Trouble::day).contains(100, 140);
    }

    @Test
    void oneSeedGivesTheSameAndAnotherSeedGivesOthers() {
        ChaosOptions other = options(8);

        assertThat(Trouble.draw(MANY, 100, 140)).isEqualTo(Trouble.draw(MANY, 100, 140));
        assertThat(Trouble.draw(other, 100, 140)).isNotEqualTo(Trouble.draw(MANY, 100, 140));
    }

    private static ChaosOptions options(long seed) {
        return new ChaosOptions(
                1,
                Map.of(
                        TroubleKind.KILL, 200,
                        TroubleKind.KILL_JOB_MANAGER, 2,
                        TroubleKind.RESCALE, 5,
                        TroubleKind.RESTORE, 5,
                        TroubleKind.UPGRADE, 3,
                        TroubleKind.RESTART_BROKER, 1,
                        TroubleKind.BAD_RECORDS, 4),
                seed);
    }

    @Test
    void nothingHappensLessThanNever() {
        assertThatThrownBy(() -> new ChaosOptions(1, Map.of(TroubleKind.PAUSE, -1), 7))
                .hasMessage("The --pauses (-1) must be >= 0.");
    }

    @Test
    void quantileIsTheSmallestValueThatTheShareDoesNotExceed() {
        assertThat(Quantile.of(0.5, 3, 1, 2)).isEqualTo(2);
        assertThat(Quantile.of(0.5, 4, 3, 1, 2)).isEqualTo(2);
        assertThat(Quantile.of(0.99, 4, 3, 1, 2)).isEqualTo(4);
    }
}

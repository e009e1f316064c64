package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureRowsTest {
    private static final int DAYS = 70;
    private static final int HORIZON = 7;
    private static final long SEED = 5;

    private final List<SeriesHistory> histories = Histories.many(6, DAYS, HORIZON, 3);
    private final int last = histories.get(0).originEpochDay();

    @Test
    void areTheRowsThatTheTreesLearnFrom() {
        int until = last - HORIZON;
        FeatureRows rows = new FeatureRows(histories, HORIZON, until);
        Scalers scalers = Scalers.fit(histories, until);
        TreeSamples ours =
                new TreeSamples(
                        histories,
                        scalers,
                        GroupTrends.of(histories, scalers, until),
                        HORIZON,
                        until);

        Gathered learned = new Gathered(rows.width());
        rows.learn(SEED, learned);
        Gathered heldOut = new Gathered(rows.width());
        rows.heldOut(heldOut);

        assertThat(learned.targets).hasSize(ours.rows(SEED).size());
        assertThat(heldOut.targets).hasSize(ours.heldOut(ours.rows(SEED)).size());
    }

    @Test
    void whatIsHeldOutIsAskedAndMeasuredInLevels() {
        FeatureRows rows = new FeatureRows(histories, HORIZON, last - HORIZON);
        Gathered heldOut = new Gathered(rows.width());
        rows.heldOut(heldOut);
        SeriesHistory first = histories.get(0);
        float[] asked = new float[HORIZON * rows.width()];

        double level = rows.ask(first.window(last - HORIZON, DAYS - HORIZON, HORIZON), asked);

        int day = 0;
        while (first.stockOutShare()[DAYS - HORIZON + day] > 0) {
            day++;
        }
        assertThat(heldOut.targets.get(0) * level)
                .isCloseTo(first.units()[DAYS - HORIZON + day], within(1e-4));
        assertThat(heldOut.rows.get(0))
                .isEqualTo(Arrays.copyOfRange(asked, day * rows.width(), (day + 1) * rows.width()));
    }

    @Test
    void oneSeedDrawsTheSameRows() {
        FeatureRows rows = new FeatureRows(histories, HORIZON, last);
        Gathered once = new Gathered(rows.width());
        Gathered again = new Gathered(rows.width());

        rows.learn(SEED, once);
        rows.learn(SEED, again);

        assertThat(again.targets).isEqualTo(once.targets);
        assertThat(Arrays.deepEquals(again.rows.toArray(), once.rows.toArray())).isTrue();
    }

    /** Keeps what it is told. */
    private static final class Gathered implements FeatureRows.Sink {
        private final int width;
        private final List<float[]> rows = new ArrayList<>();
        private final List<Float> targets = new ArrayList<>();

        Gathered(int width) {
            this.width = width;
        }

        @Override
        public void row(float[] values, int at, float target, float weight) {
            rows.add(Arrays.copyOfRange(values, at, at + width));
            targets.add(target);
        }
    }
}

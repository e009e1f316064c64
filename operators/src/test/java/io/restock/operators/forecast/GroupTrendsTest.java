package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupTrendsTest {
    private static final int DAYS = 70;
    private static final int LAST = Histories.MONDAY + DAYS - 1;
    private static final int OF_ALL_WEEK = 0;
    private static final int OF_ITEM_WEEK = 2;
    private static final int OF_PLACE_WEEK = 3;
    private static final int OF_ALL_WEEKDAY = 7;
    private static final int OF_ITEM_WEEKDAY = 8;

    @Test
    void anItemThatRisesEverywhereIsSeenAgainstTheOthers() {
        List<SeriesHistory> histories = grid();
        for (SeriesHistory history : histories) {
            for (int t = DAYS - 7; t < DAYS && history.item().equals("I1"); t++) {
                history.units()[t] *= 2;
            }
        }

        double[] risen = features(histories, "L0", "I1", LAST, LAST + 1);
        double[] steady = features(histories, "L0", "I2", LAST, LAST + 1);

        assertThat(risen[OF_ALL_WEEK]).isPositive();
        assertThat(risen[OF_ITEM_WEEK]).isGreaterThan(0.2);
        assertThat(steady[OF_ITEM_WEEK]).isNegative();
        assertThat(risen[OF_PLACE_WEEK]).isCloseTo(0, within(0.01));
    }

    @Test
    void weekdayOfAnItemIsSeenAgainstTheWeekdayOfAll() {
        List<SeriesHistory> histories = grid();
        for (SeriesHistory history : histories) {
            for (int t = 5; t < DAYS; t += 7) {
                history.units()[t] *= history.item().equals("I1") ? 3 : 1.5f; // Saturdays
            }
        }
        int saturday = Histories.MONDAY + DAYS + 5;

        double[] strong = features(histories, "L0", "I1", LAST, saturday);
        double[] other = features(histories, "L0", "I2", LAST, saturday);
        double[] sunday = features(histories, "L0", "I1", LAST, saturday + 1);

        assertThat(strong[OF_ALL_WEEKDAY]).isGreaterThan(0.3);
        assertThat(strong[OF_ITEM_WEEKDAY]).isGreaterThan(0.1);
        assertThat(other[OF_ITEM_WEEKDAY]).isNegative();
        assertThat(sunday[OF_ALL_WEEKDAY]).isNegative();
    }

    @Test
    void fewSeriesSayLittle() {
        List<SeriesHistory> many = grid();
        List<SeriesHistory> one = grid();
        one.removeIf(h -> h.item().equals("I1") && !h.location().equals("L0"));
        for (List<SeriesHistory> histories : List.of(many, one)) {
            for (SeriesHistory history : histories) {
                for (int t = DAYS - 3; t < DAYS && history.item().equals("I1"); t++) {
                    history.units()[t] *= 3;
                }
            }
        }

        assertThat(features(one, "L0", "I1", LAST, LAST + 1)[OF_ITEM_WEEK])
                .isBetween(0.0, 0.5 * features(many, "L0", "I1", LAST, LAST + 1)[OF_ITEM_WEEK]);
    }

    @Test
    void doesNotSeeLaterDays() {
        List<SeriesHistory> histories = grid();
        int known = LAST - 10;
        double[] before = features(histories, "L1", "I3", known, known + 4);

        for (SeriesHistory history : histories) {
            Arrays.fill(history.units(), DAYS - 10, DAYS, 1e5f);
        }

        assertThat(features(histories, "L1", "I3", known, known + 4)).containsExactly(before);
    }

    @Test
    void daysOutOfStockDoNotCount() {
        List<SeriesHistory> sold = grid();
        List<SeriesHistory> soldOut = grid();
        for (SeriesHistory history : soldOut) {
            history.stockOutShare()[DAYS - 1] = 0.1f;
            history.units()[DAYS - 1] = 0;
        }

        double all = features(sold, "L1", "I3", LAST, LAST + 1)[OF_ALL_WEEK];

        assertThat(features(soldOut, "L1", "I3", LAST, LAST + 1)[OF_ALL_WEEK])
                .isCloseTo(all, within(0.01));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        GroupTrends trends = trends(grid()).recent();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        trends.write(new DataOutputStream(bytes));
        GroupTrends read =
                GroupTrends.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(features(read, "L2", "I4", LAST, LAST + 3))
                .containsExactly(features(trends, "L2", "I4", LAST, LAST + 3));
        assertThat(features(read, "new", "new", LAST, LAST + 3))
                .containsExactly(features(trends, "new", "new", LAST, LAST + 3));
    }

    @Test
    void whatTheModelKeepsSaysTheSameOfItsLastDay() {
        GroupTrends all = GroupTrends.of(Histories.many(9, 300, 0, 2), scalers(), lastOf(300));

        for (int target = 1; target <= 14; target++) {
            assertThat(features(all.recent(), "L1", "I4", lastOf(300), lastOf(300) + target))
                    .containsExactly(features(all, "L1", "I4", lastOf(300), lastOf(300) + target));
        }
    }

    @Test
    void isUnknownWhenItIsOldOrThereIsNone() {
        GroupTrends trends = trends(grid());

        assertThat(trends.ageAt(LAST - 5)).isZero();
        assertThat(trends.ageAt(LAST + 3)).isEqualTo(3);
        assertThat(trends.knownAt(LAST + 7, 7)).isTrue();
        assertThat(trends.knownAt(LAST + 8, 8)).isFalse();
        assertThat(GroupTrends.none().knownAt(LAST, GroupTrends.none().ageAt(LAST))).isFalse();
    }

    private static int lastOf(int days) {
        return Histories.MONDAY + days - 1;
    }

    /** Five items in five locations, alike every day. */
    private static List<SeriesHistory> grid() {
        List<SeriesHistory> all = new ArrayList<>();
        for (int location = 0; location < 5; location++) {
            for (int item = 0; item < 5; item++) {
                float[] units = new float[DAYS];
                Arrays.fill(units, 4 + item);
                all.add(
                        new SeriesHistory(
                                "L" + location,
                                "I" + item,
                                Histories.MONDAY,
                                units,
                                new float[DAYS],
                                Covariates.unknown(DAYS)));
            }
        }
        return all;
    }

    private static Scalers scalers() {
        return Scalers.of(6, new double[4], new double[] {1, 1, 1, 1}, false);
    }

    private static GroupTrends trends(List<SeriesHistory> histories) {
        return GroupTrends.of(histories, scalers(), LAST);
    }

    private static double[] features(
            List<SeriesHistory> histories, String location, String item, int known, int target) {
        return features(trends(histories), location, item, known, target);
    }

    private static double[] features(
            GroupTrends trends, String location, String item, int known, int target) {
        double[] out = new double[GroupTrends.FEATURES];
        SeriesHistory of =
                new SeriesHistory(
                        location, item, 0, new float[1], new float[1], Covariates.unknown(1));
        trends.of(of, known).features(target, out);
        return out;
    }
}

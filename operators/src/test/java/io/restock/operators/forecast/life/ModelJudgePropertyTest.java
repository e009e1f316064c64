package io.restock.operators.forecast.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.LocalDays;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Verdicts over any losses, held to what they say of themselves and to a sum made apart. */
@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class ModelJudgePropertyTest {
    private static final int FIRST = 20_000;
    private static final int DAYS = 25;
    private static final int SHOPS = 3;
    private static final TrialSettings SETTINGS = new TrialSettings(0.1, 4, 30, 12, 0.02);

    /** Evidence of a day in one shop, as it is told and as it is summed here. */
    private record Row(int day, long rows, long loss, long championLoss) {}

    @Property(tries = 100)
    void aVerdictIsGivenAndHoldsForTheDaysItLooksAt(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.7, max = 1.4) double quality,
            @ForAll @DoubleRange(min = 0, max = 0.5) double noise,
            @ForAll @IntRange(min = 0, max = 1) int former)
            throws Exception {
        List<Row> rows = rows(new Random(seed), quality, noise);
        ModelRole role = former == 1 ? ModelRole.FORMER : ModelRole.CHALLENGER;

        List<ModelNews> said = judged(rows, role, null);

        assertThat(said).isNotEmpty(); // the longest time is shorter than the days
        assertThat(said).as("and nothing else").containsOnly(said.get(0));
        ModelNews news = said.get(0);
        int day = (int) (news.timeMillis() / LocalDays.MILLIS) - 1;
        List<Row> seen =
                rows.stream()
                        .filter(r -> r.day() <= day && r.day() > day - SETTINGS.window())
                        .toList();
        long loss = seen.stream().mapToLong(Row::loss).sum();
        long champion = seen.stream().mapToLong(Row::championLoss).sum();
        assertThat(news.rows()).isEqualTo(seen.stream().mapToLong(Row::rows).sum());
        if (news.change() == ModelChange.PROMOTED || news.change() == ModelChange.ROLLED_BACK) {
            assertThat((double) loss).isLessThanOrEqualTo((1 - SETTINGS.margin()) * champion);
            assertThat(news.rows()).isGreaterThanOrEqualTo(SETTINGS.leastRows());
            assertThat(news.days()).isGreaterThanOrEqualTo(SETTINGS.leastDays());
            assertThat(certainty(seen)).as("standard errors").isGreaterThan(1.999);
        } else if (day < FIRST + SETTINGS.mostDays() - 1) {
            assertThat(role).isEqualTo(ModelRole.CHALLENGER);
            assertThat((double) champion).isLessThanOrEqualTo((1 - SETTINGS.margin()) * loss);
        }
        ModelChange taken = former == 1 ? ModelChange.ROLLED_BACK : ModelChange.PROMOTED;
        ModelChange left = former == 1 ? ModelChange.RETIRED : ModelChange.REJECTED;
        assertThat(news.change()).isIn(taken, left);
    }

    @Property(tries = 40)
    void anyOrderOfShopsGivesTheSameVerdict(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.8, max = 1.2) double quality)
            throws Exception {
        List<Row> rows = rows(new Random(seed), quality, 0.3);

        assertThat(judged(rows, ModelRole.CHALLENGER, new Random(seed)))
                .isEqualTo(judged(rows, ModelRole.CHALLENGER, null));
    }

    /** The mean difference of a day, in standard errors of it. */
    private static double certainty(List<Row> rows) {
        Map<Integer, Double> difference = new HashMap<>();
        rows.forEach(
                r -> difference.merge(r.day(), (double) r.championLoss() - r.loss(), Double::sum));
        double n = difference.size();
        double sum = difference.values().stream().mapToDouble(d -> d).sum();
        double squares = difference.values().stream().mapToDouble(d -> d * d).sum();
        double variance = (squares - sum * sum / n) / (n - 1);
        return sum / n / Math.sqrt(variance / n);
    }

    private static List<Row> rows(Random random, double quality, double noise) {
        List<Row> rows = new ArrayList<>();
        for (int day = FIRST; day < FIRST + DAYS; day++) {
            double ofDay = quality * (1 + noise * random.nextGaussian());
            for (int shop = 0; shop < SHOPS; shop++) {
                long champion = Math.round(1e6 * (1 + random.nextDouble()));
                long loss = Math.max(0, Math.round(champion * ofDay));
                rows.add(new Row(day, 1 + random.nextInt(9), loss, champion));
            }
        }
        return rows;
    }

    /** What the judge says; the rows of a day in an order of their own where there is a random. */
    private static List<ModelNews> judged(List<Row> rows, ModelRole role, @Nullable Random order)
            throws Exception {
        ModelInUse model = new ModelInUse("new", "/models/new", role, 5);
        try (KeyedOneInputStreamOperatorTestHarness<String, ModelEvidence, ModelNews> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ModelJudge(SETTINGS)),
                        evidence -> ModelJudge.NAME,
                        Types.STRING)) {
            harness.open();
            for (int day = FIRST; day < FIRST + DAYS; day++) {
                int now = day;
                List<Row> today =
                        new ArrayList<>(rows.stream().filter(r -> r.day() == now).toList());
                if (order != null) {
                    Collections.shuffle(today, order);
                }
                long closed = (day + 1) * LocalDays.MILLIS + 7;
                for (Row row : today) {
                    harness.processElement(
                            new ModelEvidence(
                                    model,
                                    "stands",
                                    day,
                                    closed,
                                    row.rows(),
                                    row.loss(),
                                    row.championLoss(),
                                    ""),
                            closed);
                }
                harness.processWatermark(closed);
            }
            return harness.extractOutputValues();
        }
    }
}

package io.restock.operators.forecast.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class ModelTimelineTest {
    @Test
    void asksTheSettingsModelAsLongAsThereIsNoNews() {
        assertThat(ModelTimeline.empty().at(5)).isEqualTo(ModelsInUse.FIRST);
        assertThat(ModelsInUse.FIRST.champion().isReserve()).isTrue();
    }

    @Test
    void newsCountForWhatIsIssuedAfterThem() {
        ModelTimeline timeline = timeline(news(10, "a", ModelChange.ANNOUNCED));

        assertThat(timeline.at(10).challenger()).isNull();
        assertThat(timeline.at(11).challenger())
                .isEqualTo(new ModelInUse("a", "/models/a", ModelRole.CHALLENGER, 10));
        assertThat(timeline.at(11).champion().isReserve()).isTrue();
    }

    @Test
    void whatIsPromotedForecastsAndWhatWasBeforeIsCompared() {
        ModelsInUse models =
                timeline(
                                news(10, "a", ModelChange.ANNOUNCED),
                                news(20, "a", ModelChange.PROMOTED),
                                news(30, "b", ModelChange.PROMOTED))
                        .at(31);

        assertThat(models.champion())
                .isEqualTo(new ModelInUse("b", "/models/b", ModelRole.CHAMPION, 30));
        assertThat(models.former())
                .isEqualTo(new ModelInUse("a", "/models/a", ModelRole.FORMER, 30));
        assertThat(models.challenger()).isNull();
    }

    @Test
    void whatIsRolledBackGivesItsPlaceToTheOneBeforeIt() {
        ModelTimeline timeline =
                timeline(
                        news(10, "a", ModelChange.PROMOTED),
                        news(20, "b", ModelChange.PROMOTED),
                        news(30, "b", ModelChange.ROLLED_BACK),
                        news(40, "a", ModelChange.ROLLED_BACK));

        assertThat(timeline.at(31).champion().version()).isEqualTo("a");
        assertThat(timeline.at(31).former()).isNull();
        assertThat(timeline.at(41).champion().isReserve()).isTrue();
    }

    /** Whose version is known where it is loaded, and not to the news. */
    @Test
    void theSettingsModelIsRetiredByTheVersionThatItHas() {
        ModelTimeline timeline =
                timeline(
                        news(10, "a", ModelChange.PROMOTED), news(20, "4711", ModelChange.RETIRED));

        assertThat(timeline.at(11).former())
                .isEqualTo(new ModelInUse("", "", ModelRole.FORMER, 10));
        assertThat(timeline.at(21).former()).isNull();
        assertThat(timeline.at(21).champion().version()).isEqualTo("a");
    }

    @Test
    void oneChallengerAtATimeUntilItIsRejected() {
        ModelTimeline timeline =
                timeline(
                        news(10, "a", ModelChange.ANNOUNCED),
                        news(20, "b", ModelChange.ANNOUNCED),
                        news(30, "a", ModelChange.REJECTED),
                        news(40, "b", ModelChange.REJECTED));

        assertThat(version(timeline.at(15).challenger())).isEqualTo("a");
        assertThat(version(timeline.at(35).challenger())).isEqualTo("b");
        assertThat(timeline.at(45)).isEqualTo(ModelsInUse.FIRST);
    }

    @Test
    void newsOfOthersChangeNothing() {
        ModelTimeline timeline = timeline(news(10, "a", ModelChange.PROMOTED));
        ModelsInUse before = timeline.at(99);

        assertThat(
                        timeline.with(news(20, "a", ModelChange.PROMOTED))
                                .with(news(21, "a", ModelChange.ANNOUNCED))
                                .with(news(22, "b", ModelChange.ROLLED_BACK))
                                .with(news(23, "b", ModelChange.REJECTED))
                                .at(99))
                .isEqualTo(before);
        ModelTimeline later = timeline.with(news(30, "b", ModelChange.PROMOTED));
        assertThat(later.with(news(40, "c", ModelChange.RETIRED)).at(99)).isEqualTo(later.at(99));
        assertThat(later.with(news(40, "a", ModelChange.RETIRED)).at(99).former()).isNull();
    }

    /** A person has promoted d while c was tried beside a. */
    @Test
    void whatWonAgainstAnotherChampionHasNotMetThePresentOne() {
        ModelTimeline timeline =
                timeline(
                        news(10, "a", ModelChange.PROMOTED),
                        news(20, "c", ModelChange.ANNOUNCED),
                        news(30, "d", ModelChange.PROMOTED),
                        promoted(31, "c", "a"));

        assertThat(timeline.at(99).champion().version()).isEqualTo("d");
        assertThat(version(timeline.at(99).challenger())).as("goes on").isEqualTo("c");
        assertThat(timeline.with(promoted(40, "c", "d")).at(99).champion().version())
                .isEqualTo("c");
    }

    @Test
    void whatWonAgainstTheSettingsModelTakesItsPlace() {
        ModelTimeline timeline =
                timeline(news(20, "c", ModelChange.ANNOUNCED), promoted(31, "c", "4711"));

        assertThat(timeline.at(99).champion().version()).isEqualTo("c");
    }

    @Test
    void aVerdictThatIsSaidTwiceCountsOnce() {
        ModelTimeline once =
                timeline(
                        news(10, "a", ModelChange.PROMOTED),
                        promoted(20, "b", "a"),
                        news(30, "b", ModelChange.ROLLED_BACK),
                        news(40, "c", ModelChange.ANNOUNCED));
        ModelTimeline twice =
                once.with(news(30, "b", ModelChange.ROLLED_BACK)).with(promoted(20, "b", "a"));

        assertThat(twice.at(99)).isEqualTo(once.at(99));
        assertThat(twice.at(99).champion().version()).isEqualTo("a");
    }

    @Test
    void asksNobodyBesideTheChampionForLongerThanATrialLasts() {
        ModelsInUse models =
                timeline(news(10, "a", ModelChange.PROMOTED), news(25, "b", ModelChange.ANNOUNCED))
                        .at(99);

        assertThat(models.within(110, 100)).isEqualTo(models);
        assertThat(models.within(111, 100).former()).isNull();
        assertThat(version(models.within(111, 100).challenger())).isEqualTo("b");
        assertThat(models.within(126, 100)).isEqualTo(models.championAlone());
    }

    /** As news may come late, and a replay may bring them in another order. */
    @Test
    void anyOrderOfArrivalGivesTheSameModels() {
        List<ModelNews> news = new ArrayList<>();
        Random random = new Random(3);
        List<ModelChange> changes = List.of(ModelChange.values());
        for (int i = 0; i < ModelTimeline.KEPT; i++) {
            ModelChange change = changes.get(random.nextInt(changes.size()));
            news.add(news(10L * i, "m" + random.nextInt(4), change));
        }
        ModelTimeline inOrder = timeline(news.toArray(ModelNews[]::new));
        Collections.shuffle(news, random);
        ModelTimeline shuffled = timeline(news.toArray(ModelNews[]::new));

        for (int time = 0; time < 10 * ModelTimeline.KEPT; time += 5) {
            assertThat(shuffled.at(time)).isEqualTo(inOrder.at(time));
        }
    }

    @Test
    void keepsSomeNewsAndWhatTheOthersCameTo() {
        ModelTimeline timeline = timeline(news(1, "first", ModelChange.PROMOTED));
        for (int i = 0; i < 100; i++) {
            timeline = timeline.with(news(10 + i, "m" + i, ModelChange.ANNOUNCED));
        }

        assertThat(timeline.news()).hasSize(ModelTimeline.KEPT);
        assertThat(timeline.at(200).champion().version()).isEqualTo("first");
        assertThat(version(timeline.at(200).challenger())).isEqualTo("m99");
    }

    @Test
    void isKeptWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ModelTimeline.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ModelEvidence.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ShadowForecast.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Trial.class);
    }

    private static String version(ModelInUse model) {
        return model == null ? "" : model.version();
    }

    private static ModelTimeline timeline(ModelNews... news) {
        ModelTimeline timeline = ModelTimeline.empty();
        for (ModelNews one : news) {
            timeline = timeline.with(one);
        }
        return timeline;
    }

    private static ModelNews promoted(long time, String version, String over) {
        ModelNews of = news(time, version, ModelChange.PROMOTED);
        return new ModelNews(version, of.folder(), of.change(), "", over, 9, 99, 1, 2, 0, 0, time);
    }

    private static ModelNews news(long time, String version, ModelChange change) {
        return ModelNews.of(version, "/models/" + version, change, "", time);
    }
}

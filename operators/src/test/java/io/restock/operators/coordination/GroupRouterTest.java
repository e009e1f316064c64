package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.PlanningGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class GroupRouterTest {
    private static final ItemGroup APPLE_IN_G1 = new ItemGroup("APPLE", "G1", 1, true);

    private KeyedTwoInputStreamOperatorTestHarness<String, GroupEvent, ItemGroup, GroupEvent>
            router;

    @BeforeEach
    void openRouter() throws Exception {
        router =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new GroupRouter()),
                        GroupEvent::item,
                        ItemGroup::item,
                        Types.STRING);
        router.open();
    }

    @AfterEach
    void closeRouter() throws Exception {
        router.close();
    }

    @Test
    void namesTheGroupOfAnItem() throws Exception {
        router.processElement2(new StreamRecord<>(APPLE_IN_G1));

        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));

        assertThat(heard()).singleElement().satisfies(e -> assertThat(e.group()).isEqualTo("G1"));
    }

    @Test
    void holdsTheLatestOfEachSeriesUntilTheGroupIsKnown() throws Exception {
        router.processElement1(new StreamRecord<>(level(MONDAY + 1, 4)));
        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));
        router.processElement1(new StreamRecord<>(forecast(MONDAY)));
        router.processElement1(new StreamRecord<>(forecast(MONDAY + 1)));
        router.processElement1(new StreamRecord<>(level(MONDAY + 2, Double.NaN)));
        assertThat(heard()).isEmpty();
        assertThat(router.numKeyedStateEntries()).isEqualTo(1);

        router.processElement2(new StreamRecord<>(APPLE_IN_G1));

        assertThat(heard())
                .extracting(GroupRouterTest::day)
                .containsExactlyInAnyOrder(MONDAY + 1, MONDAY + 1, MONDAY + 2);
        assertThat(heard()).extracting(GroupEvent::group).containsOnly("G1");
    }

    @Test
    void keepsOnlyTheGroupOnceItIsKnown() throws Exception {
        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));
        router.processElement2(new StreamRecord<>(APPLE_IN_G1));

        assertThat(router.numKeyedStateEntries()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G0", "G2"})
    void itemThatMovesGoesToItsNewGroupWhateverIsReadFirst(String other) throws Exception {
        List<ItemGroup> letGo = List.of(APPLE_IN_G1, new ItemGroup("APPLE", "G1", 2, false));
        ItemGroup taken = new ItemGroup("APPLE", other, 1, true);
        for (int place = 0; place <= letGo.size(); place++) {
            closeRouter();
            openRouter();
            List<ItemGroup> read = new ArrayList<>(letGo);
            read.add(place, taken);
            for (ItemGroup said : read) {
                router.processElement2(new StreamRecord<>(said));
            }

            router.processElement1(new StreamRecord<>(level(MONDAY, 3)));

            assertThat(heard())
                    .as("read %s", read)
                    .extracting(GroupEvent::group)
                    .containsExactly(other);
        }
    }

    @ParameterizedTest
    @CsvSource({"G1, G2", "G2, G1"})
    void itemOfTwoGroupsIsPlannedByTheFirstOfThemWhateverIsReadFirst(String first, String second)
            throws Exception {
        router.processElement2(new StreamRecord<>(new ItemGroup("APPLE", first, 1, true)));
        router.processElement2(new StreamRecord<>(new ItemGroup("APPLE", second, 1, true)));

        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));

        assertThat(heard()).extracting(GroupEvent::group).containsExactly("G1");
    }

    @Test
    void itemThatNoGroupNamesAnyMoreWaitsForOne() throws Exception {
        router.processElement2(new StreamRecord<>(APPLE_IN_G1));
        router.processElement2(new StreamRecord<>(new ItemGroup("APPLE", "G1", 2, false)));
        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));
        assertThat(heard()).isEmpty();

        router.processElement2(new StreamRecord<>(new ItemGroup("APPLE", "G2", 1, true)));

        assertThat(heard()).extracting(GroupEvent::group).containsExactly("G2");
    }

    @Test
    void groupLetsGoOfTheItemsThatItsNewVersionDoesNotName() throws Exception {
        try (var names =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ItemNames()),
                        PlanningGroup::id,
                        Types.STRING)) {
            names.open();
            names.processElement(new StreamRecord<>(Shop.network(1)));
            names.processElement(
                    new StreamRecord<>(Shop.network(3, "UTC", List.of(Shop.item("BREAD")))));
            names.processElement(new StreamRecord<>(Shop.network(2)));

            assertThat(names.extractOutputValues())
                    .containsExactly(
                            APPLE_IN_G1,
                            new ItemGroup("BREAD", "G1", 1, true),
                            new ItemGroup("APPLE", "G1", 3, false),
                            new ItemGroup("BREAD", "G1", 3, true));
        }
    }

    @Test
    void otherItemsOfTheNetworkDoNotFreeThisOne() throws Exception {
        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));

        router.processElement2(new StreamRecord<>(new ItemGroup("BREAD", "G1", 1, true)));

        assertThat(heard()).isEmpty();
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(GroupEvent.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ItemGroup.class);
    }

    @Test
    void saysThatAnItemIsRoutedAfterWhatWasKeptOfIt() throws Exception {
        router.processElement1(new StreamRecord<>(level(MONDAY, 3)));

        router.processElement2(new StreamRecord<>(APPLE_IN_G1));
        router.processElement2(new StreamRecord<>(new ItemGroup("APPLE", "G1", 2, false)));

        assertThat(router.extractOutputValues())
                .extracting(GroupEvent::group, GroupRouterTest::day, GroupEvent::routed)
                .containsExactly(tuple("G1", MONDAY, null), tuple("G1", -1, 1));
    }

    /** What groups hear of items, but that they are routed. */
    private List<GroupEvent> heard() {
        return router.extractOutputValues().stream().filter(e -> e.routed() == null).toList();
    }

    private static GroupEvent level(int day, double units) {
        return GroupEvent.level("", Shop.level("S1", "APPLE", day, units));
    }

    private static GroupEvent forecast(int origin) {
        return GroupEvent.forecast("", Shop.forecast("S1", "APPLE", origin, 10, 4));
    }

    private static int day(GroupEvent event) {
        if (event.level() != null) {
            return event.level().epochDay();
        }
        return event.forecast() == null ? -1 : event.forecast().originEpochDay();
    }
}

package io.restock.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract, held up to jobs that break it. */
class UpgradesTest {
    /** A state of a POJO. */
    public record Shelf(int level, String label) {}

    /** The same with a component more. */
    public record DeepShelf(int level, String label, int depth) {}

    @Test
    void findsNothingWhereNothingHasChanged() throws Exception {
        assertThat(troubles(counting("count", "n", Types.INT), counting("count", "n", Types.INT)))
                .isEmpty();
    }

    @Test
    void namesTheOperatorWhoseUidIsGone() throws Exception {
        assertThat(troubles(counting("count", "n", Types.INT), counting("tally", "n", Types.INT)))
                .singleElement()
                .asString()
                .startsWith("The state n in v1 belongs to an operator that is gone")
                .contains("Give an operator the uid count again");
    }

    @Test
    void namesTheStateThatNobodyReadsAnyMore() throws Exception {
        assertThat(troubles(counting("count", "n", Types.INT), counting("count", "m", Types.INT)))
                .singleElement()
                .asString()
                .startsWith("The state count/n in v1 is not read any more");
    }

    @Test
    void letsGoOfAStateThatWasGivenUp() throws Exception {
        StateInventory then = counting("count", "n", Types.INT);
        StateInventory now = counting("count", "m", Types.INT);

        assertThat(Upgrades.troubles("v1", then, now, Set.of("count/n"))).isEmpty();
    }

    @Test
    void namesTheStateWhoseTypeOldBytesCannotBecome() throws Exception {
        assertThat(troubles(counting("count", "n", Types.INT), counting("count", "n", Types.LONG)))
                .singleElement()
                .asString()
                .startsWith("The state count/n cannot be restored from v1: the form of its value");
    }

    @Test
    void namesTheStateWhoseClassHasAnotherName() throws Exception {
        assertThat(
                        troubles(
                                counting("count", "n", Types.POJO(Shelf.class)),
                                counting("count", "n", Types.POJO(DeepShelf.class))))
                .singleElement()
                .asString()
                .contains("or the class its name");
    }

    @Test
    void namesTheStateThatIsKeyedByAnotherType() throws Exception {
        assertThat(
                        troubles(
                                counting("count", "n", Types.INT),
                                inventory(
                                        "count", word -> word.length(), Types.INT, "n", Types.INT)))
                .filteredOn(trouble -> trouble.startsWith("The state count/n"))
                .singleElement()
                .asString()
                .contains("the form of its key");
    }

    @Test
    void namesTheStateThatIsAMapNow() throws Exception {
        StateInventory now = inventory("count", word -> word, Types.STRING, "n", null);

        assertThat(troubles(counting("count", "n", Types.INT), now))
                .singleElement()
                .asString()
                .startsWith("The state count/n was a value in v1 and is a map now");
    }

    @Test
    void namesTheOperatorWithoutAUid() throws Exception {
        assertThat(inventory("", word -> word, Types.STRING, "n", Types.INT).troubles())
                .singleElement()
                .asString()
                .contains("has no uid")
                .endsWith("Give it one: .uid(UID).");
    }

    @Test
    void namesTheTypeThatOnlyKryoCanWrite() throws Exception {
        assertThat(counting("count", "n", TypeInformation.of(Locale.class)).troubles())
                .singleElement()
                .asString()
                .startsWith("A state of the operator count has a type that only Kryo can write")
                .contains("java.util.Locale");
    }

    private static List<String> troubles(StateInventory then, StateInventory now) {
        return Upgrades.troubles("v1", then, now, Set.of());
    }

    private static StateInventory counting(String uid, String state, TypeInformation<?> type)
            throws Exception {
        return inventory(uid, word -> word, Types.STRING, state, type);
    }

    /** What a job of one operator keeps; a map where no type is given. */
    private static <K> StateInventory inventory(
            String uid,
            KeySelector<String, K> key,
            TypeInformation<K> keyType,
            String state,
            @Nullable TypeInformation<?> type)
            throws Exception {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
        var counted =
                env.fromData("a")
                        .uid("words")
                        .keyBy(key, keyType)
                        .process(new Counting<K>(state, type), Types.STRING);
        (uid.isEmpty() ? counted : counted.uid(uid)).sinkTo(new DiscardingSink<>()).uid("sink");
        return StateInventory.of(env.getStreamGraph());
    }

    private static final class Counting<K> extends KeyedProcessFunction<K, String, String> {
        private static final long serialVersionUID = 1L;

        private final String state;
        private final @Nullable TypeInformation<?> type;

        Counting(String state, @Nullable TypeInformation<?> type) {
            this.state = state;
            this.type = type;
        }

        @Override
        public void open(OpenContext unused) {
            if (type == null) {
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>(state, Types.STRING, Types.INT));
            } else {
                getRuntimeContext().getState(new ValueStateDescriptor<>(state, type));
            }
        }

        @Override
        public void processElement(String word, Context ctx, Collector<String> out) {}
    }
}

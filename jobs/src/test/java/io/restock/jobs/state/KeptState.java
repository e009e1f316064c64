package io.restock.jobs.state;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;

/**
 * A state as a savepoint describes it.
 *
 * @param uid of the operator that keeps it
 * @param name that the operator gave it
 * @param kind value, map, list, timers, broadcast or list (union)
 * @param forms of its parts as they are written: {@code key} of the stream, {@code value}, …
 */
public record KeptState(
        String uid, String name, String kind, Map<String, TypeSerializerSnapshot<?>> forms) {
    static final String KEY = "key";
    static final String VALUE = CommonSerializerKeys.VALUE_SERIALIZER.toString();

    static final Comparator<KeptState> ORDER =
            Comparator.comparing(KeptState::uid).thenComparing(KeptState::name);

    /** A state of a key. */
    static KeptState keyed(
            String uid, StateMetaInfoSnapshot described, TypeSerializerSnapshot<?> key) {
        Map<String, TypeSerializerSnapshot<?>> forms =
                new TreeMap<>(described.getSerializerSnapshotsImmutable());
        forms.put(KEY, key);
        return new KeptState(uid, described.getName(), keyedKind(described), forms);
    }

    /** A state of a subtask. */
    static KeptState unkeyed(String uid, StateMetaInfoSnapshot described) {
        String mode = described.getOption(CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE);
        String kind =
                switch (mode == null ? "" : mode) {
                    case "BROADCAST" -> "broadcast";
                    case "UNION" -> "list (union)";
                    default -> "list (split)";
                };
        return new KeptState(
                uid,
                described.getName(),
                kind,
                new TreeMap<>(described.getSerializerSnapshotsImmutable()));
    }

    private static String keyedKind(StateMetaInfoSnapshot described) {
        if (described.getBackendStateType()
                == StateMetaInfoSnapshot.BackendStateType.PRIORITY_QUEUE) {
            return "timers";
        }
        String type = described.getOption(CommonOptionsKeys.KEYED_STATE_TYPE);
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** Operator and name. */
    String id() {
        return uid + "/" + name;
    }

    /** The form of a part that every such state has. */
    TypeSerializerSnapshot<?> form(String part) {
        return Objects.requireNonNull(forms.get(part), part);
    }

    /** Whether these are the timers of an operator, which Flink keeps for all that have a key. */
    boolean isTimers() {
        return kind.equals("timers");
    }
}

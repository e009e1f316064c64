package io.restock.jobs.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Whether a job can go on with the states of an older version, state by state. */
final class Upgrades {
    private Upgrades() {}

    /**
     * Why it cannot, in sentences that say what to do.
     *
     * @param savepoint what the old states are called
     * @param givenUp ids of states that are meant to be lost
     */
    static List<String> troubles(
            String savepoint, StateInventory then, StateInventory now, Set<String> givenUp) {
        List<String> troubles = new ArrayList<>();
        for (KeptState old : then.states()) {
            boolean lost = givenUp.contains(old.id()) || now.connectors().contains(old.uid());
            boolean gone = !now.uids().contains(old.uid());
            if (lost || (gone && old.isTimers())) {
                continue;
            }
            if (gone) {
                troubles.add(
                        "The state %s in %s belongs to an operator that is gone, so that the job will not start from it. Give an operator the uid %s again, or, if what it kept is no longer needed, add a line \"%s = why\" to given-up.properties, say so in CHANGELOG.md and in docs/upgrading.md."
                                .formatted(old.name(), savepoint, old.uid(), old.id()));
            } else {
                Optional<KeptState> kept = find(now, old);
                if (kept.isEmpty()) {
                    troubles.add(
                            "The state %s in %s is not read any more: Flink would drop it without a word. Read it under that name, or, if it is no longer needed, add a line \"%s = why\" to given-up.properties and say so in CHANGELOG.md."
                                    .formatted(old.id(), savepoint, old.id()));
                } else {
                    troubles.addAll(formTroubles(savepoint, old, kept.get()));
                }
            }
        }
        return troubles;
    }

    /** Whether a state has been given another form that old bytes are brought into. */
    static boolean isMigrated(KeptState old, KeptState now) {
        return old.forms().keySet().stream()
                .anyMatch(part -> !compatibility(old, now, part).isCompatibleAsIs());
    }

    /** The same state of another version. */
    static Optional<KeptState> find(StateInventory inventory, KeptState state) {
        return inventory.states().stream().filter(s -> s.id().equals(state.id())).findFirst();
    }

    private static List<String> formTroubles(String savepoint, KeptState old, KeptState now) {
        List<String> troubles = new ArrayList<>();
        if (!old.kind().equals(now.kind())) {
            return List.of(
                    "The state %s was a %s in %s and is a %s now, which cannot be restored. Give the new state another name, fill it from the old one, and keep the old one until no savepoint needs it."
                            .formatted(old.id(), old.kind(), savepoint, now.kind()));
        }
        for (Map.Entry<String, TypeSerializerSnapshot<?>> part : old.forms().entrySet()) {
            TypeSerializerSchemaCompatibility<?> compatibility =
                    compatibility(old, now, part.getKey());
            if (compatibility.isIncompatible()
                    || (part.getKey().equals(KeptState.KEY) && !compatibility.isCompatibleAsIs())) {
                troubles.add(
                        "The state %s cannot be restored from %s: the form of its %s has changed from what old bytes can become. Components may be added and removed, but not change their type or the class its name: add a new one beside the old, or, if what was kept may be lost, rename the state and add \"%s = why\" to given-up.properties."
                                .formatted(
                                        old.id(),
                                        savepoint,
                                        part.getKey().equals(KeptState.KEY) ? "key" : "value",
                                        old.id()));
            }
        }
        return troubles;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Flink compares what it can
    private static TypeSerializerSchemaCompatibility<?> compatibility(
            KeptState old, KeptState now, String part) {
        TypeSerializerSnapshot form = now.forms().get(part);
        if (form == null) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        // As Flink does at the first access: a snapshot fresh from the serializer is asked.
        TypeSerializerSnapshot fresh = form.restoreSerializer().snapshotConfiguration();
        return fresh.resolveSchemaCompatibility((TypeSerializerSnapshot) old.forms().get(part));
    }
}

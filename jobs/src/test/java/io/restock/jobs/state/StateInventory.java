package io.restock.jobs.state;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.operators.testutils.MockInputSplitProvider;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.shaded.guava33.com.google.common.hash.Hashing;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * What a job keeps: read off its operators, each opened on an empty state, or off a savepoint.
 *
 * @param uids of all operators, with or without state
 * @param connectors uids of the sources and sinks among them, whose states are their own
 * @param states of all operators but those
 * @param troubles why operators could not be looked at
 */
public record StateInventory(
        Set<String> uids, Set<String> connectors, List<KeptState> states, List<String> troubles) {
    /** What a job keeps that is made of the present code. */
    public static StateInventory of(StreamGraph job) throws Exception {
        Set<String> uids = new TreeSet<>();
        Set<String> connectors = new TreeSet<>();
        List<KeptState> states = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (StreamNode node : job.getStreamNodes()) {
            String uid = node.getTransformationUID();
            if (uid == null || uid.isBlank()) {
                troubles.add(
                        "The operator \"%s\" has no uid, so that no savepoint finds its state. Give it one: .uid(UID)."
                                .formatted(node.getOperatorName()));
                continue;
            }
            uids.add(uid);
            if (isConnector(node)) {
                connectors.add(uid);
                continue;
            }
            try {
                states.addAll(opened(uid, node, job));
            } catch (UnsupportedOperationException generic) {
                troubles.add(
                        "A state of the operator %s has a type that only Kryo can write, whose form no version promises to read: %s Make it a public record or POJO of primitives, strings, lists and maps."
                                .formatted(uid, generic.getMessage()));
            }
        }
        states.sort(KeptState.ORDER);
        return new StateInventory(uids, connectors, List.copyOf(states), List.copyOf(troubles));
    }

    /** Sources and sinks need their broker to be opened. */
    private static boolean isConnector(StreamNode node) {
        StreamOperatorFactory<?> factory = node.getOperatorFactory();
        return factory instanceof SourceOperatorFactory
                || factory instanceof SinkWriterOperatorFactory
                || factory instanceof CommitterOperatorFactory;
    }

    @SuppressWarnings({"unchecked", "rawtypes", "try"}) // nothing is processed
    private static List<KeptState> opened(String uid, StreamNode node, StreamGraph job)
            throws Exception {
        MockEnvironment environment =
                new MockEnvironmentBuilder()
                        .setTaskName(uid)
                        .setManagedMemorySize(1 << 20)
                        .setInputSplitProvider(new MockInputSplitProvider())
                        .setBufferSize(1024)
                        .setExecutionConfig(job.getExecutionConfig())
                        .setMaxParallelism(1)
                        .build();
        try (environment;
                var operator =
                        new AbstractStreamOperatorTestHarness<>(
                                (StreamOperatorFactory) node.getOperatorFactory(), environment)) {
            StreamConfig config = operator.getStreamConfig();
            config.setupNetworkInputs(node.getTypeSerializersIn());
            for (int input = 0; input < node.getStatePartitioners().length; input++) {
                config.setStatePartitioner(input, node.getStatePartitioners()[input]);
            }
            if (node.getStateKeySerializer() != null) {
                config.setStateKeySerializer(node.getStateKeySerializer());
            }
            config.serializeAllConfigs();
            operator.setup(node.getTypeSerializerOut());
            if (node.getOperatorFactory() instanceof AsyncWaitOperatorFactory) {
                operator.initializeEmptyState(); // opened, it would load its model
            } else {
                operator.open();
            }
            return states(uid, operator.snapshot(1, 1));
        }
    }

    /**
     * What a job kept when a savepoint was taken.
     *
     * @param known uids by which operators may be called, but those that the savepoint names
     */
    public static StateInventory of(Path savepoint, Set<String> known) throws IOException {
        Map<OperatorID, String> names = new HashMap<>();
        known.forEach(uid -> names.put(idOf(uid), uid));
        Map<String, KeptState> states = new LinkedHashMap<>();
        Set<String> uids = new TreeSet<>();
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
            var operators =
                    Checkpoints.loadCheckpointMetadata(
                                    in,
                                    StateInventory.class.getClassLoader(),
                                    savepoint.toUri().toString())
                            .getOperatorStates();
            for (OperatorState operator : operators) {
                OperatorID id = operator.getOperatorID();
                String uid =
                        operator.getOperatorUid()
                                .filter(named -> !named.isBlank())
                                .orElseGet(() -> names.getOrDefault(id, id.toHexString()));
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    states(uid, subtask).forEach(state -> states.put(state.id(), state));
                }
            }
        }
        states.values().forEach(state -> uids.add(state.uid()));
        return new StateInventory(
                uids,
                Set.of(),
                states.values().stream().sorted(KeptState.ORDER).toList(),
                List.of());
    }

    /** The versions of golden savepoints in a folder, oldest first, by their names. */
    public static Map<String, Path> versions(Path folder) throws IOException {
        Map<String, Path> versions =
                new TreeMap<>(
                        java.util.Comparator.comparingInt(
                                name -> Integer.parseInt(name.substring(1))));
        if (!Files.exists(folder)) {
            return versions; // a job that no release had
        }
        try (var each = Files.list(folder)) {
            each.forEach(version -> versions.put(version.getFileName().toString(), version));
        }
        return versions;
    }

    /** As Flink makes it of a uid. */
    private static OperatorID idOf(String uid) {
        return new OperatorID(
                Hashing.murmur3_128(0).hashString(uid, StandardCharsets.UTF_8).asBytes());
    }

    private static List<KeptState> states(String uid, OperatorSubtaskState subtask)
            throws IOException {
        List<KeptState> states = new ArrayList<>();
        for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
            if (!(handle instanceof KeyGroupsStateHandle groups)) {
                throw new IllegalStateException(
                        "The keyed state of "
                                + uid
                                + " must be in the canonical form, but is a "
                                + handle.getClass().getName());
            }
            try (var in = groups.openInputStream()) {
                var proxy =
                        new KeyedBackendSerializationProxy<>(StateInventory.class.getClassLoader());
                proxy.read(new DataInputViewStreamWrapper(in));
                for (StateMetaInfoSnapshot each : proxy.getStateMetaInfoSnapshots()) {
                    states.add(KeptState.keyed(uid, each, proxy.getKeySerializerSnapshot()));
                }
            }
        }
        for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            try (var in = handle.openInputStream()) {
                var proxy =
                        new OperatorBackendSerializationProxy(
                                StateInventory.class.getClassLoader());
                proxy.read(new DataInputViewStreamWrapper(in));
                proxy.getOperatorStateMetaInfoSnapshots()
                        .forEach(each -> states.add(KeptState.unkeyed(uid, each)));
                proxy.getBroadcastStateMetaInfoSnapshots()
                        .forEach(each -> states.add(KeptState.unkeyed(uid, each)));
            }
        }
        return states;
    }
}

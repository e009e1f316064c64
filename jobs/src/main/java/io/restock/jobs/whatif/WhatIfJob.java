package io.restock.jobs.whatif;

import io.restock.operators.coordination.CoordinationSettings;
import io.restock.operators.coordination.Coordinator;
import io.restock.operators.coordination.ForkedPlan;
import io.restock.operators.coordination.GroupFork;
import io.restock.operators.coordination.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * A savepoint of {@link io.restock.jobs.CoordinationJob} → what its groups would plan at their next
 * cut-off, scenario by scenario. It has the coordinator's state and code, and neither sources nor
 * sinks: no consumer group moves, no transaction is begun, and no order leaves.
 */
public final class WhatIfJob {
    /** Name of the job. */
    public static final String NAME = "what-if";

    private WhatIfJob() {}

    /**
     * Draws the job.
     *
     * @param savepoint URI of a savepoint or checkpoint
     * @param settings of the coordination job
     */
    public static DataStream<ForkedPlan> build(
            StreamExecutionEnvironment env,
            String savepoint,
            CoordinationSettings settings,
            List<Scenario> scenarios)
            throws IOException {
        return SavepointReader.read(env, savepoint, new HashMapStateBackend())
                .readKeyedState(
                        OperatorIdentifier.forUid(Coordinator.UID),
                        new Ask(settings, scenarios),
                        Types.STRING,
                        TypeInformation.of(ForkedPlan.class));
    }

    private static final class Ask extends KeyedStateReaderFunction<String, ForkedPlan> {
        private static final long serialVersionUID = 1L;

        private final CoordinationSettings settings;
        private final ArrayList<Scenario> scenarios;
        private transient GroupFork fork;

        Ask(CoordinationSettings settings, List<Scenario> scenarios) {
            this.settings = settings;
            this.scenarios = new ArrayList<>(scenarios);
        }

        @Override
        public void open(OpenContext unused) {
            fork = new GroupFork(getRuntimeContext(), settings);
        }

        @Override
        public void readKey(String group, Context ctx, Collector<ForkedPlan> out) {
            fork.ask(group, scenarios).forEach(out::collect);
        }
    }
}

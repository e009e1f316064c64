package io.restock.local.whatif;

import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.whatif.WhatIfJob;
import io.restock.operators.coordination.ForkedPlan;
import io.restock.operators.coordination.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** A savepoint of the coordination job, asked scenario by scenario in a Flink within this JVM. */
public final class WhatIf {
    private WhatIf() {}

    /**
     * Asks.
     *
     * @param savepoint URI of a savepoint of the coordination job
     * @param settings of that job
     * @return plans of all groups, those of a group together, in the order of the scenarios
     */
    @SuppressWarnings("try") // the iterator declares Exception, InterruptedException among them
    public static List<ForkedPlan> ask(
            String savepoint, Settings settings, List<Scenario> scenarios, int parallelism)
            throws Exception {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        flink.set(RestOptions.BIND_PORT, "0");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        List<ForkedPlan> plans = new ArrayList<>();
        try (CloseableIterator<ForkedPlan> each =
                WhatIfJob.build(env, savepoint, OperatorSettings.coordination(settings), scenarios)
                        .executeAndCollect(WhatIfJob.NAME)) {
            each.forEachRemaining(plans::add);
        }
        // Groups come as their subtasks are done; the sort keeps the order of the scenarios.
        plans.sort(Comparator.comparing(plan -> plan.plan().group()));
        return plans;
    }
}

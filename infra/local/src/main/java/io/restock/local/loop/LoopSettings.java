package io.restock.local.loop;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.local.world.World;
import io.restock.operators.coordination.CoordinationSettings;
import io.restock.operators.coordination.PlannerChoice;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The jobs' settings for a loop on this machine. */
final class LoopSettings {
    /** How much dearer plans take a unit short than the world charges it, for either planner. */
    private static final String SERVICE_FACTOR = "3";

    private LoopSettings() {}

    /**
     * Settings.
     *
     * @param checkpoints folder of the checkpoints
     */
    static Settings of(
            String bootstrapServers, World world, LoopOptions options, Path checkpoints) {
        Map<String, String> s = new LinkedHashMap<>();
        s.put(Keys.BOOTSTRAP_SERVERS.key(), bootstrapServers);
        s.put(Keys.TOPICS_REPLICATION.key(), "1");
        // The senders say how far they are; nothing else moves event time, whatever the machine
        // does meanwhile.
        s.put(Keys.WATERMARKS_FROM.key(), "progress");
        s.put(Keys.IDLE_AFTER.key(), "PT0S");
        // The days of the world are not those of the clock.
        s.put(Keys.RECORD_MAX_AHEAD.key(), "PT0S");
        s.put(Keys.ALIGN_DRIFT.key(), "P30D");
        s.put(Keys.CHECKPOINT_INTERVAL.key(), "PT0.5S");
        s.put(Keys.CHECKPOINT_DIRECTORY.key(), checkpoints.toUri().toString());
        s.put(Keys.TRANSACTION_TIMEOUT.key(), "PT5M");
        s.put(Keys.FORECAST_MODEL.key(), options.model().toString());
        s.put(Keys.FORECAST_HORIZON.key(), Integer.toString(World.AHEAD_DAYS));
        // A machine under load must not change what is planned on.
        s.put(Keys.FORECAST_DEADLINE.key(), "PT2M");
        s.put(Keys.HISTORY_FORECAST_FROM.key(), date(world.firstRunDay() - 1));
        s.put(Keys.FIRST_CYCLE.key(), date(world.firstRunDay()));
        // The days of the world are not those of the machine, and however slow it is, it decides
        // nothing.
        s.put(Keys.PLAN_WITHIN.key(), "PT0S");
        s.put(Keys.SEARCH_GUARD.key(), "PT0S");
        s.put(Keys.COVER_WITHIN.key(), "PT0S");
        s.put(Keys.ROUNDS.key(), Integer.toString(options.rounds()));
        // The world loses what it cannot sell at once; a backlog of one day understates that.
        s.put(Keys.SERVICE_FACTOR.key(), SERVICE_FACTOR);
        return Settings.of(s);
    }

    /** How the groups of such a loop are planned, by another planner. */
    static CoordinationSettings coordination(
            World world, LoopOptions options, PlannerChoice planner) {
        return OperatorSettings.coordination(of("nowhere:1", world, options, Path.of("unused")))
                .withPlanner(planner);
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}

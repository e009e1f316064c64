package io.restock.local.cli;

import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Json;
import io.restock.local.whatif.Comparison;
import io.restock.local.whatif.Scenarios;
import io.restock.local.whatif.WhatIf;
import io.restock.operators.coordination.ForkedPlan;
import io.restock.operators.coordination.Scenario;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the next plans would be if something were otherwise. */
@Command(
        name = "whatif",
        mixinStandardHelpOptions = true,
        description = {
            "Plans the next cut-off of every group in a savepoint of coordination, as things are and once"
                    + " for each scenario, and compares plans and costs.",
            "It reads the savepoint alone: nothing is sent, and the job that took it is not disturbed."
        })
public final class WhatIfCommand implements Callable<Integer> {
    @Option(
            names = "--savepoint",
            required = true,
            paramLabel = "PATH",
            description = "Savepoint of the coordination job: a folder or a URI.")
    private String savepoint = "";

    @Option(
            names = "--scenario",
            paramLabel = "PARTS",
            description = {
                "What is otherwise, parts with commas between; may be repeated.",
                "demand=+20%%: what is forecast, more or less.",
                "supplier=ID: it delivers nothing any more but what has been shipped.",
                "lane=FROM:TO:DAYS: nothing leaves on a lane for so long; * is any location."
            })
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Groups planned at a time (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the comparison into, for machines.")
    private @Nullable Path json;

    @Mixin private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (parallelism < 1) {
            throw wrong("The --parallelism (%d) must be >= 1.".formatted(parallelism));
        }
        List<Scenario> asked = scenarios();
        Settings settings = installation.settings();
        Path folder = Path.of(savepoint);
        List<ForkedPlan> plans =
                WhatIf.ask(
                        Files.exists(folder) ? folder.toUri().toString() : savepoint,
                        settings,
                        asked,
                        parallelism);
        requireKnown(asked, plans);
        Comparison comparison = Comparison.of(asked, plans);
        PrintWriter out = spec.commandLine().getOut();
        out.print(comparison.table());
        out.flush();
        if (json != null) {
            Json.MAPPER.writeValue(json.toFile(), comparison.json());
        }
        return 0;
    }

    /** What no group has was mistyped; that some have it not is as it must be. */
    private static void requireKnown(List<Scenario> asked, List<ForkedPlan> plans) {
        if (plans.isEmpty()) {
            throw new IllegalArgumentException(
                    "The savepoint has no group that plans. Maybe it is not of the coordination job, or all groups are held.");
        }
        for (Scenario scenario : asked) {
            List<ForkedPlan> its =
                    plans.stream().filter(p -> p.scenario().equals(scenario.name())).toList();
            Set<String> unknown = new TreeSet<>();
            its.forEach(plan -> unknown.addAll(plan.unknown()));
            its.forEach(plan -> unknown.retainAll(plan.unknown()));
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "No group of the savepoint has the %s of the scenario %s."
                                .formatted(String.join(" and ", unknown), scenario.name()));
            }
        }
    }

    private List<Scenario> scenarios() {
        List<Scenario> asked = new ArrayList<>();
        asked.add(Scenario.NONE);
        for (String text : scenarios) {
            if (Collections.frequency(scenarios, text) > 1) {
                throw wrong("The --scenario (%s) must be named once.".formatted(text));
            }
            try {
                asked.add(Scenarios.of(text));
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        return asked;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}

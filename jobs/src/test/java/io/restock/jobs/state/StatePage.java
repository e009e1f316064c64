package io.restock.jobs.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The inventory of all state as Markdown: {@code docs/state.md}. */
final class StatePage {
    /** Marks what is in no golden savepoint yet. */
    static final String NEXT = "**next**";

    private final Form form = new Form();
    private final StringBuilder page = new StringBuilder();

    /**
     * A job's part of the page.
     *
     * @param name of the job
     * @param savepoints what each golden savepoint of it holds, oldest first
     */
    record Job(String name, StateInventory now, Map<String, StateInventory> savepoints) {}

    private StatePage() {}

    /**
     * The page.
     *
     * @param notes what each state holds, how it grows and who clears it; by {@code job/uid/name},
     *     or {@code any/name} for one that many operators have
     */
    static String markdown(List<Job> jobs, Properties notes) {
        StatePage page = new StatePage();
        page.page.append(
                """
                # State

                What each job keeps, by operator. Savepoints find an operator by its uid and a state by its name; both stay, or an
                upgrade forgets. [upgrading.md](upgrading.md) says how to upgrade, and `StateContractTest` holds the code to this page.

                Generated from the operators themselves and from the notes in `jobs/src/test/resources/states/notes.properties`:

                    mvn test -pl jobs -am -Dtest=StateContractTest -Drestock.write=true -Dsurefire.failIfNoSpecifiedTests=false

                *Since* is the first golden savepoint that holds a state, and then the last one after which its form has changed, which Flink migrates at the
                first access. **next** is in no golden savepoint yet: before a release one is written, as [upgrading.md](upgrading.md#for-those-who-change-the-code) says.
                """);
        for (Job job : jobs) {
            page.job(job, notes);
        }
        page.forms();
        return page.page.toString();
    }

    private void job(Job job, Properties notes) {
        page.append("\n## Job ").append(job.name()).append("\n\n");
        page.append(
                "| operator (uid) | state | kind | key | value | written by | TTL | since | what it holds | grows with | cleared by |\n");
        page.append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        List<String> timers = new ArrayList<>();
        for (KeptState state : job.now().states()) {
            if (state.isTimers()) {
                if (!timers.contains(state.uid())) {
                    timers.add(state.uid());
                }
                continue;
            }
            TypeSerializer<?> value = state.form(KeptState.VALUE).restoreSerializer();
            page.append("| `%s` | `%s` | %s | ".formatted(state.uid(), state.name(), state.kind()));
            page.append(key(state)).append(" | ").append(form.of(value)).append(" | ");
            page.append(
                    "%s v%d | %s | %s | "
                            .formatted(
                                    value.getClass().getSimpleName(),
                                    state.form(KeptState.VALUE).getCurrentVersion(),
                                    value.getClass().getName().contains(".ttl.") ? "yes" : "none",
                                    since(state, job)));
            page.append(note(job.name(), state, notes)).append(" |\n");
        }
        page.append("\nTimers of event and processing time, one a key: ")
                .append(String.join(", ", timers.stream().map(uid -> "`" + uid + "`").toList()))
                .append(".\n\nOffsets and open transactions, kept by Kafka's connector: ")
                .append(
                        String.join(
                                ", ",
                                job.now().connectors().stream()
                                        .map(uid -> "`" + uid + "`")
                                        .toList()))
                .append(".\n");
    }

    private String key(KeptState state) {
        var key = state.forms().get(KeptState.KEY);
        if (key != null) {
            return form.of(key.restoreSerializer());
        }
        var broadcast = state.forms().get("KEY_SERIALIZER");
        return broadcast == null ? "–" : form.of(broadcast.restoreSerializer());
    }

    /** Where a state first was, and where it changed last. */
    private static String since(KeptState state, Job job) {
        String first = "";
        String changed = "";
        String last = "";
        for (Map.Entry<String, StateInventory> version : job.savepoints().entrySet()) {
            var kept = Upgrades.find(version.getValue(), state);
            if (kept.isPresent()) {
                first = first.isEmpty() ? version.getKey() : first;
                changed = Upgrades.isMigrated(kept.get(), state) ? version.getKey() : changed;
                last = version.getKey();
            }
        }
        if (first.isEmpty()) {
            return NEXT;
        }
        return changed.isEmpty()
                ? first
                : first + ", changed after " + changed + (changed.equals(last) ? ": " + NEXT : "");
    }

    static String note(String job, KeptState state, Properties notes) {
        String own = notes.getProperty(job + "/" + state.id());
        String note = own == null ? notes.getProperty("any/" + state.name()) : own;
        return note == null ? "" : note;
    }

    private void forms() {
        page.append(
                """

                ## Forms

                Components of the classes above in the order in which Flink writes them. Components may come and go; none may change its
                type, no class its name, no enum loses a constant.

                | class | components |
                |---|---|
                """);
        form.classes()
                .forEach(
                        (name, components) ->
                                page.append("| `")
                                        .append(name)
                                        .append("` | ")
                                        .append(components)
                                        .append(" |\n"));
    }
}

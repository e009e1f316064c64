package io.restock.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.CoordinationJob;
import io.restock.jobs.DocumentsJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What savepoints of every version need of the jobs; {@code docs/state.md} is the contract. */
class StateContractTest {
    private static final Path PAGE = Path.of("..", "docs", "state.md");
    private static final Path STATES = Path.of("src", "test", "resources", "states");
    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
    private static final Path PARENT = Path.of("..", "pom.xml");
    private static final Settings SETTINGS =
            Settings.of(
                    Map.of(
                            "kafka.bootstrap.servers", "broker:9092",
                            "forecast.model", "model",
                            "documents.first-cycle", "2026-11-23"));

    private static List<StatePage.Job> jobs = List.of();

    @BeforeAll
    static void readTheJobsAndTheirSavepoints() throws Exception {
        jobs =
                List.of(
                        job(ForecastJob.NAME, ForecastJob::build),
                        job(CoordinationJob.NAME, CoordinationJob::build),
                        job(DocumentsJob.NAME, DocumentsJob::build));
    }

    @Test
    void everyOperatorHasAUidAndNoStateATypeThatOnlyKryoCanWrite() {
        assertThat(jobs).flatExtracting(job -> job.now().troubles()).isEmpty();
    }

    @Test
    void everyGoldenSavepointFindsItsStatesInTheJobsOfToday() throws IOException {
        Properties givenUp = properties("given-up.properties");
        List<String> troubles = new ArrayList<>();
        for (StatePage.Job job : jobs) {
            job.savepoints()
                    .forEach(
                            (version, then) ->
                                    troubles.addAll(
                                            Upgrades.troubles(
                                                    job.name() + " " + version,
                                                    then,
                                                    job.now(),
                                                    lost(job.name(), givenUp))));
        }

        assertThat(troubles).isEmpty();
    }

    @Test
    void everyStateSaysWhatItHoldsHowItGrowsAndWhoClearsIt() throws IOException {
        Properties notes = properties("notes.properties");

        for (StatePage.Job job : jobs) {
            assertThat(job.now().states())
                    .filteredOn(state -> !state.isTimers())
                    .allSatisfy(
                            state ->
                                    assertThat(
                                                    StatePage.note(job.name(), state, notes)
                                                            .split("\\|"))
                                            .as(
                                                    "Add a line \"%s/%s = what it holds | how it grows, in bytes a key | who clears it\" to states/notes.properties.",
                                                    job.name(), state.id())
                                            .hasSize(3));
        }
        Collection<String> known = new HashSet<>();
        jobs.forEach(
                job ->
                        job.now()
                                .states()
                                .forEach(
                                        state -> {
                                            known.add(job.name() + "/" + state.id());
                                            known.add("any/" + state.name());
                                        }));
        assertThat(notes.stringPropertyNames())
                .as("notes of states that there are no more: take them out of notes.properties")
                .isSubsetOf(known);
    }

    @Test
    void thePageSaysEveryStateAsItIs() throws IOException {
        String page = StatePage.markdown(jobs, properties("notes.properties"));
        if (Boolean.getBoolean("restock.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as(
                        "The state of a job has changed. Where that is meant, write the page anew and look at what has changed in it: mvn test -pl jobs -am -Dtest=StateContractTest -Drestock.write=true -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(page);
    }

    /** A snapshot may say "next"; what is released is restored by every later version. */
    @Test
    void aReleaseHasAGoldenSavepointOfAllItsStates() throws IOException {
        boolean released = !Files.readString(PARENT).contains("-SNAPSHOT</version>");

        assertThat(
                        released
                                && Files.readAllLines(PAGE).stream()
                                        .anyMatch(StateContractTest::isNext))
                .as(
                        "States marked next in docs/state.md are in no golden savepoint. Write one, then the page: docs/upgrading.md says how.")
                .isFalse();
    }

    private static boolean isNext(String line) {
        return line.startsWith("| `") && line.contains(StatePage.NEXT);
    }

    private static StatePage.Job job(
            String name, BiConsumer<StreamExecutionEnvironment, Settings> build) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build.accept(env, SETTINGS);
        StateInventory now = StateInventory.of(env.getStreamGraph());
        Map<String, StateInventory> savepoints = new LinkedHashMap<>();
        for (Map.Entry<String, Path> version :
                StateInventory.versions(SAVEPOINTS.resolve(name)).entrySet()) {
            savepoints.put(version.getKey(), StateInventory.of(version.getValue(), now.uids()));
        }
        return new StatePage.Job(name, now, savepoints);
    }

    private static Set<String> lost(String job, Properties givenUp) {
        Set<String> lost = new HashSet<>();
        for (String state : givenUp.stringPropertyNames()) {
            if (state.startsWith(job + "/")) {
                lost.add(state.substring(job.length() + 1));
            }
        }
        return lost;
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(STATES.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}

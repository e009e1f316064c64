package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.world.SmallHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands refuse, before they start anything: exit code 2 for an option, 1 for the rest. */
class OptionsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("demo --days x", "Invalid value for option '--days'"),
                Arguments.of("demo --seed 1.5", "Invalid value for option '--seed'"),
                Arguments.of(
                        "demo --report DIR/r --kill-day 3 --days 2",
                        "--kill-day (3) must be 0 or a day of the run, 1 … 2"),
                Arguments.of("demo --report DIR/r --kill-day -1", "--kill-day (-1)"),
                Arguments.of("demo --report DIR/r --rounds -1", "--rounds (-1) must be >= 0"),
                Arguments.of(
                        "demo --report DIR/r --json DIR/no/f.json",
                        "no/f.json) must be a file in a folder"),
                Arguments.of("demo --report DIR/r --json DIR", "must be a file in a folder"),
                Arguments.of("demo --daze 3", "Possible solutions: --days"),
                Arguments.of("run", "Missing required option: '--data=DIR'"),
                Arguments.of(
                        "run --data DIR --from yesterday", "Invalid value for option '--from'"),
                Arguments.of("bench", "Name a benchmark."),
                Arguments.of("bench pipeline --rounds few", "Invalid value for option '--rounds'"),
                Arguments.of("topics", "Name create, list, progress or grant."),
                Arguments.of(
                        "cluster",
                        "Name start, submit, list, savepoint, upgrade, recover or stop."),
                Arguments.of("cluster start --slots 0", "--slots (0) must be >= 1"),
                Arguments.of("cluster start --memory 100", "--memory (100) must be >= 1024"),
                Arguments.of("cluster submit sell", "The job (sell) must be one of [forecast"),
                Arguments.of("cluster submit --from x", "name the job"),
                Arguments.of("chaos --orders 0", "--orders (0) must be >= 1"),
                Arguments.of("chaos --kills -1", "--kills (-1) must be >= 0"),
                Arguments.of("chaos --jar DIR/no.jar", "/no.jar) must be a file"),
                Arguments.of("log", "Name verify."),
                Arguments.of("log verify --head x", "--head (x) must be GROUP:SEQUENCE:HASH"),
                Arguments.of("value-added --ahead 0", "--ahead (0) must be >= 1"),
                Arguments.of("bootstrap --data DIR --zone Z", "option: '--savepoint=DIR'"),
                Arguments.of(
                        "bootstrap --data DIR --zone Mars --savepoint DIR/s",
                        "Invalid value for option '--zone'"),
                Arguments.of(
                        "bootstrap --data DIR --zone Z --savepoint DIR",
                        "must be a folder that is not there"),
                Arguments.of(
                        "whatif --savepoint DIR --scenario rain",
                        "The part (rain) of a scenario must be demand=+20%"),
                Arguments.of(
                        "whatif --savepoint DIR --scenario demand=-100%", "(0.0) of demand=-100%"),
                Arguments.of(
                        "whatif --savepoint DIR --scenario demand=+5% --scenario demand=+5%",
                        "--scenario (demand=+5%) must be named once"),
                Arguments.of("whatif --savepoint DIR --scenario lane=A:B:0", "must be >= 1"),
                Arguments.of("topics destroy", "'destroy'"),
                Arguments.of("plan p.json", "Missing required option: '--out=FILE'"),
                Arguments.of("sell", "Unmatched argument"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongOptionIsNamedWithWhatIsRight(String arguments, String said) {
        assertThat(run(arguments)).isEqualTo(2);

        assertThat(err.toString())
                .contains(said)
                .containsAnyOf("Usage: restock", "Possible solutions:", "Did you mean:")
                .doesNotContain("\tat ");
        assertThat(folder).as("nothing is left behind").isEmptyDirectory();
    }

    static List<Arguments> impossible() {
        return List.of(
                Arguments.of("demo --days 0", "The days (0) must be >= 1."),
                Arguments.of(
                        "demo --report DIR/r --model DIR", "has no manifest.json. Maybe `train"),
                Arguments.of("run --data DIR/none", "none"),
                Arguments.of("run --data DIR/h --days 99", "Maybe --from or --days"),
                Arguments.of("run --data DIR/h --from 2030-01-01 --days 2", "2030-01-01"),
                Arguments.of(
                        "run --data DIR/h --days 3 --locations 0", "locations (0) must be >= 1"),
                Arguments.of("run --data DIR/h --days 3 --assumptions DIR/a.json", "a.json"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBeDoneIsSaidWithoutATrace(String arguments, String said) throws Exception {
        SmallHistory.write(Files.createDirectory(folder.resolve("h")));

        assertThat(run(arguments)).isEqualTo(1);

        assertThat(err.toString()).contains(said).doesNotContain("\tat ");
    }

    @Test
    void helpOfNestedCommandsNamesTheirOptionsAndDefaults() {
        assertThat(run("bench pipeline --help")).isZero();
        assertThat(out.toString())
                .contains("--per-day=N", "(default: 20)", "--parallelism=N", "--json=FILE");
        assertThat(run("topics create --help")).isZero();
        assertThat(out.toString()).contains("--set=KEY=VALUE", "servers=host:9092");
        assertThat(run("demo --help")).isZero();
        assertThat(out.toString()).contains("--kill-day=N", "(default: 28)", "(default: 10)");
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("restock 0.");
    }

    @Test
    void doctorFindsWhatThisMachineHas() {
        int exit = run("doctor");

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).filteredOn(l -> l.startsWith("ok ") || l.startsWith("BAD ")).hasSize(7);
        assertThat(out.toString())
                .contains("java            " + Runtime.version())
                .contains("native library", "free ports", "disk", "cores", "memory", "avx2");
        boolean healthy = lines.stream().noneMatch(l -> l.startsWith("BAD "));
        assertThat(exit).isEqualTo(healthy ? 0 : 1);
        assertThat(lines).anyMatch(l -> l.matches("ok +java .*"));
        assertThat(lines)
                .anyMatch(l -> l.matches("ok +native library +CpuBackend.*, loaded in .*"));
    }

    private int run(String arguments) {
        String[] words = arguments.replace("DIR", folder.toString()).split(" ");
        return Restock.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}

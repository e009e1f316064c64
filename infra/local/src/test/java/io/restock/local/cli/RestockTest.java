package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class RestockTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> commands() {
        return Restock.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandPrintsItsHelp(String command) {
        assertThat(run(Restock.commandLine(), command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: restock " + command);
    }

    @Test
    void asksForACommandWhereNoneIsNamed() {
        assertThat(run(Restock.commandLine())).isEqualTo(2);
        assertThat(err.toString()).contains("Name a command").contains("doctor");
    }

    @Test
    void saysWhatFailedAndWhyWithoutATraceWhereTheFailureWasForeseen() {
        CommandLine line = Restock.commandLine().addSubcommand(new Failing());

        assertThat(run(line, "failing")).isEqualTo(1);

        assertThat(err.toString())
                .contains("The folder x is not there.")
                .contains("because: disk gone")
                .doesNotContain("\tat ");
    }

    private int run(CommandLine line, String... args) {
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Command(name = "failing")
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException(
                    "The folder x is not there.", new IOException("disk gone"));
        }
    }
}

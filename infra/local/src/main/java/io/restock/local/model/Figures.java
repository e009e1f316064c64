package io.restock.local.model;

import io.restock.jobs.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands of this package share: where they print, and figures for machines. */
final class Figures {
    private Figures() {}

    /** Writes a value as JSON; nothing where no file is given. */
    static void write(@Nullable Path file, Object value) {
        if (file == null) {
            return;
        }
        try {
            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The figures cannot be written to %s.".formatted(file), e);
        }
    }

    /** Where a command prints; standard output where it runs outside a command line. */
    static PrintWriter out(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }

    /** Epoch day of an option; the end of time where it is not given. */
    static int lastDay(@Nullable LocalDate until) {
        return until == null ? Integer.MAX_VALUE : (int) until.toEpochDay();
    }
}

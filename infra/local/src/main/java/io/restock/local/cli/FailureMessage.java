package io.restock.local.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says what failed in a line or two; the stack trace goes to the log. A failure that nobody foresaw
 * (a bug) shows its stack trace too.
 */
final class FailureMessage implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureMessage.class);

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult arguments) {
        LOG.error("The command {} failed.", command.getCommandName(), failure);
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(message(failure)));
        if (!foreseen(failure)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static boolean foreseen(Exception failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof java.io.IOException
                || failure instanceof UncheckedIOException
                || failure instanceof KafkaException
                || failure instanceof java.util.concurrent.TimeoutException;
    }

    /** The failure's message followed by those of its causes, each once. */
    static String message(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String said = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
            if (text.indexOf(said) < 0) {
                text.append(text.isEmpty() ? "" : "\n  because: ").append(said);
            }
        }
        return text.toString();
    }
}

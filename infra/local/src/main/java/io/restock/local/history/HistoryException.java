package io.restock.local.history;

import java.nio.file.Path;

/** A history folder that cannot be read; the message names file, line, column and value. */
public final class HistoryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    HistoryException(String message) {
        super(message);
    }

    HistoryException(String message, Throwable cause) {
        super(message, cause);
    }

    static HistoryException at(Path file, int line, String column, String value, String expected) {
        return new HistoryException(
                "%s line %d: the %s (%s) must be %s."
                        .formatted(file, line, column, value, expected));
    }
}

package io.restock.operators.forecast;

/** A series that a model's features and trees cannot be worked out for. */
final class EncodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EncodingException(String series, RuntimeException cause) {
        super("The series %s cannot be encoded: %s".formatted(series, cause), cause);
    }
}

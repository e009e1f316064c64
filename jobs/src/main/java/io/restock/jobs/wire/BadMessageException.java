package io.restock.jobs.wire;

/**
 * Bytes that are no message, with a reason a person can act on. It carries no stack trace: it is an
 * answer about the input, made thousands of times when a sender goes wrong.
 */
public final class BadMessageException extends Exception {
    private final String subject;
    private final String must;

    BadMessageException(String subject, String must) {
        super(subject + ' ' + must + '.', null, false, false);
        this.subject = subject;
        this.must = must;
    }

    /** The same complaint about a part of something larger. */
    BadMessageException of(String whole) {
        return new BadMessageException(subject + " of " + whole, must);
    }

    /** The complaint as a sentence. */
    public String reason() {
        return subject + ' ' + must + '.';
    }
}

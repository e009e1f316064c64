package io.restock.operators.documents;

/** Something that a format has no way to say, and that is not said otherwise for it. */
public final class UnwritableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    UnwritableDocumentException(String message) {
        super(message);
    }
}

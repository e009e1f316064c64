package io.restock.operators.documents;

/** A document, or a part of it, that cannot be read. */
public final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DocumentFault fault;

    UnreadableDocumentException(DocumentFault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    UnreadableDocumentException(String text, Throwable cause) {
        super(text, cause);
        this.fault = new DocumentFault("", 0, 0, text);
    }

    /** What is wrong, and where. */
    public DocumentFault fault() {
        return fault;
    }
}

package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A named field of a message of type T: reads it, says what is wrong with it, writes it. It keeps
 * what it has read until the next {@link #reset}, so that nothing is boxed on the way into a
 * record; a field belongs to one shape, and a shape to one thread while it reads.
 */
abstract class Field<T> {
    private static final int LONGEST_SHOWN = 40;

    private final String name;
    private boolean required = true;
    private boolean seen;
    private @Nullable BadMessageException bad;

    Field(String name) {
        this.name = name;
    }

    /** Allows the field to be absent or null. */
    final void optional() {
        required = false;
    }

    final boolean isRequired() {
        return required;
    }

    final String name() {
        return name;
    }

    final void reset() {
        seen = false;
        bad = null;
        clear();
    }

    /** Reads the value on which the parser stands, and leaves it at the value's last token. */
    final void read(JsonParser p) throws IOException {
        if (seen) {
            refuse("twice", "must be said once");
            p.skipChildren();
            return;
        }
        seen = true;
        if (p.currentToken() == JsonToken.VALUE_NULL && !required) {
            return;
        }
        readValue(p);
    }

    /** What is wrong with the field after the whole message was read; null when nothing is. */
    final @Nullable BadMessageException complaint() {
        if (bad == null && required && !seen) {
            refuse("missing", "must be " + rule());
        }
        return bad;
    }

    /** Complains that the value has the wrong type or form, and steps over it. */
    final void mistyped(JsonParser p) throws IOException {
        refuse(shown(p), "must be " + rule());
        p.skipChildren();
    }

    /** Complains about a value of the right type; {@code must} starts with "must". */
    final void refuse(String value, String must) {
        complain(new BadMessageException("The " + name + " (" + shorten(value) + ")", must));
    }

    /** Complains in the words of a part; the first complaint stands. */
    final void complain(BadMessageException complaint) {
        if (bad == null) {
            bad = complaint;
        }
    }

    /** Back to what an absent field means. */
    abstract void clear();

    abstract void readValue(JsonParser p) throws IOException;

    abstract void write(JsonGenerator g, T message) throws IOException;

    /** What the value must be, for people: "a number &gt;= 0". */
    abstract String rule();

    /** The value read, for the identity of the message in complaints. */
    abstract String shown();

    private static String shown(JsonParser p) throws IOException {
        return switch (p.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> '"' + shorten(p.getText()) + '"';
            default -> p.getText();
        };
    }

    static String shorten(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN - 1) + "…";
    }
}

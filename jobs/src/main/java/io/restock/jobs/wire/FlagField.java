package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Predicate;

/** True or false. */
final class FlagField<T> extends Field<T> {
    private final Predicate<T> get;
    private boolean value;

    FlagField(String name, Predicate<T> get) {
        super(name);
        this.get = get;
    }

    boolean value() {
        return value;
    }

    @Override
    void clear() {
        value = false;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            mistyped(p);
            return;
        }
        value = token == JsonToken.VALUE_TRUE;
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        g.writeBooleanField(name(), get.test(message));
    }

    @Override
    String rule() {
        return "true or false";
    }

    @Override
    String shown() {
        return Boolean.toString(value);
    }
}

package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Function;

/** An object inside a message; what is absent is not written where it is optional. */
final class PartField<T, N> extends Field<T> {
    private final Shape<N> shape;
    private final Function<T, N> get;
    private final N absent;
    private N value;

    PartField(String name, Shape<N> shape, Function<T, N> get, N absent) {
        super(name);
        this.shape = shape;
        this.get = get;
        this.absent = absent;
        this.value = absent;
    }

    N value() {
        return value;
    }

    @Override
    void clear() {
        value = absent;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            mistyped(p);
            return;
        }
        try {
            value = shape.readRest(p);
        } catch (BadMessageException complaint) {
            complain(complaint);
        }
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        N part = get.apply(message);
        if (isRequired() || !part.equals(absent)) {
            g.writeObjectFieldStart(name());
            shape.writeFields(g, part);
            g.writeEndObject();
        }
    }

    @Override
    String rule() {
        return "an object";
    }

    @Override
    String shown() {
        return "an object";
    }
}

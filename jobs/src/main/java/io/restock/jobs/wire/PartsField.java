package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An array of objects inside a message. The first complaint about any of them stands. */
final class PartsField<T, N> extends Field<T> {
    private final Shape<N> shape;
    private final Function<T, List<N>> get;
    private final int fewest;
    private List<N> value = new ArrayList<>();

    PartsField(String name, Shape<N> shape, Function<T, List<N>> get, int fewest) {
        super(name);
        this.shape = shape;
        this.get = get;
        this.fewest = fewest;
    }

    List<N> value() {
        return value;
    }

    @Override
    void clear() {
        value = new ArrayList<>();
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            mistyped(p);
            return;
        }
        for (JsonToken t = p.nextToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
            if (t != JsonToken.START_OBJECT) {
                mistyped(p);
                continue;
            }
            try {
                value.add(shape.readRest(p));
            } catch (BadMessageException complaint) {
                complain(complaint);
            }
        }
        if (value.size() < fewest) {
            refuse(value.size() + " " + name(), "must be " + rule());
        }
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        g.writeArrayFieldStart(name());
        for (N part : get.apply(message)) {
            g.writeStartObject();
            shape.writeFields(g, part);
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    @Override
    String rule() {
        return fewest == 0 ? "an array of objects" : "an array of at least " + fewest + " objects";
    }

    @Override
    String shown() {
        return value.size() + " objects";
    }
}

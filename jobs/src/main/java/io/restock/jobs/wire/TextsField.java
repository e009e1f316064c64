package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An array of ids. */
final class TextsField<T> extends Field<T> {
    private final Function<T, List<String>> get;
    private List<String> value = new ArrayList<>();

    TextsField(String name, Function<T, List<String>> get) {
        super(name);
        this.get = get;
    }

    List<String> value() {
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
            if (t == JsonToken.VALUE_STRING && Ids.isId(p.getText())) {
                value.add(p.getText());
            } else {
                mistyped(p);
            }
        }
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        g.writeArrayFieldStart(name());
        for (String text : get.apply(message)) {
            g.writeString(text);
        }
        g.writeEndArray();
    }

    @Override
    String rule() {
        return "an array of ids of 1 to " + Ids.LONGEST + " characters";
    }

    @Override
    String shown() {
        return value.size() + " texts";
    }
}

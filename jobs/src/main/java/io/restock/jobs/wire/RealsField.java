package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/** An array of finite numbers &gt;= 0. */
final class RealsField<T> extends Field<T> {
    private static final float[] EMPTY = {};
    private static final int FIRST_CAPACITY = 32;

    private final Function<T, float[]> get;
    private float[] value = EMPTY;

    RealsField(String name, Function<T, float[]> get) {
        super(name);
        this.get = get;
    }

    float[] value() {
        return value;
    }

    @Override
    void clear() {
        value = EMPTY;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            mistyped(p);
            return;
        }
        float[] read = new float[FIRST_CAPACITY];
        int n = 0;
        for (JsonToken t = p.nextToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
            if (t != JsonToken.VALUE_NUMBER_INT && t != JsonToken.VALUE_NUMBER_FLOAT) {
                mistyped(p);
                continue;
            }
            float v = (float) Double.parseDouble(p.getText());
            if (!(v >= 0 && v <= Float.MAX_VALUE)) {
                refuse(p.getText(), "must be numbers >= 0");
            }
            if (n == read.length) {
                read = Arrays.copyOf(read, 2 * n);
            }
            read[n++] = v;
        }
        value = Arrays.copyOf(read, n);
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        g.writeArrayFieldStart(name());
        for (float v : get.apply(message)) {
            g.writeNumber(v);
        }
        g.writeEndArray();
    }

    @Override
    String rule() {
        return "an array of numbers >= 0";
    }

    @Override
    String shown() {
        return value.length + " numbers";
    }
}

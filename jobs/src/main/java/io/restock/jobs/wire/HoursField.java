package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** The 24 hours of a day as 6 hexadecimal digits, bit h = hour h; absent means −1, unknown. */
final class HoursField<T> extends Field<T> {
    private static final int UNKNOWN = -1;
    private static final int DIGITS = 6;

    private final ToIntFunction<T> get;
    private int value = UNKNOWN;

    HoursField(String name, ToIntFunction<T> get) {
        super(name);
        this.get = get;
        optional();
    }

    int value() {
        return value;
    }

    @Override
    void clear() {
        value = UNKNOWN;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING || p.getTextLength() != DIGITS) {
            mistyped(p);
            return;
        }
        int mask = 0;
        for (char c : p.getText().toCharArray()) {
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                mistyped(p);
                return;
            }
            mask = mask << 4 | digit;
        }
        value = mask;
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        int mask = get.applyAsInt(message);
        if (mask != UNKNOWN) {
            g.writeStringField(name(), String.format(Locale.ROOT, "%06x", mask));
        }
    }

    @Override
    String rule() {
        return "6 hexadecimal digits, one bit an hour";
    }

    @Override
    String shown() {
        return Integer.toHexString(value);
    }
}

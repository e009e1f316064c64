package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.ToIntFunction;

/** A calendar day as ISO-8601 text; absent means {@link #NO_DAY} where it is optional. */
final class DayField<T> extends Field<T> {
    static final int NO_DAY = -1;

    private final ToIntFunction<T> get;
    private int value = NO_DAY;

    DayField(String name, ToIntFunction<T> get) {
        super(name);
        this.get = get;
    }

    int value() {
        return value;
    }

    @Override
    void clear() {
        value = NO_DAY;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            mistyped(p);
            return;
        }
        long day = Iso.readDay(p.getTextCharacters(), p.getTextOffset(), p.getTextLength());
        if (day == Iso.NONE) {
            mistyped(p);
            return;
        }
        value = (int) day;
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        int day = get.applyAsInt(message);
        if (isRequired() || day != NO_DAY) {
            g.writeStringField(name(), Iso.day(day));
        }
    }

    @Override
    String rule() {
        return "a day of the years 1970 to 2199, such as 2026-11-22";
    }

    @Override
    String shown() {
        return Iso.day(value);
    }
}

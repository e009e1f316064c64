package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** A moment with its offset from UTC, as ISO-8601 text; absent means 0 where it is optional. */
final class TimeField<T> extends Field<T> {
    private final ToLongFunction<T> millis;
    private final ToIntFunction<T> offset;
    private long timeMillis;
    private int utcOffsetSeconds;

    TimeField(String name, ToLongFunction<T> millis, ToIntFunction<T> offset) {
        super(name);
        this.millis = millis;
        this.offset = offset;
    }

    long millis() {
        return timeMillis;
    }

    int utcOffsetSeconds() {
        return utcOffsetSeconds;
    }

    @Override
    void clear() {
        timeMillis = 0;
        utcOffsetSeconds = 0;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            mistyped(p);
            return;
        }
        char[] text = p.getTextCharacters();
        int at = p.getTextOffset();
        int length = p.getTextLength();
        long read = Iso.readMillis(text, at, length);
        if (read == Iso.NONE) {
            mistyped(p);
            return;
        }
        timeMillis = read;
        utcOffsetSeconds = Iso.readOffset(text, at, length);
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        long time = millis.applyAsLong(message);
        if (isRequired() || time != 0) {
            g.writeStringField(name(), Iso.time(time, offset.applyAsInt(message)));
        }
    }

    @Override
    String rule() {
        return "a time of the years 1970 to 2199 with its offset, such as 2026-11-22T10:15:30+01:00";
    }

    @Override
    String shown() {
        return Iso.time(timeMillis, utcOffsetSeconds);
    }
}

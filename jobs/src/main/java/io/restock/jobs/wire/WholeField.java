package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.ToLongFunction;

/** A whole number within bounds. */
final class WholeField<T> extends Field<T> {
    private final ToLongFunction<T> get;
    private final long min;
    private final long max;
    private final long absent;
    private long value;

    /**
     * @param absent what an absent field means; read only where the field is optional
     */
    WholeField(String name, ToLongFunction<T> get, long min, long max, long absent) {
        super(name);
        this.get = get;
        this.min = min;
        this.max = max;
        this.absent = absent;
        this.value = absent;
    }

    long value() {
        return value;
    }

    int intValue() {
        return Math.toIntExact(value);
    }

    @Override
    void clear() {
        value = absent;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            mistyped(p);
            return;
        }
        boolean fits = p.getNumberType() != NumberType.BIG_INTEGER;
        boolean below = fits ? p.getLongValue() < min : p.getText().charAt(0) == '-';
        if (!fits || below || p.getLongValue() > max) {
            refuse(p.getText(), "must be " + (below || isBounded() ? bounds() : "<= " + max));
            return;
        }
        value = p.getLongValue();
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        g.writeNumberField(name(), get.applyAsLong(message));
    }

    @Override
    String rule() {
        return min == Long.MIN_VALUE ? bounds() : "a whole number " + bounds();
    }

    @Override
    String shown() {
        return Long.toString(value);
    }

    /** Whether both bounds are less than what the type holds, and so worth to be said. */
    private boolean isBounded() {
        return max != Integer.MAX_VALUE && (max != Long.MAX_VALUE || min == Long.MIN_VALUE);
    }

    private String bounds() {
        if (min == Long.MIN_VALUE) {
            return "a whole number of 64 bits";
        }
        return isBounded() ? min + " … " + max : ">= " + min;
    }
}

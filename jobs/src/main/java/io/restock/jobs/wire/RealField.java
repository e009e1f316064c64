package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.util.function.ToDoubleFunction;

/** A finite number within bounds; absent means NaN where it is optional. */
final class RealField<T> extends Field<T> {
    private final ToDoubleFunction<T> get;
    private final boolean single;
    private double min = -Double.MAX_VALUE;
    private double max = Double.MAX_VALUE;
    private boolean aboveMin;
    private double value = Double.NaN;

    /**
     * @param single whether the record holds a float, which bounds what is read and shortens what
     *     is written
     */
    RealField(String name, ToDoubleFunction<T> get, boolean single) {
        super(name);
        this.get = get;
        this.single = single;
        if (single) {
            between(-Float.MAX_VALUE, Float.MAX_VALUE);
        }
    }

    RealField<T> atLeast(double least) {
        min = least;
        return this;
    }

    RealField<T> above(double bound) {
        min = bound;
        aboveMin = true;
        return this;
    }

    RealField<T> between(double least, double most) {
        min = least;
        max = most;
        return this;
    }

    RealField<T> orNaN() {
        optional();
        return this;
    }

    double value() {
        return value;
    }

    @Override
    void clear() {
        value = Double.NaN;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            mistyped(p);
            return;
        }
        try {
            value = p.getDoubleValue();
        } catch (InputCoercionException tooLarge) {
            value = Double.POSITIVE_INFINITY;
        }
        if (Double.isInfinite(value)) {
            refuse(p.getText(), "must be finite");
        } else if (value < min || value > max || (aboveMin && value == min)) {
            refuse(p.getText(), "must be " + bounds());
        }
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        double v = get.applyAsDouble(message);
        if (Double.isNaN(v)) {
            return;
        }
        g.writeFieldName(name());
        if (v == Math.rint(v) && Math.abs(v) < 1e15) {
            g.writeNumber((long) v);
        } else if (single) {
            g.writeNumber((float) v);
        } else {
            g.writeNumber(v);
        }
    }

    @Override
    String rule() {
        return min == -Double.MAX_VALUE ? "a finite number" : "a number " + bounds();
    }

    @Override
    String shown() {
        return Whole.text(value);
    }

    private String bounds() {
        boolean hasMin = min > -Float.MAX_VALUE;
        boolean hasMax = max < Float.MAX_VALUE;
        if (hasMin && hasMax) {
            return Whole.text(min) + " … " + Whole.text(max);
        }
        return hasMin ? (aboveMin ? "> " : ">= ") + Whole.text(min) : "finite";
    }

    /** Numbers for people: 3 rather than 3.0. */
    private static final class Whole {
        static String text(double v) {
            return v == Math.rint(v) && Math.abs(v) < 1e15
                    ? Long.toString((long) v)
                    : Double.toString(v);
        }
    }
}

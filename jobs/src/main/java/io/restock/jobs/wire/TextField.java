package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Predicate;

/** Text; absent means empty where it is optional. */
final class TextField<T> extends Field<T> {
    private final Function<T, String> get;
    private final int shortest;
    private final int longest;
    private final Predicate<String> allowed;
    private final String rule;
    private String value = "";

    TextField(
            String name,
            Function<T, String> get,
            int shortest,
            int longest,
            Predicate<String> allowed,
            String form) {
        super(name);
        this.get = get;
        this.shortest = shortest;
        this.longest = longest;
        this.allowed = allowed;
        this.rule = form + " of " + shortest + " to " + longest + " characters";
    }

    String value() {
        return value;
    }

    @Override
    void clear() {
        value = "";
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            mistyped(p);
            return;
        }
        String text = p.getText();
        boolean absent = text.isEmpty() && !isRequired();
        if (!absent
                && (text.length() < shortest || text.length() > longest || !allowed.test(text))) {
            mistyped(p);
            return;
        }
        value = text;
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        String text = get.apply(message);
        if (isRequired() || !text.isEmpty()) {
            g.writeStringField(name(), text);
        }
    }

    @Override
    String rule() {
        return rule;
    }

    @Override
    String shown() {
        return shorten(value);
    }
}

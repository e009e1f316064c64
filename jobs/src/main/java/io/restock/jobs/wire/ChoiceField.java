package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One of the constants of an enum, by its name. */
final class ChoiceField<T, E extends Enum<E>> extends Field<T> {
    private final Function<T, E> get;
    private final E first;
    private final Map<String, E> choices = new HashMap<>();
    private final String rule;
    private E value;

    ChoiceField(String name, Class<E> type, Function<T, E> get) {
        super(name);
        this.get = get;
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            choices.put(constant.name(), constant);
        }
        this.first = constants[0];
        this.value = first;
        this.rule =
                "one of "
                        + Arrays.stream(constants)
                                .map(Enum::name)
                                .collect(Collectors.joining(", "));
    }

    E value() {
        return value;
    }

    @Override
    void clear() {
        value = first;
    }

    @Override
    void readValue(JsonParser p) throws IOException {
        E read = p.currentToken() == JsonToken.VALUE_STRING ? choices.get(p.getText()) : null;
        if (read == null) {
            mistyped(p);
            return;
        }
        value = read;
    }

    @Override
    void write(JsonGenerator g, T message) throws IOException {
        g.writeStringField(name(), get.apply(message).name());
    }

    @Override
    String rule() {
        return rule;
    }

    @Override
    String shown() {
        return value.name();
    }
}

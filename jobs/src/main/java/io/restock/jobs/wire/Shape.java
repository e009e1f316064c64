package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.restock.domain.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message, or of a part of one, and how to make the record of them. Reading is a
 * pass over the tokens without a tree; unknown fields are stepped over. Writing keeps no state and
 * may be shared between threads, reading may not.
 */
abstract class Shape<T> {
    private final String type;
    private final List<Field<T>> fields = new ArrayList<>();
    private final Map<String, Field<T>> byName = new HashMap<>();
    private List<? extends Field<T>> identity = List.of();

    /**
     * @param type the {@code type} of the message, and its noun in complaints with {@code -} as
     *     space
     */
    Shape(String type) {
        this.type = type;
    }

    final String type() {
        return type;
    }

    /** The record of the values just read. */
    abstract T make();

    /** Complains about values that are right one by one and wrong together. */
    void check(T message) throws BadMessageException {}

    /** Event time of the message, milliseconds since the epoch; 0 for parts. */
    long time(T message) {
        return 0;
    }

    /** The fields that tell one message from another in complaints. */
    final void identifiedBy(List<? extends Field<T>> identifying) {
        identity = identifying;
    }

    /** Reads the fields after the start of the object, or after any of its fields, to its end. */
    final T readRest(JsonParser p) throws IOException, BadMessageException {
        int n = fields.size();
        for (int i = 0; i < n; i++) {
            fields.get(i).reset();
        }
        int expected = 0;
        while (p.nextToken() != JsonToken.END_OBJECT) {
            String name = p.currentName();
            p.nextToken();
            // Senders keep the order of the fields, so the next one is nearly always the one.
            Field<T> field = expected < n ? fields.get(expected) : null;
            if (field == null || !field.name().equals(name)) {
                field = byName.get(name);
            }
            expected++;
            if (field == null) {
                p.skipChildren();
            } else {
                field.read(p);
            }
        }
        for (int i = 0; i < n; i++) {
            BadMessageException complaint = fields.get(i).complaint();
            if (complaint != null) {
                throw complaint.of(subject());
            }
        }
        T message = make();
        check(message);
        return message;
    }

    final void writeFields(JsonGenerator g, T message) throws IOException {
        for (Field<T> field : fields) {
            field.write(g, message);
        }
    }

    /** A complaint about the message as a whole. */
    final BadMessageException complaint(String what, Object value, String must) {
        return new BadMessageException(
                "The " + what + " (" + Field.shorten(String.valueOf(value)) + ") of " + subject(),
                must);
    }

    private String subject() {
        StringBuilder subject = new StringBuilder(type.replace('-', ' '));
        String gap = " ";
        for (Field<T> field : identity) {
            if (field.complaint() == null) {
                subject.append(gap).append(field.shown());
                gap = " ";
            }
        }
        return subject.toString();
    }

    final TextField<T> id(String name, Function<T, String> get) {
        return add(
                new TextField<>(
                        name,
                        get,
                        1,
                        Ids.LONGEST,
                        Ids::isId,
                        "an id without | or control characters"));
    }

    final TextField<T> code(String name, int longest, Function<T, String> get) {
        return add(
                new TextField<>(
                        name, get, 1, longest, Ids::isCode, "upper-case letters and digits"));
    }

    /** Printable ASCII: what documents of every format can say. */
    final TextField<T> ascii(String name, int longest, Function<T, String> get) {
        return add(new TextField<>(name, get, 1, longest, Ids::isAscii, "printable ASCII"));
    }

    /** A SHA-256. */
    final TextField<T> hash(String name, Function<T, String> get) {
        return add(
                new TextField<>(
                        name,
                        get,
                        Ids.HASH_LENGTH,
                        Ids.HASH_LENGTH,
                        Ids::isHash,
                        "digits 0-9 and a-f"));
    }

    final TextField<T> text(String name, int shortest, Function<T, String> get) {
        return text(name, shortest, Ids::isText, "text", get);
    }

    final TextField<T> text(
            String name,
            int shortest,
            Predicate<String> allowed,
            String form,
            Function<T, String> get) {
        return add(new TextField<>(name, get, shortest, Texts.LONGEST, allowed, form));
    }

    final RealField<T> real(String name, ToDoubleFunction<T> get) {
        return add(new RealField<>(name, get, false));
    }

    final RealField<T> single(String name, ToDoubleFunction<T> get) {
        return add(new RealField<>(name, get, true));
    }

    final WholeField<T> whole(String name, int min, int max, ToLongFunction<T> get) {
        return add(new WholeField<>(name, get, min, max, min));
    }

    final WholeField<T> wholeLong(String name, long min, ToLongFunction<T> get) {
        return add(new WholeField<>(name, get, min, Long.MAX_VALUE, min));
    }

    final FlagField<T> flag(String name, Predicate<T> get) {
        return add(new FlagField<>(name, get));
    }

    final TimeField<T> time(String name, ToLongFunction<T> millis) {
        return time(name, millis, any -> 0);
    }

    final TimeField<T> time(String name, ToLongFunction<T> millis, ToIntFunction<T> offset) {
        return add(new TimeField<>(name, millis, offset));
    }

    final DayField<T> day(String name, ToIntFunction<T> get) {
        return add(new DayField<>(name, get));
    }

    final HoursField<T> hours(String name, ToIntFunction<T> get) {
        return add(new HoursField<>(name, get));
    }

    final <E extends Enum<E>> ChoiceField<T, E> choice(
            String name, Class<E> type, Function<T, E> get) {
        return add(new ChoiceField<>(name, type, get));
    }

    final RealsField<T> reals(String name, Function<T, float[]> get) {
        return add(new RealsField<>(name, get));
    }

    final TextsField<T> ids(String name, Function<T, List<String>> get) {
        return add(new TextsField<>(name, get));
    }

    final <N> PartField<T, N> part(String name, Shape<N> shape, N absent, Function<T, N> get) {
        return add(new PartField<>(name, shape, get, absent));
    }

    final <N> PartsField<T, N> parts(
            String name, int fewest, Shape<N> shape, Function<T, List<N>> get) {
        return add(new PartsField<>(name, shape, get, fewest));
    }

    /** Lets a field be absent or null. */
    static <F extends Field<?>> F optional(F field) {
        field.optional();
        return field;
    }

    private <F extends Field<T>> F add(F field) {
        @Nullable Field<T> other = byName.put(field.name(), field);
        if (other != null) {
            throw new IllegalStateException(
                    "The field " + field.name() + " of " + type + " is declared twice.");
        }
        fields.add(field);
        return field;
    }
}

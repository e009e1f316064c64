package io.restock.local.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A value in a JSON file that knows where it stands, so that whatever is wrong with it can be said
 * with file and field.
 */
record Field(Path file, String name, JsonNode value) {
    /** A member that must be there. */
    Field get(String member) {
        JsonNode found = value.get(member);
        String path = name.isEmpty() ? member : name + "." + member;
        if (found == null) {
            throw new IllegalArgumentException(
                    "The field %s is missing in %s.".formatted(path, file));
        }
        return new Field(file, path, found);
    }

    boolean isNull() {
        return value.isNull();
    }

    String text() {
        return must(value.isTextual() && !value.textValue().isEmpty(), "a text").textValue();
    }

    /** A finite number &gt;= {@code least}. */
    double number(double least) {
        must(value.isNumber() && Double.isFinite(value.doubleValue()), "a number");
        return must(value.doubleValue() >= least, ">= " + least).doubleValue();
    }

    /** A whole number &gt;= {@code least}, written without a decimal point. */
    long whole(long least) {
        must(value.isIntegralNumber() && value.canConvertToLong(), "a whole number");
        return must(value.longValue() >= least, ">= " + least).longValue();
    }

    /** A whole number in a range. */
    int count(int least, int most) {
        long count = whole(least);
        must(count <= most, "<= " + most);
        return (int) count;
    }

    /** The elements of a list that must have this many, each read by the function. */
    <T> List<T> list(int length, Function<Field, T> read) {
        List<T> list = list(read);
        must(list.size() == length, "a list of " + length);
        return list;
    }

    /** The elements of a list, each read by the function. */
    <T> List<T> list(Function<Field, T> read) {
        must(value.isArray(), "a list");
        List<T> list = new ArrayList<>(value.size());
        for (int k = 0; k < value.size(); k++) {
            list.add(read.apply(new Field(file, name + "[" + k + "]", value.get(k))));
        }
        return list;
    }

    /** A list of this many finite numbers &gt;= {@code least}. */
    double[] numbers(int length, double least) {
        return list(length, f -> f.number(least)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** A list of this many whole numbers. */
    long[] wholes(int length) {
        return list(length, f -> f.whole(Long.MIN_VALUE)).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** The value by each of these members. */
    double[] numbersBy(List<String> members, double least) {
        return members.stream().mapToDouble(id -> get(id).number(least)).toArray();
    }

    /** Position of this text in the list of ids. */
    int indexIn(List<String> ids, String what) {
        int index = ids.indexOf(text());
        must(index >= 0, "the id of a " + what);
        return index;
    }

    /** Refuses the value, unless it is right. */
    JsonNode must(boolean right, String be) {
        if (!right) {
            String said = value.isContainerNode() ? value.getNodeType().toString() : "" + value;
            throw new IllegalArgumentException(
                    "The field %s (%s) of %s must be %s."
                            .formatted(name, said.toLowerCase(java.util.Locale.ROOT), file, be));
        }
        return value;
    }
}

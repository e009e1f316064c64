package io.restock.jobs.settings;

import io.restock.jobs.wire.Iso;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One setting: its key, what values it takes, its default and what it means. */
public final class Setting<T> {
    /** A century: more would not fit where it is counted in milliseconds or minutes. */
    private static final String LONGEST = "P36500D";

    private static final Predicate<String> NAME =
            Pattern.compile("[a-zA-Z0-9_-]{1,100}").asMatchPredicate();

    private final String key;
    private final @Nullable String defaultText;
    private final String choices;
    private final String meaning;
    private final Function<String, Optional<T>> read;

    private Setting(
            String key,
            @Nullable String defaultText,
            String choices,
            String meaning,
            Function<String, Optional<T>> read) {
        this.key = key;
        this.defaultText = defaultText;
        this.choices = choices;
        this.meaning = meaning;
        this.read = read;
    }

    /** Name in the settings file. */
    public String key() {
        return key;
    }

    /** Its default as it would stand in the file; null when it has to be given. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** What values it takes, as the end of "must be". */
    public String choices() {
        return choices;
    }

    /** What it means, with its unit. */
    public String meaning() {
        return meaning;
    }

    Optional<T> read(String text) {
        return read.apply(text.strip());
    }

    static Setting<String> required(String key, String choices, String meaning) {
        return new Setting<>(
                key, null, choices, meaning, text -> Optional.of(text).filter(t -> !t.isBlank()));
    }

    static Setting<String> text(String key, String defaultText, String pattern, String meaning) {
        return new Setting<>(
                key,
                defaultText,
                pattern.equals(".*") ? "text" : "text that matches " + pattern,
                meaning,
                text -> Optional.of(text).filter(t -> t.matches(pattern)));
    }

    /** Names that Kafka allows in those of topics. */
    static Setting<List<String>> names(String key, String meaning) {
        return new Setting<>(
                key,
                "",
                "empty or names of letters, digits, - and _, separated by commas, each once",
                meaning,
                text ->
                        Optional.of(
                                        text.isEmpty()
                                                ? List.<String>of()
                                                : List.of(text.split(",", -1)))
                                .filter(names -> names.stream().allMatch(NAME))
                                .filter(names -> Set.copyOf(names).size() == names.size()));
    }

    static Setting<Integer> whole(String key, int defaultValue, int min, int max, String meaning) {
        return new Setting<>(
                key,
                Integer.toString(defaultValue),
                "a whole number, " + min + " … " + max,
                meaning,
                text ->
                        parse(text, Integer::valueOf)
                                .filter(value -> value >= min && value <= max));
    }

    static Setting<Boolean> flag(String key, boolean defaultValue, String meaning) {
        return new Setting<>(
                key,
                Boolean.toString(defaultValue),
                "one of false, true",
                meaning,
                text ->
                        Optional.of(text)
                                .filter(t -> t.equals("true") || t.equals("false"))
                                .map(Boolean::valueOf));
    }

    static Setting<Long> wholeLong(String key, long defaultValue, String meaning) {
        return new Setting<>(
                key,
                Long.toString(defaultValue),
                "a whole number",
                meaning,
                text -> parse(text, Long::valueOf));
    }

    static Setting<Double> real(
            String key, double defaultValue, double min, double max, String meaning) {
        return new Setting<>(
                key,
                Double.toString(defaultValue),
                "a number, " + min + " … " + max,
                meaning,
                text -> parse(text, Double::valueOf).filter(value -> value >= min && value <= max));
    }

    static Setting<Duration> duration(
            String key, String defaultText, String least, String meaning) {
        return duration(key, defaultText, least, LONGEST, meaning);
    }

    static Setting<Duration> duration(
            String key, String defaultText, String least, String most, String meaning) {
        Duration min = Duration.parse(least);
        Duration max = Duration.parse(most);
        return new Setting<>(
                key,
                defaultText,
                "an ISO-8601 duration such as PT30M or P7D, " + least + " … " + most,
                meaning,
                text ->
                        parse(text, Duration::parse)
                                .filter(
                                        value ->
                                                value.compareTo(min) >= 0
                                                        && value.compareTo(max) <= 0));
    }

    /** A day, or 0 = the first there is, when it is left empty. */
    static Setting<Integer> dayOrFirst(String key, String meaning) {
        return new Setting<>(
                key,
                "",
                "empty or a day such as " + Iso.day(20_000),
                meaning,
                text ->
                        text.isEmpty()
                                ? Optional.of(0)
                                : parse(text, LocalDate::parse)
                                        .filter(day -> Iso.isYear(day.getYear()))
                                        .map(day -> (int) day.toEpochDay()));
    }

    static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, String meaning) {
        E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
        return new Setting<>(
                key,
                spelled(defaultValue),
                "one of "
                        + Arrays.stream(constants)
                                .map(Setting::spelled)
                                .collect(Collectors.joining(", ")),
                meaning,
                text -> Arrays.stream(constants).filter(c -> spelled(c).equals(text)).findFirst());
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <V> Optional<V> parse(String text, Function<String, V> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

package io.restock.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every key there is, whatever keys will be added. */
class KeysTest {
    private static final String BROKER = "kafka.bootstrap.servers=broker:9092";
    private static final Pattern RANGE = Pattern.compile("(\\S+) … (\\S+)$");

    static Stream<Setting<?>> keys() {
        return Keys.all().stream();
    }

    static Stream<String> keysAndWrongValues() {
        return keys().flatMap(setting -> wrong(setting).map(value -> setting.key() + '=' + value));
    }

    static Stream<String> keysAndTheirBounds() {
        return keys().flatMap(setting -> bounds(setting).map(value -> setting.key() + '=' + value));
    }

    @Test
    void listsEveryKeyOnce() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Field field : Keys.class.getFields()) {
            declared.add(field.get(null));
        }

        assertThat(declared).doesNotHaveDuplicates().containsExactlyElementsOf(Keys.all());
        assertThat(Keys.all()).extracting(Setting::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isNamedAndDocumentedAlike(Setting<?> setting) {
        assertThat(setting.key()).matches("[a-z]+(\\.[a-z]+(-[a-z]+)*)+");
        assertThat(setting.meaning()).matches("[A-Z].*[.…]").doesNotContain("|", "\n");
        assertThat(setting.choices()).isNotBlank().doesNotEndWith(".");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsItsDefaultAsIfItHadBeenGiven(Setting<?> setting) {
        String text = setting.defaultText();
        if (text == null) {
            assertThatThrownBy(() -> Settings.load(null, List.of()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessage(
                            "The setting %s (missing) must be %s.",
                            setting.key(), setting.choices());
        } else {
            assertThat(load(setting.key() + '=' + text).get(setting))
                    .isEqualTo(load(BROKER).get(setting));
        }
    }

    @ParameterizedTest
    @MethodSource("keysAndWrongValues")
    void namesTheKeyTheValueAndTheChoices(String override) {
        int equals = override.indexOf('=');
        String key = override.substring(0, equals);
        Setting<?> setting = keys().filter(s -> s.key().equals(key)).findFirst().orElseThrow();

        assertThatThrownBy(() -> load(override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "The setting %s (%s) must be %s.",
                        key, override.substring(equals + 1), setting.choices());
    }

    @ParameterizedTest
    @MethodSource("keysAndTheirBounds")
    void takesItsOwnBounds(String override) {
        String key = override.substring(0, override.indexOf('='));

        // Some must also fit to each other; then the complaint is of them, not of the choices.
        try {
            load(override);
        } catch (SettingsException together) {
            assertThat(together).hasMessageMatching("The setting .* must be (at most|above) .*");
            assertThat(together).hasMessageContaining(key);
        }
    }

    /** Values that its own description rules out. */
    private static Stream<String> wrong(Setting<?> setting) {
        String choices = setting.choices();
        if (setting.defaultText() == null) {
            return Stream.of("", "  ".strip());
        }
        if (choices.equals("text")) {
            return Stream.of();
        }
        if (choices.startsWith("one of ")) {
            String first = choices.substring("one of ".length()).split(", ")[0];
            return Stream.of("", "nothing", first.toUpperCase(Locale.ROOT), first + " x");
        }
        if (choices.startsWith("text that matches ")) {
            return Stream.of("a b", "x".repeat(201));
        }
        if (choices.startsWith("an ISO-8601 duration")) {
            return Stream.of("", "5", "5 min", "1h", "-PT1S", "P36500DT1S", "P99999999999D", "PT");
        }
        if (choices.startsWith("empty or a day")) {
            return Stream.of("tomorrow", "2024-02-30", "04.10.2024", "1969-12-31", "20000");
        }
        if (choices.startsWith("empty or names")) {
            return Stream.of("a b", "a,", ",a", "a,a", "a.b", "a,b c");
        }
        if (choices.equals("a whole number")) {
            return Stream.of("", "x", "1.5", "9223372036854775808");
        }
        Matcher range = RANGE.matcher(choices);
        assertThat(range.find()).as(choices).isTrue();
        double min = Double.parseDouble(range.group(1));
        double max = Double.parseDouble(range.group(2));
        return choices.startsWith("a whole number")
                ? Stream.of("", "x", "1.5", "1e3", "99999999999", whole(min - 1), whole(max + 1))
                : Stream.of("", "x", "NaN", "Infinity", "" + (min - 1), "" + (max + 1));
    }

    private static Stream<String> bounds(Setting<?> setting) {
        Matcher range = RANGE.matcher(setting.choices());
        return range.find() ? Stream.of(range.group(1), range.group(2)) : Stream.of();
    }

    private static String whole(double value) {
        return Long.toString((long) value);
    }

    private static Settings load(String override) {
        return Settings.load(
                null,
                Objects.equals(override, BROKER) ? List.of(BROKER) : List.of(BROKER, override));
    }
}

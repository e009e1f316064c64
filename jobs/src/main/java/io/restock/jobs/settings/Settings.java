package io.restock.jobs.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an installation: a properties file, then overrides, then defaults. They are
 * checked as a whole when they are made, so that a job with a wrong setting does not start. Secrets
 * never appear in {@link #toString} nor in an error.
 */
public final class Settings {
    private static final String KAFKA = "kafka.";
    private static final String CONSUMER = "kafka.consumer.";
    private static final String LINGER = "linger.ms";
    private static final String PRODUCER = "kafka.producer.";

    /** What the jobs rely on to lose nothing and say nothing twice. */
    private static final Set<String> OURS =
            Set.of(
                    "group.id",
                    "isolation.level",
                    "enable.auto.commit",
                    "auto.offset.reset",
                    "transactional.id",
                    "transaction.timeout.ms",
                    "enable.idempotence",
                    "acks",
                    "key.serializer",
                    "value.serializer",
                    "key.deserializer",
                    "value.deserializer");

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|keystore\\.key|private");

    private final Map<String, String> given;
    private final Map<String, Object> values;

    private Settings(Map<String, String> given) {
        this.given = new TreeMap<>(given);
        this.values = check(this.given);
    }

    /**
     * Settings of a file and overrides.
     *
     * @param file properties in UTF-8; null for none
     * @param overrides {@code key=value} each, stronger than the file
     * @throws SettingsException naming every key that is unknown and every value that is not
     *     allowed
     */
    public static Settings load(@Nullable Path file, List<String> overrides) {
        Map<String, String> given = new HashMap<>();
        if (file != null) {
            read(file).forEach((key, value) -> given.put(key.toString(), value.toString()));
        }
        for (int i = 0; i < overrides.size(); i++) {
            String override = overrides.get(i);
            int equals = override.indexOf('=');
            if (equals < 1) {
                // It may be a secret whose key was lost, so only its place is told.
                throw new SettingsException(
                        List.of("The override number " + (i + 1) + " must be key=value."));
            }
            given.put(
                    override.substring(0, equals).strip(), override.substring(equals + 1).strip());
        }
        return new Settings(given);
    }

    /** Settings of a map. */
    public static Settings of(Map<String, String> given) {
        return new Settings(given);
    }

    /** Settings of a job's arguments: {@code [--settings FILE] [--set key=value]…}. */
    public static Settings ofArguments(String[] args) {
        Path file = null;
        List<String> overrides = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            boolean known = args[i].equals("--settings") || args[i].equals("--set");
            if (!known || i + 1 == args.length) {
                throw new SettingsException(
                        List.of(
                                "The argument "
                                        + shownArgument(args[i], i)
                                        + " must be one of --settings FILE, --set key=value."));
            }
            if (args[i].equals("--set")) {
                overrides.add(args[i + 1]);
            } else {
                file = Path.of(args[i + 1]);
            }
        }
        return load(file, overrides);
    }

    /** These settings with one of them changed. */
    public Settings with(String key, String value) {
        Map<String, String> changed = new HashMap<>(given);
        changed.put(key, value);
        return new Settings(changed);
    }

    /** The value of a setting. */
    @SuppressWarnings("unchecked") // check() stored what the setting itself has read
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.key());
        if (value == null) {
            throw new IllegalStateException(
                    "The setting " + setting.key() + " must be in Keys.all().");
        }
        return (T) value;
    }

    /** What every consumer is given. */
    public Properties consumer() {
        Properties properties = kafka(CONSUMER);
        properties.setProperty("isolation.level", "read_committed");
        return properties;
    }

    /** What every producer is given. */
    public Properties producer() {
        Properties properties = kafka(PRODUCER);
        properties.setProperty(LINGER, Long.toString(get(Keys.SINK_LINGER).toMillis()));
        return properties;
    }

    /** What an admin client is given. */
    public Properties admin() {
        return kafka(KAFKA);
    }

    private Properties kafka(String special) {
        Properties properties = new Properties();
        given.forEach(
                (key, value) -> {
                    boolean common =
                            key.startsWith(KAFKA)
                                    && !key.startsWith(CONSUMER)
                                    && !key.startsWith(PRODUCER);
                    if (common) {
                        properties.putIfAbsent(key.substring(KAFKA.length()), value);
                    }
                });
        if (!special.equals(KAFKA)) {
            given.forEach(
                    (key, value) -> {
                        if (key.startsWith(special)) {
                            properties.put(key.substring(special.length()), value);
                        }
                    });
        }
        return properties;
    }

    /** The given settings as arguments of a job's main, secrets as they are. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        given.forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        return arguments;
    }

    /** The given settings, one a line, secrets masked. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        given.forEach(
                (key, value) ->
                        text.append(key).append('=').append(shown(key, value)).append('\n'));
        return text.toString();
    }

    private static Map<String, Object> check(Map<String, String> given) {
        List<String> complaints = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (Setting<?> setting : Keys.all()) {
            String text = given.getOrDefault(setting.key(), setting.defaultText());
            Object value = text == null ? null : setting.read(text).orElse(null);
            if (value == null) {
                complaints.add(
                        "The setting "
                                + setting.key()
                                + " ("
                                + (text == null ? "missing" : shown(setting.key(), text))
                                + ") must be "
                                + setting.choices()
                                + ".");
            } else {
                values.put(setting.key(), value);
            }
        }
        given.keySet().forEach(key -> checkKey(key, given.get(key), values, complaints));
        if (complaints.isEmpty()) {
            checkTogether(values, complaints);
        }
        if (!complaints.isEmpty()) {
            throw new SettingsException(complaints);
        }
        return values;
    }

    private static void checkKey(
            String key,
            @Nullable String value,
            Map<String, Object> values,
            List<String> complaints) {
        if (values.containsKey(key) || Keys.all().stream().anyMatch(s -> s.key().equals(key))) {
            return;
        }
        if (key.startsWith(KAFKA)) {
            String handed = key.replaceFirst("^kafka\\.((consumer|producer)\\.)?", "");
            if (handed.equals(LINGER)) {
                complaints.add(
                        "The setting "
                                + key
                                + " must be left out: "
                                + Keys.SINK_LINGER.key()
                                + " says how long producers wait.");
            }
            if (OURS.contains(handed)) {
                complaints.add(
                        "The setting "
                                + key
                                + " must be left out: the jobs set "
                                + handed
                                + " themselves, to lose nothing and say nothing twice.");
            }
            return;
        }
        complaints.add(
                "The setting "
                        + key
                        + " ("
                        + shown(key, value == null ? "" : value)
                        + ") must be one of docs/settings.md. Maybe "
                        + ClosestKey.to(key)
                        + " is meant.");
    }

    private static void checkTogether(Map<String, Object> values, List<String> complaints) {
        Integer expected = (Integer) values.get(Keys.FORECAST_EXPECTED_DAYS.key());
        Integer retire = (Integer) values.get(Keys.DEMAND_RETIRE_DAYS.key());
        if (expected != null && retire != null && expected > retire) {
            complaints.add(
                    "The setting "
                            + Keys.FORECAST_EXPECTED_DAYS.key()
                            + " ("
                            + expected
                            + ") must be at most "
                            + Keys.DEMAND_RETIRE_DAYS.key()
                            + " ("
                            + retire
                            + "), or reviews wait for forecasts that nobody makes.");
        }
        Duration interval = (Duration) values.get(Keys.CHECKPOINT_INTERVAL.key());
        Duration timeout = (Duration) values.get(Keys.TRANSACTION_TIMEOUT.key());
        if (interval != null && timeout != null && timeout.compareTo(interval) <= 0) {
            complaints.add(
                    "The setting "
                            + Keys.TRANSACTION_TIMEOUT.key()
                            + " ("
                            + timeout
                            + ") must be above "
                            + Keys.CHECKPOINT_INTERVAL.key()
                            + " ("
                            + interval
                            + ") plus the longest restart.");
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new SettingsException(
                    List.of("The settings file (" + file + ") must be a file that can be read."));
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new SettingsException(
                    List.of("The settings file (" + file + ") must be in UTF-8."));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    List.of(
                            "The settings file ("
                                    + file
                                    + ") must have four hexadecimal digits after each \\u. Maybe a path has single backslashes."));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the settings file " + file + " failed.", e);
        }
        return properties;
    }

    /** Only its name: what follows may be a secret, and so may an argument without a name. */
    private static String shownArgument(String argument, int index) {
        return argument.startsWith("--")
                ? '(' + argument.replaceFirst("(?s)=.*", "=…") + ')'
                : "number " + (index + 1);
    }

    private static String shown(String key, String value) {
        boolean secret =
                SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()
                        || SECRET.matcher(value.toLowerCase(Locale.ROOT)).find();
        return secret ? "****" : value;
    }
}

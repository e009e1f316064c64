package io.restock.jobs.settings;

import java.util.List;

/** Settings that cannot be worked with; the message names every key, its value and the choices. */
public final class SettingsException extends IllegalArgumentException {
    SettingsException(List<String> complaints) {
        super(String.join(System.lineSeparator(), complaints));
    }
}

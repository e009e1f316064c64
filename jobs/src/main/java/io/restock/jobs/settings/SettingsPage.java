package io.restock.jobs.settings;

/** The documentation of all settings as Markdown: {@code docs/settings.md}. */
public final class SettingsPage {
    private SettingsPage() {}

    /** The page. */
    public static String markdown() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Settings

                        One properties file in UTF-8 (`--settings FILE`), then overrides (`--set key=value`, as many as
                        you like), then the defaults below. A job checks them all before it starts and names every key
                        that is wrong. Passwords and keys are never printed or logged.

                        Generated from `io.restock.jobs.settings.Keys`; a test fails when the two differ.

                        | key | default | value | meaning |
                        |---|---|---|---|
                        """);
        for (Setting<?> setting : Keys.all()) {
            page.append("| `").append(setting.key()).append("` | ");
            String text = setting.defaultText();
            page.append(
                    text == null ? "**required**" : text.isEmpty() ? "empty" : '`' + text + '`');
            page.append(" | ").append(setting.choices().replace("|", "\\|"));
            page.append(" | ").append(setting.meaning()).append(" |\n");
        }
        return page.toString();
    }
}

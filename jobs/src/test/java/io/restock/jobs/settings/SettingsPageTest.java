package io.restock.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    @Test
    void documentationSaysEverySettingAsItIs() throws IOException {
        assertThat(PAGE)
                .as("write it anew with -Drestock.write=true")
                .hasContent(SettingsPage.markdown());
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesTheDocumentation() throws IOException {
        Files.writeString(PAGE, SettingsPage.markdown());
    }
}

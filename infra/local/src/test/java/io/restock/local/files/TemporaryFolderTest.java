package io.restock.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @Test
    void isThereUntilItIsClosedAndTakesAllInItAlong() throws Exception {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create("restock-test-")) {
            path = folder.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c.txt"), "c");
            assertThat(path).isDirectory();
            assertThat(path.getFileName().toString()).startsWith("restock-test-");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void leavesAloneWhatALinkInItNames(@TempDir Path elsewhere) throws Exception {
        Path kept = Files.writeString(elsewhere.resolve("kept.txt"), "kept");
        try (TemporaryFolder folder = TemporaryFolder.create("restock-test-")) {
            Files.createSymbolicLink(folder.path().resolve("link"), elsewhere);
        }
        assertThat(kept).hasContent("kept");
    }

    @Test
    void closesTwiceWithoutComplaint() {
        TemporaryFolder folder = TemporaryFolder.create("restock-test-");
        folder.close();
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }
}

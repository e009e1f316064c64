package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneBackendTest {
    @TempDir Path folder;

    @Test
    void showsOneBackendOfTwoAndEverythingElse() throws Exception {
        URL cpu = classPath("cpu", "# a comment\n\norg.example.Cpu\n");
        URL cuda = classPath("cuda", "org.example.Cuda");
        try (URLClassLoader both = new URLClassLoader(new URL[] {cuda, cpu}, null)) {
            assertThat(Collections.list(both.getResources(OneBackend.SERVICE))).hasSize(2);

            assertThat(folders(both, "org.example.Cpu", OneBackend.SERVICE)).containsExactly("cpu");
            assertThat(folders(both, "org.example.Cuda", OneBackend.SERVICE))
                    .containsExactly("cuda");
            assertThat(folders(both, "org.example.Cpu", "other.txt"))
                    .containsExactly("cuda", "cpu");
        }
    }

    private URL classPath(String name, String service) throws IOException {
        Path file = folder.resolve(name).resolve(OneBackend.SERVICE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, service);
        Files.writeString(folder.resolve(name).resolve("other.txt"), "");
        return folder.resolve(name).toUri().toURL();
    }

    private List<String> folders(ClassLoader both, String backend, String resource)
            throws Exception {
        List<String> found = new ArrayList<>();
        for (URL url : Collections.list(new OneBackend(both, backend).getResources(resource))) {
            found.add(folder.relativize(Path.of(url.toURI())).getName(0).toString());
        }
        return found;
    }
}

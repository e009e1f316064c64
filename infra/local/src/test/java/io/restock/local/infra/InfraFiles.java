package io.restock.local.infra;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files beside the code by which an installation is run. */
final class InfraFiles {
    /** Where they are. */
    static final Path FOLDER = Path.of("..");

    private InfraFiles() {}

    /** All documents of a YAML file. */
    @SuppressWarnings("unchecked") // all of ours are mappings
    static List<Map<String, Object>> documents(Path file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            yaml().loadAll(reader).forEach(each -> documents.add((Map<String, Object>) each));
        }
        return documents;
    }

    /** Several names in a YAML mapping are a mistake, not an override. */
    static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    /** What is at a path of names; fails where there is nothing. */
    static Object at(Object document, String... path) {
        Object here = document;
        for (String name : path) {
            if (!(here instanceof Map<?, ?> map) || !map.containsKey(name)) {
                throw new AssertionError(
                        "There must be a %s in %s.".formatted(String.join(".", path), document));
            }
            here = map.get(name);
        }
        return here;
    }
}

package io.restock.operators.forecast;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Shows ND4J one of the backends on the class path: left to itself it takes CUDA before the CPU,
 * and its priorities can only be set in the environment.
 */
final class OneBackend extends ClassLoader {
    static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    private final String backend;

    /**
     * @param parent finds the classes
     * @param backend name of the class that is shown
     */
    OneBackend(ClassLoader parent, String backend) {
        super(parent);
        this.backend = backend;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> all = super.getResources(name);
        return name.equals(SERVICE)
                ? Collections.enumeration(
                        Collections.list(all).stream().filter(this::shows).toList())
                : all;
    }

    private boolean shows(URL service) {
        try (InputStream in = service.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .anyMatch(line -> line.trim().equals(backend));
        } catch (IOException e) {
            throw new UncheckedIOException(service + " cannot be read.", e);
        }
    }
}

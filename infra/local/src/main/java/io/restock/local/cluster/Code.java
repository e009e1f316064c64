package io.restock.local.cluster;

import io.restock.domain.PurchaseOrder;
import io.restock.jobs.ForecastJob;
import io.restock.operators.coordination.GroupState;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What this JVM runs from, parted as for a deployment: Flink and native code into the processes'
 * class path, our code and what Flink lacks into a jar. {@code jobs/pom.xml} parts them the same
 * way for the jar that is released.
 */
final class Code {
    private static final Pattern IN_JAR =
            Pattern.compile(
                    "(flink-connector-kafka|kafka-clients|zstd-jni|lz4-java|snappy-java|jackson-(core|databind|annotations|datatype-.*)|jenetics|commons-(lang3|numbers-.*|rng-.*|statistics-.*)|staedi|ph-.*|jaxb-.*|txw2|istack-.*|angus-activation|jakarta\\.(activation|xml\\.bind)-api)-[0-9].*\\.jar");

    /** For the embedded broker and the command line. */
    private static final Pattern IN_NEITHER =
            Pattern.compile(
                    "(kafka|scala|picocli|progressbar|jline|junit|flink-(test|table)|.*-tests\\.jar).*");

    private Code() {}

    /** Class path of Flink's processes. */
    static String classPathOfFlink() {
        Set<Path> own = own();
        return entries().stream()
                .filter(entry -> !Files.isDirectory(entry) && !own.contains(entry))
                .filter(entry -> !ours(entry))
                .filter(entry -> !matches(IN_NEITHER, entry))
                .filter(entry -> !matches(IN_JAR, entry) || name(entry).startsWith("commons-lang3"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Packs the code this JVM runs from.
     *
     * @return a jar in the folder, named by its content
     */
    static Path pack(Path folder) {
        CRC32 content = new CRC32();
        try {
            Path fresh = Files.createTempFile(folder, "jobs-", ".tmp");
            try (OutputStream file = Files.newOutputStream(fresh);
                    ZipOutputStream jar =
                            new ZipOutputStream(new CheckedOutputStream(file, content))) {
                jar.setLevel(Deflater.BEST_SPEED);
                Set<String> written = new LinkedHashSet<>();
                for (Path entry : own()) {
                    if (Files.isDirectory(entry)) {
                        addFolder(entry, jar, written);
                    } else {
                        addJar(entry, jar, written);
                    }
                }
                // Flink unpacks the jars of this folder of a jar.
                for (Path entry : entries()) {
                    if (matches(IN_JAR, entry)) {
                        add("lib/" + name(entry), Files.readAllBytes(entry), jar, written);
                    }
                }
            }
            Path named = folder.resolve("jobs-%08x.jar".formatted(content.getValue()));
            Files.move(fresh, named, StandardCopyOption.REPLACE_EXISTING);
            return named;
        } catch (IOException e) {
            throw new UncheckedIOException("The code cannot be packed into " + folder + ".", e);
        }
    }

    /** Copies a jar, so that it stays as it is whatever becomes of the original. */
    static Path keep(Path jar, Path folder) {
        if (!Files.isReadable(jar) || Files.isDirectory(jar)) {
            throw new IllegalArgumentException(
                    "The --jar (%s) must be a file that can be read.".formatted(jar));
        }
        Path absolute = jar.toAbsolutePath().normalize();
        if (absolute.startsWith(folder)) {
            return absolute;
        }
        try {
            byte[] bytes = Files.readAllBytes(jar);
            CRC32 content = new CRC32();
            content.update(bytes);
            String name = name(jar).replaceAll("\\.jar$", "");
            Path kept = folder.resolve("%s-%08x.jar".formatted(name, content.getValue()));
            Files.write(kept, bytes);
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("The --jar " + jar + " cannot be copied.", e);
        }
    }

    private static void addFolder(Path root, ZipOutputStream jar, Set<String> written)
            throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                add(name, Files.readAllBytes(file), jar, written);
            }
        }
    }

    private static void addJar(Path path, ZipOutputStream jar, Set<String> written)
            throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                if (!entry.isDirectory()) {
                    try (InputStream bytes = zip.getInputStream(entry)) {
                        add(entry.getName(), bytes.readAllBytes(), jar, written);
                    }
                }
            }
        }
    }

    private static void add(String name, byte[] bytes, ZipOutputStream jar, Set<String> written)
            throws IOException {
        // Names of builds, which say nothing.
        if (name.startsWith("META-INF/maven") || name.equals("META-INF/MANIFEST.MF")) {
            return;
        }
        if (written.add(name)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(bytes);
            jar.closeEntry();
        }
    }

    /** The three modules that a job is made of. */
    private static Set<Path> own() {
        Set<Path> own = new LinkedHashSet<>();
        for (Class<?> part : List.of(PurchaseOrder.class, GroupState.class, ForecastJob.class)) {
            own.add(source(part));
        }
        return own;
    }

    /** Whether it is this module, as a jar. */
    private static boolean ours(Path entry) {
        return entry.equals(source(Code.class));
    }

    private static Path source(Class<?> part) {
        try {
            return Path.of(
                    Objects.requireNonNull(part.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of " + part + " is no file.", e);
        }
    }

    private static List<Path> entries() {
        List<Path> entries = new ArrayList<>();
        for (String entry :
                System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        return entries;
    }

    private static boolean matches(Pattern pattern, Path entry) {
        return pattern.matcher(name(entry)).matches();
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}

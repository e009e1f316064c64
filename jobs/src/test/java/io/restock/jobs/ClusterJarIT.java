package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that goes to a cluster, as the build has made it. */
class ClusterJarIT {
    private static final String KAFKA_SOURCE =
            "org/apache/flink/connector/kafka/source/KafkaSource.class";

    @Test
    void holdsTheJobsAndWhatFlinkLacks() throws IOException {
        assertThat(entries())
                .contains(
                        "io/restock/jobs/ForecastJob.class",
                        "io/restock/jobs/CoordinationJob.class",
                        "io/restock/jobs/DocumentsJob.class",
                        "io/xlate/edi/stream/EDIStreamReader.class",
                        "com/helger/ubl21/UBL21Marshaller.class",
                        "org/glassfish/jaxb/runtime/v2/ContextFactory.class",
                        "io/restock/operators/demand/DemandOperator.class",
                        "io/restock/optimizer/Optimizer.class",
                        "io/restock/domain/Sale.class",
                        KAFKA_SOURCE,
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "com/fasterxml/jackson/databind/ObjectMapper.class",
                        "io/jenetics/Genotype.class");
    }

    @Test
    void leavesFlinkAndNativeMathsToTheCluster() throws IOException {
        assertThat(entries())
                .noneMatch(
                        name ->
                                name.startsWith("org/nd4j/")
                                        || name.startsWith("org/deeplearning4j/")
                                        || name.startsWith("org/datavec/")
                                        || name.startsWith("org/bytedeco/")
                                        || name.startsWith("org/apache/flink/streaming/api/")
                                        || name.startsWith("org/apache/flink/streaming/runtime/")
                                        || name.startsWith("org/apache/flink/runtime/")
                                        || name.startsWith("org/apache/flink/api/")
                                        || name.startsWith("org/apache/flink/connector/base/")
                                        || name.startsWith("org/slf4j/")
                                        || name.startsWith("org/apache/logging/"));
    }

    @Test
    void mergesServiceFiles() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            ZipEntry factories =
                    jar.getEntry("META-INF/services/org.apache.flink.table.factories.Factory");
            ZipEntry json =
                    jar.getEntry("META-INF/services/com.fasterxml.jackson.core.JsonFactory");

            assertThat(read(jar, json)).contains("com.fasterxml.jackson.core.JsonFactory");
            assertThat(read(jar, factories)).contains("KafkaDynamicTableFactory");
        }
    }

    private static String read(JarFile jar, ZipEntry entry) throws IOException {
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-cluster.jar"))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new AssertionError(
                                            "No *-cluster.jar in target: `mvn package` makes it."));
        }
    }
}

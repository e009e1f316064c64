package io.restock.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster keeps in its folder, and what it refuses before it starts a process. */
class ClusterFolderTest {
    @TempDir private Path folder;

    @Test
    void deploymentIsReadAsItWasWritten() {
        ClusterFolder cluster = new ClusterFolder(folder);
        cluster.make();
        Deployment made =
                new Deployment(
                        ClusterJob.COORDINATION,
                        "84bf51a48c37e4512bf0d8276444079b",
                        Path.of("jobs-1.jar"),
                        List.of(
                                "--set",
                                "kafka.sasl.jaas.config=a b=\"c\\d\";\nnext",
                                "--set",
                                "ä=ü"),
                        3,
                        "file:/savepoints/one",
                        "");

        made.write(cluster);
        made.stoppedWith("file:/savepoints/two").write(cluster);

        assertThat(Deployment.read(cluster, ClusterJob.COORDINATION))
                .contains(made.stoppedWith("file:/savepoints/two"));
        assertThat(Deployment.read(cluster, ClusterJob.FORECAST)).isEmpty();
    }

    @Test
    void nobodyElseMayLookIntoTheFolder() throws IOException {
        new ClusterFolder(folder.resolve("cluster")).make();

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("cluster"))))
                .isEqualTo("rwx------");
    }

    @Test
    void folderThatWasThereStaysAsOpenAsItWasAndWhatIsMadeInItIsClosed() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));

        ClusterFolder cluster = new ClusterFolder(there);
        cluster.make();

        assertThat(permissions(there)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(cluster.configuration())).isEqualTo("rwx------");
        assertThat(permissions(cluster.jobs())).isEqualTo("rwx------");
    }

    private static String permissions(Path of) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }

    @Test
    void jobThatOthersStoppedGoesOnFromTheirSavepoint() throws IOException {
        ClusterFolder folderOf = new ClusterFolder(folder);
        folderOf.make();
        Files.createFile(folderOf.configuration().resolve("config.yaml"));
        Cluster cluster = Cluster.at(folder);
        Deployment made = deployment();
        made.write(folderOf);

        archive(folderOf, made.flinkId(), "CANCELED", "file:/savepoints/early");
        assertThat(cluster.lastState(ClusterJob.COORDINATION))
                .as("it never had a checkpoint")
                .isEqualTo("file:/savepoints/one");
        archive(folderOf, made.flinkId(), "FINISHED", "file:/savepoints/theirs");
        assertThat(cluster.lastState(ClusterJob.COORDINATION)).isEqualTo("file:/savepoints/theirs");
        assertThat(cluster.stoppedWith(ClusterJob.COORDINATION))
                .as("recover leaves it alone")
                .isEqualTo("file:/savepoints/theirs");
        archive(folderOf, made.flinkId(), "FINISHED", "");
        assertThatThrownBy(() -> cluster.lastState(ClusterJob.COORDINATION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has finished without a savepoint")
                .hasMessageContaining("--from");

        made.stoppedWith("file:/savepoints/two").write(folderOf);
        assertThat(cluster.lastState(ClusterJob.COORDINATION)).isEqualTo("file:/savepoints/two");
    }

    private static Deployment deployment() {
        return new Deployment(
                ClusterJob.COORDINATION,
                "84bf51a48c37e4512bf0d8276444079b",
                Path.of("jobs-1.jar"),
                List.of("--set", "kafka.bootstrap.servers=none:9092"),
                1,
                "file:/savepoints/one",
                "");
    }

    /** As Flink writes it. */
    private static void archive(ClusterFolder folder, String id, String state, String savepoint)
            throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode archive = json.createObjectNode();
        ArrayNode pages = archive.putArray("archive");
        ObjectNode checkpoints = json.createObjectNode();
        if (!savepoint.isEmpty()) {
            checkpoints.putObject("latest").putObject("savepoint").put("external_path", savepoint);
        }
        pages.addObject()
                .put("path", "/jobs/" + id + "/checkpoints")
                .put("json", checkpoints.toString());
        pages.addObject()
                .put("path", "/jobs/" + id)
                .put("json", json.createObjectNode().put("state", state).toString());
        Path jobs = folder.archive().resolve("0").resolve("applications").resolve(id);
        Files.createDirectories(jobs.resolve("jobs"));
        json.writeValue(jobs.resolve("jobs").resolve(id).toFile(), archive);
    }

    @Test
    void jarOfTheFolderIsKnownFromEverywhere() throws IOException {
        Path jar = Files.createFile(folder.resolve("jobs.jar"));
        Path relative = Path.of("").toAbsolutePath().relativize(jar);

        assertThat(Code.keep(relative, folder)).isEqualTo(jar).isAbsolute();
    }

    @Test
    void lastCheckpointIsTheNewestThatIsComplete() throws IOException {
        for (String complete : List.of("chk-9", "chk-10")) {
            Files.createDirectories(folder.resolve(complete));
            Files.createFile(folder.resolve(complete).resolve("_metadata"));
        }
        Files.createDirectories(folder.resolve("chk-11"));
        Files.createDirectories(folder.resolve("shared"));

        assertThat(Checkpoints.last(folder)).contains(folder.resolve("chk-10"));
        assertThat(Checkpoints.last(folder.resolve("none"))).isEmpty();
    }

    @Test
    void packedCodeHoldsTheJobsAndWhatFlinkLacksOnly() throws IOException {
        Path jar = Code.pack(folder);

        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> names = zip.stream().map(e -> e.getName()).toList();
            assertThat(names)
                    .contains(
                            "io/restock/jobs/ForecastJob.class",
                            "io/restock/jobs/DocumentsJob.class",
                            "io/restock/operators/coordination/GroupState.class",
                            "io/restock/optimizer/Problem.class")
                    .anyMatch(name -> name.matches("lib/kafka-clients-.*\\.jar"))
                    .anyMatch(name -> name.matches("lib/flink-connector-kafka-.*\\.jar"))
                    .anyMatch(name -> name.matches("lib/jenetics-.*\\.jar"))
                    .anyMatch(name -> name.matches("lib/staedi-.*\\.jar"))
                    .anyMatch(name -> name.matches("lib/ph-ubl21-.*\\.jar"))
                    .anyMatch(name -> name.matches("lib/jaxb-runtime-.*\\.jar"))
                    .noneMatch(name -> name.startsWith("io/restock/local"))
                    .noneMatch(name -> name.matches("lib/(nd4j|flink-core|kafka_|scala).*"));
        }
        assertThat(Code.pack(folder)).as("the same code, the same name").isEqualTo(jar);
        assertThat(Code.classPathOfFlink())
                .contains("flink-runtime-", "nd4j-native-", "flink-statebackend-rocksdb-")
                .doesNotContain("kafka-clients", "jenetics", "scala-library", "picocli")
                .doesNotContain("staedi", "ph-ubl21", "jaxb-", "jakarta.");
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClusterOptions options = new ClusterOptions(taken.getLocalPort(), 1, 1, 1024, Map.of());

            assertThatThrownBy(() -> Cluster.start(folder.resolve("c"), options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("The --port (" + taken.getLocalPort() + ") is taken");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void folderWithoutClusterIsNamed() {
        assertThatThrownBy(() -> Cluster.at(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No cluster was started in " + folder);
    }

    @Test
    void refusedJobSaysItsReasonWithoutPlacesInTheCode() {
        String said =
                """
                ------------------------------------------------------------
                 The program finished with the following exception:

                org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: The setting a
                \tat org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:1)
                Caused by: io.restock.jobs.settings.SettingsException: The setting a (b) must be c.
                The setting d (e) must be f.
                \tat io.restock.jobs.settings.Settings.<init>(Settings.java:1)
                \t... 9 more
                """;

        assertThat(FlinkRun.reason(said))
                .isEqualTo("The setting a (b) must be c.\nThe setting d (e) must be f.");
    }
}

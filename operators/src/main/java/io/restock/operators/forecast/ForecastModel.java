package io.restock.operators.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.trees.BoostedTrees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A trained model and what must be known to serve it. Its folder holds DL4J's networks ({@code
 * network-1.zip}, …), {@code trends.bin}, {@code prior.bin}, {@code trees.bin} where it has trees,
 * and {@code manifest.json}.
 */
public final class ForecastModel {
    private static final String NETWORK = "network-%d.zip";
    private static final String TRENDS = "trends.bin";
    private static final String TREES = "trees.bin";
    private static final String PRIOR = "prior.bin";
    private static final String MANIFEST = "manifest.json";
    private static final int VERSION_DIGITS = 12;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<ComputationGraph> networks;
    private final GroupTrends trends;
    private final @Nullable BoostedTrees trees;
    private final LaunchPrior prior;
    private final ModelManifest manifest;

    ForecastModel(
            List<ComputationGraph> networks,
            GroupTrends trends,
            @Nullable BoostedTrees trees,
            LaunchPrior prior,
            ModelManifest manifest) {
        this.networks = networks;
        this.trends = trends;
        this.trees = trees;
        this.prior = prior;
        this.manifest = manifest;
    }

    /**
     * Reads a model from a folder that {@link #save} wrote.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it is not a model of this version's form
     */
    public static ForecastModel load(Path directory) {
        Path file = directory.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "The model folder (%s) has no %s. Maybe `train --model` has not written it yet."
                            .formatted(directory, MANIFEST));
        }
        NativeBackend.use();
        try {
            int format = JSON.readTree(file.toFile()).path("format").asInt();
            require(directory, "format", format, ModelManifest.FORMAT);
            ModelManifest manifest = JSON.readValue(file.toFile(), ModelManifest.class);
            require(directory, "features", manifest.features(), FeatureEncoder.VERSION);
            List<ComputationGraph> networks = new ArrayList<>();
            for (int member = 1; member <= manifest.members(); member++) {
                File zip = directory.resolve(NETWORK.formatted(member)).toFile();
                networks.add(ModelSerializer.restoreComputationGraph(zip, false));
            }
            GroupTrends trends = readTrends(directory.resolve(TRENDS));
            BoostedTrees trees = manifest.trees() == 0 ? null : readTrees(directory.resolve(TREES));
            LaunchPrior prior = readPrior(directory.resolve(PRIOR));
            String version =
                    version(
                            networks,
                            trends,
                            trees,
                            manifest.treeWeight(),
                            prior,
                            manifest.scalers());
            if (!version.equals(manifest.version())) {
                throw new IllegalArgumentException(
                        "The weights of %s are %s, but its manifest says %s. Train it again."
                                .formatted(directory, version, manifest.version()));
            }
            return new ForecastModel(networks, trends, trees, prior, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model in %s cannot be read.".formatted(directory), e);
        }
    }

    private static void require(Path directory, String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    "The %s (%d) of the model in %s must be %d. Train it again with this version."
                            .formatted(name, found, directory, expected));
        }
    }

    /** Writes the model into a folder, which is made where it is missing. */
    public void save(Path directory) {
        try {
            Files.createDirectories(directory);
            for (int member = 0; member < networks.size(); member++) {
                File zip = directory.resolve(NETWORK.formatted(member + 1)).toFile();
                ModelSerializer.writeModel(networks.get(member), zip, false);
            }
            Files.write(directory.resolve(TRENDS), bytes(trends));
            Files.write(directory.resolve(PRIOR), bytes(prior));
            if (trees == null) {
                Files.deleteIfExists(directory.resolve(TREES)); // of an earlier model
            } else {
                Files.write(directory.resolve(TREES), bytes(trees));
            }
            JSON.writeValue(directory.resolve(MANIFEST).toFile(), manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model cannot be written into %s.".formatted(directory), e);
        }
    }

    /** Identity of the weights: equal models have equal versions. */
    public String version() {
        return manifest.version();
    }

    /** Days the model can forecast. */
    public int horizon() {
        return manifest.horizon();
    }

    /** What is known of the model besides its weights. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** Makes of series what engines are asked with. */
    public SeriesEncoder seriesEncoder() {
        return new SeriesEncoder(this);
    }

    FeatureEncoder encoder() {
        return new FeatureEncoder(manifest.scalers(), trends, manifest.horizon());
    }

    /** Whether it has trees beside its networks. */
    public boolean hasTrees() {
        return trees != null;
    }

    /** The trees beside the networks. */
    @Nullable BoostedTrees trees() {
        return trees;
    }

    /** What stands in for series of which the networks know too little. */
    public LaunchPrior prior() {
        return prior;
    }

    /**
     * The same with another weight of its trees, to see what its parts say; not to be saved.
     *
     * @param weight 0 = the networks alone … 1 = the trees' medians
     */
    public ForecastModel withTreeWeight(double weight) {
        return new ForecastModel(networks, trends, trees, prior, manifest.withTreeWeight(weight));
    }

    /** The members, of one shape. */
    public List<ComputationGraph> networks() {
        return networks;
    }

    /** Hash of all that decides a forecast. */
    static String version(
            List<ComputationGraph> networks,
            GroupTrends trends,
            @Nullable BoostedTrees trees,
            double treeWeight,
            LaunchPrior prior,
            Scalers scalers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(JSON.writeValueAsString(scalers).getBytes(StandardCharsets.UTF_8));
            digest.update(bytes(trends));
            digest.update(bytes(prior));
            if (trees != null) {
                digest.update(bytes(trees));
                digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(treeWeight).array());
            }
            for (ComputationGraph network : networks) {
                float[] values = network.params().dup('c').data().asFloat();
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("The model's version cannot be computed.", e);
        }
    }

    private static byte[] bytes(GroupTrends trends) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trends.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static byte[] bytes(BoostedTrees trees) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trees.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static byte[] bytes(LaunchPrior prior) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        prior.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static LaunchPrior readPrior(Path file) throws IOException {
        try (DataInputStream from =
                new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return LaunchPrior.read(from);
        }
    }

    private static BoostedTrees readTrees(Path file) throws IOException {
        try (DataInputStream from =
                new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return BoostedTrees.read(from);
        }
    }

    private static GroupTrends readTrends(Path file) throws IOException {
        try (DataInputStream from =
                new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return GroupTrends.read(from);
        }
    }
}

package io.restock.operators.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained model and what must be known to serve it. Its folder holds DL4J's network ({@code
 * network.zip}) and {@code manifest.json}.
 */
public final class ForecastModel {
    private static final String NETWORK = "network.zip";
    private static final String MANIFEST = "manifest.json";
    private static final int VERSION_DIGITS = 12;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ComputationGraph network;
    private final ModelManifest manifest;

    ForecastModel(ComputationGraph network, ModelManifest manifest) {
        this.network = network;
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
            ModelManifest manifest = JSON.readValue(file.toFile(), ModelManifest.class);
            require(directory, "format", manifest.format(), ModelManifest.FORMAT);
            require(directory, "features", manifest.features(), FeatureEncoder.VERSION);
            ComputationGraph network =
                    ModelSerializer.restoreComputationGraph(
                            directory.resolve(NETWORK).toFile(), false);
            String version = version(network.params(), manifest.scalers());
            if (!version.equals(manifest.version())) {
                throw new IllegalArgumentException(
                        "The weights of %s are %s, but its manifest says %s. Train it again."
                                .formatted(directory, version, manifest.version()));
            }
            return new ForecastModel(network, manifest);
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
            ModelSerializer.writeModel(network, directory.resolve(NETWORK).toFile(), false);
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

    FeatureEncoder encoder() {
        return new FeatureEncoder(manifest.scalers(), manifest.horizon());
    }

    /** A parameter of a layer of {@link Network}, such as {@code encoder_RW}. */
    INDArray parameter(String name) {
        return network.getParam(name);
    }

    ComputationGraph network() {
        return network;
    }

    /** Hash of all that decides a forecast. */
    static String version(INDArray weights, Scalers scalers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(JSON.writeValueAsString(scalers).getBytes(StandardCharsets.UTF_8));
            float[] values = weights.dup('c').data().asFloat();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("The model's version cannot be computed.", e);
        }
    }
}

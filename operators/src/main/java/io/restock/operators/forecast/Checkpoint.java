package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far a training got: all that its next steps depend on besides the data. */
final class Checkpoint {
    private static final int FORMAT = 2;

    private final String training;
    private final List<float[]> starts;
    private final double rate;
    private int steps;

    /** The members' weights in training. */
    List<Adam> members;

    /** Epochs of the present part that are done. */
    int epoch;

    /** Whether the number of epochs has been chosen, and all days are learned from. */
    boolean chosen;

    /** Epochs it took to choose. */
    int chosenAfter;

    /** The best number of epochs; 0 = none yet. */
    int bestEpoch;

    double bestLoss = Double.POSITIVE_INFINITY;

    /** The members' averaged weights after that epoch; empty = none yet. */
    List<float[]> best = List.of();

    /** Trees that did best on the hold-out; 0 until it is chosen. */
    int trees;

    /** Their weight beside the networks. */
    double treeWeight;

    /** For the manifest. */
    final Map<String, Double> measures = new TreeMap<>();

    /** A training that begins. */
    Checkpoint(String training, List<float[]> weights, int steps, double rate) {
        this.training = training;
        this.rate = rate;
        this.starts = weights;
        this.members = weights.stream().map(of -> new Adam(of, steps, rate)).toList();
    }

    /** Epochs done of both parts. */
    int epochsDone() {
        return chosenAfter + epoch;
    }

    /** Begins the second part: from the first weights on, {@code steps} steps. */
    void startAgain(int steps) {
        chosen = true;
        chosenAfter = epoch;
        epoch = 0;
        this.steps = steps;
        members = starts.stream().map(of -> new Adam(of, steps, rate)).toList();
    }

    /** The members' weights, averaged along their steps. */
    List<float[]> averages() {
        return members.stream().map(Adam::average).toList();
    }

    /** Writes it in place of what the file held; the file is whole at any time. */
    void write(Path file) {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (DataOutputStream to =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(whole)))) {
                to.writeInt(FORMAT);
                to.writeUTF(training);
                to.writeInt(epoch);
                to.writeBoolean(chosen);
                to.writeInt(chosenAfter);
                to.writeInt(steps);
                to.writeInt(bestEpoch);
                to.writeDouble(bestLoss);
                to.writeInt(best.size());
                for (float[] weights : best) {
                    Floats.write(weights, to);
                }
                to.writeInt(trees);
                to.writeDouble(treeWeight);
                to.writeInt(measures.size());
                for (Map.Entry<String, Double> measure : measures.entrySet()) {
                    to.writeUTF(measure.getKey());
                    to.writeDouble(measure.getValue());
                }
                for (Adam member : members) {
                    member.write(to);
                }
            }
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The training cannot be noted in %s.".formatted(file), e);
        }
    }

    /**
     * Goes on from where a training got, if it was this one.
     *
     * @return false where the file is missing or another training's; nothing has changed then
     */
    boolean resume(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (DataInputStream from =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (from.readInt() != FORMAT || !from.readUTF().equals(training)) {
                return false;
            }
            int done = from.readInt();
            boolean again = from.readBoolean();
            int after = from.readInt();
            int of = from.readInt();
            bestEpoch = from.readInt();
            bestLoss = from.readDouble();
            best = new ArrayList<>();
            for (int left = from.readInt(); left > 0; left--) {
                best.add(Floats.read(from, starts.get(0).length));
            }
            trees = from.readInt();
            treeWeight = from.readDouble();
            for (int left = from.readInt(); left > 0; left--) {
                measures.put(from.readUTF(), from.readDouble());
            }
            if (again) {
                startAgain(of);
                chosenAfter = after;
            }
            epoch = done;
            for (Adam member : members) {
                member.read(from);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The noted training %s cannot be read. Maybe delete it to train from the start."
                            .formatted(file),
                    e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be deleted.".formatted(file), e);
        }
    }

    /** Identity of a training: equal where the histories and the settings are. */
    static String fingerprint(List<SeriesHistory> histories, TrainSettings settings) {
        long hash = FeatureEncoder.VERSION;
        for (SeriesHistory history : histories) {
            hash = 31 * hash + history.key().hashCode();
            hash = 31 * hash + history.firstEpochDay();
            hash = 31 * hash + Arrays.hashCode(history.units());
            hash = 31 * hash + Arrays.hashCode(history.stockOutShare());
            Covariates known = history.covariates();
            for (float[] values :
                    List.of(
                            known.discount(),
                            known.promotion(),
                            known.holiday(),
                            known.temperatureC(),
                            known.precipitationMm(),
                            known.humidityPct(),
                            known.windLevel())) {
                hash = 31 * hash + Arrays.hashCode(values);
            }
        }
        return "%s on %016x".formatted(settings, hash);
    }
}

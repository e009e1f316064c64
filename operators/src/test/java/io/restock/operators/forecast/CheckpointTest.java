package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.SeriesHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final int STEPS = 20;

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("runs").resolve("training.bin");
    }

    @Test
    void resumesAllThatWasNoted() {
        Checkpoint noted = begun("a");
        noted.epoch = 2;
        noted.bestEpoch = 1;
        noted.bestLoss = 0.25;
        noted.best = List.of(new float[] {7, 8}, new float[] {9, 10});
        noted.trees = 12;
        noted.treeWeight = 0.3;
        noted.measures.put("model.wape", 0.4);
        stepAll(noted);
        noted.write(file);

        Checkpoint resumed = begun("a");

        assertThat(resumed.resume(file)).isTrue();
        assertThat(resumed.epochsDone()).isEqualTo(2);
        assertThat(resumed.chosen).isFalse();
        assertThat(resumed.bestEpoch).isEqualTo(1);
        assertThat(resumed.bestLoss).isEqualTo(0.25);
        assertThat(resumed.best).containsExactly(new float[] {7, 8}, new float[] {9, 10});
        assertThat(resumed.trees).isEqualTo(12);
        assertThat(resumed.treeWeight).isEqualTo(0.3);
        assertThat(resumed.measures).containsOnlyKeys("model.wape").containsValue(0.4);
        assertSameSteps(resumed, noted);
    }

    @Test
    void resumesInTheSecondPart() {
        Checkpoint noted = begun("a");
        noted.epoch = 3;
        stepAll(noted);
        noted.startAgain(7);
        noted.epoch = 1;
        stepAll(noted);
        noted.write(file);

        Checkpoint resumed = begun("a");

        assertThat(resumed.resume(file)).isTrue();
        assertThat(resumed.chosen).isTrue();
        assertThat(resumed.chosenAfter).isEqualTo(3);
        assertThat(resumed.epoch).isEqualTo(1);
        assertThat(resumed.epochsDone()).isEqualTo(4);
        stepAll(noted);
        stepAll(resumed);
        assertSameSteps(resumed, noted);
    }

    @Test
    void theSecondPartBeginsFromTheFirstWeights() {
        Checkpoint checkpoint = begun("a");
        stepAll(checkpoint);
        checkpoint.epoch = 5;

        checkpoint.startAgain(3);

        assertThat(checkpoint.members.get(0).weights()).containsExactly(1, 2);
        assertThat(checkpoint.members.get(1).weights()).containsExactly(3, 4);
        assertThat(checkpoint.members.get(0).taken()).isZero();
        assertThat(checkpoint.averages()).containsExactly(new float[] {1, 2}, new float[] {3, 4});
        assertThat(checkpoint.epochsDone()).isEqualTo(5);
    }

    @Test
    void leavesAnotherTrainingAlone() {
        Checkpoint other = begun("other");
        other.epoch = 4;
        stepAll(other);
        other.write(file);

        Checkpoint checkpoint = begun("a");

        assertThat(checkpoint.resume(file)).isFalse();
        assertThat(checkpoint.epoch).isZero();
        assertThat(checkpoint.bestLoss).isInfinite();
        assertThat(checkpoint.members.get(0).taken()).isZero();
        assertThat(file).exists();
    }

    @Test
    void ignoresAFileOfAnotherFormatAndOneThatIsMissing() throws IOException {
        assertThat(begun("a").resume(file)).isFalse();

        begun("a").write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[3]++; // the last byte of the format
        Files.write(file, bytes);

        assertThat(begun("a").resume(file)).isFalse();
    }

    @Test
    void saysWhichFileIsTruncatedAndWhatToDo() throws IOException {
        begun("a").write(file);
        byte[] bytes = Files.readAllBytes(file);

        for (int length : new int[] {0, 3, 20, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));

            assertThatThrownBy(() -> begun("a").resume(file))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("delete it");
        }
    }

    @Test
    void refusesMembersOfAnotherSize() {
        begun("a").write(file);
        List<float[]> larger = List.of(new float[3], new float[3]);

        assertThatThrownBy(() -> new Checkpoint("a", larger, STEPS, 0.1).resume(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("The array has 2 values, expected 3.");
    }

    @Test
    void writesInPlaceOfTheOldOneAndLeavesNothingBeside() {
        Checkpoint checkpoint = begun("a");
        checkpoint.write(file);
        checkpoint.epoch = 9;
        checkpoint.write(file);
        Checkpoint resumed = begun("a");

        assertThat(resumed.resume(file)).isTrue();
        assertThat(resumed.epoch).isEqualTo(9);
        assertThat(file.getParent().toFile().list()).containsExactly("training.bin");

        Checkpoint.delete(file);
        Checkpoint.delete(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Files.write(folder.resolve("runs"), new byte[1]); // a file where the folder should be

        assertThatThrownBy(() -> begun("a").write(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void fingerprintIsOfTheDataAndTheSettings() {
        TrainSettings settings = Models.settings(3, 5);
        String usual = Checkpoint.fingerprint(Histories.many(3, 30, 0, 1), settings);

        assertThat(Checkpoint.fingerprint(Histories.many(3, 30, 0, 1), settings)).isEqualTo(usual);
        assertThat(Checkpoint.fingerprint(Histories.many(3, 30, 0, 1), settings.withSeed(6)))
                .isNotEqualTo(usual);
        assertThat(Checkpoint.fingerprint(Histories.many(2, 30, 0, 1), settings))
                .isNotEqualTo(usual);

        List<SeriesHistory> others = Histories.many(3, 30, 0, 1);
        others.get(2).covariates().windLevel()[29] += 1;
        assertThat(Checkpoint.fingerprint(others, settings)).isNotEqualTo(usual);
    }

    private static Checkpoint begun(String training) {
        return new Checkpoint(
                training, List.of(new float[] {1, 2}, new float[] {3, 4}), STEPS, 0.1);
    }

    private static void stepAll(Checkpoint checkpoint) {
        for (Adam member : checkpoint.members) {
            member.step(new float[] {0.5f, -0.25f}, 1);
        }
    }

    private static void assertSameSteps(Checkpoint found, Checkpoint expected) {
        for (int i = 0; i < expected.members.size(); i++) {
            Adam member = expected.members.get(i);
            assertThat(found.members.get(i).taken()).isEqualTo(member.taken());
            assertThat(found.members.get(i).weights()).containsExactly(member.weights());
            assertThat(found.members.get(i).average()).containsExactly(member.average());
        }
    }
}

package io.restock.operators.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void fewValuesHaveABinEachAndUnknownTheFirst() {
        Bins bins = Bins.fit(new float[] {3, 1, Float.NaN, 7, 1, 3}, 6, 1);

        assertThat(binned(bins, Float.NaN, 1, 3, 7)).containsExactly(0, 1, 2, 3);
        assertThat(binned(bins, -9, 2, 3.5f, 99)).containsExactly(1, 2, 3, 3);
    }

    @Test
    void asManyValuesAsBinsHaveABinEach() {
        Bins bins = Bins.fit(upTo(63), 63, 1);

        byte[] found = binned(bins, upTo(63));

        for (int i = 0; i < 63; i++) {
            assertThat(found[i]).isEqualTo((byte) (i + 1));
        }
    }

    @Test
    void manyValuesShareTheBinsEvenlyAndInOrder() {
        Bins bins = Bins.fit(upTo(6300), 6300, 1);
        int[] counts = new int[Bins.MOST];
        byte last = 1;

        for (byte bin : binned(bins, upTo(6300))) {
            assertThat(bin).isGreaterThanOrEqualTo(last);
            counts[bin]++;
            last = bin;
        }

        assertThat(counts[0]).isZero();
        for (int bin = 1; bin < Bins.MOST; bin++) {
            assertThat(counts[bin]).as("bin %d", bin).isBetween(99, 101);
        }
    }

    @Test
    void aValueThatMostRowsHaveTakesOneBin() {
        float[] rows = new float[10_000];
        System.arraycopy(upTo(500), 0, rows, 0, 500);

        byte[] found = binned(Bins.fit(rows, rows.length, 1), 0, 1, 250, 499);

        assertThat(found[0]).isEqualTo((byte) 1);
        assertThat(found[1]).isGreaterThan(found[0]);
        assertThat(found[3]).isGreaterThanOrEqualTo(found[2]);
    }

    @Test
    void everyFeatureHasBinsOfItsOwnAlsoAfterReading() throws IOException {
        Bins bins = Bins.fit(new float[] {0, 100, 1, Float.NaN, 2, 300}, 3, 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bins.write(new DataOutputStream(bytes));

        Bins read = Bins.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.features()).isEqualTo(2);
        assertThat(binned(bins, 2, 100, 0, 300)).containsExactly(3, 1, 1, 2);
        assertThat(binned(read, 2, 100, 0, 300)).containsExactly(3, 1, 1, 2);
    }

    private static float[] upTo(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }

    private static byte[] binned(Bins bins, float... rows) {
        byte[] found = new byte[rows.length];
        for (int at = 0; at < rows.length; at += bins.features()) {
            bins.put(rows, at, found, at);
        }
        return found;
    }
}

package io.restock.operators.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays of floats in files: the length, then the values, big-endian. */
final class Floats {
    private Floats() {}

    static void write(float[] values, DataOutput to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        to.writeInt(values.length);
        to.write(bytes.array());
    }

    /** Reads an array that must have {@code length} values. */
    static float[] read(DataInput from, int length) throws IOException {
        int found = from.readInt();
        if (found != length) {
            throw new IOException("The array has %d values, expected %d.".formatted(found, length));
        }
        byte[] bytes = new byte[length * Float.BYTES];
        from.readFully(bytes);
        float[] values = new float[length];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}

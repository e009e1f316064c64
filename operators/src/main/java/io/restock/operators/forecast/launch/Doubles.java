package io.restock.operators.forecast.launch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of numbers in a model's file. */
final class Doubles {
    private Doubles() {}

    static void write(double[] values, DataOutput to) throws IOException {
        for (double value : values) {
            to.writeDouble(value);
        }
    }

    static double[] read(DataInput from, int length) throws IOException {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = from.readDouble();
        }
        return values;
    }
}

package io.restock.bench.inference;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Multiplications and additions that a core can do in a second, at best: vectors that stay in
 * registers, as many as it takes to keep its units busy. The {@link Meter} counts thousands of
 * them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class FmaBenchmark {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LOOPS = 10_000;
    private static final int VECTORS = 12;

    /** Multiplications and additions of a call, thousands. */
    private static final int KILO_FLOPS = 2 * VECTORS * LOOPS / 1000 * SPECIES.length();

    float factor = 0.999f;
    float summand = 0.001f;

    /** Loops of twelve fused multiplications and additions that do not wait for each other. */
    @Benchmark
    public float fma() {
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        FloatVector y = FloatVector.broadcast(SPECIES, summand);
        FloatVector a = x;
        FloatVector b = a.mul(x);
        FloatVector c = b.mul(x);
        FloatVector d = c.mul(x);
        FloatVector e = d.mul(x);
        FloatVector f = e.mul(x);
        FloatVector g = f.mul(x);
        FloatVector h = g.mul(x);
        FloatVector i = h.mul(x);
        FloatVector j = i.mul(x);
        FloatVector k = j.mul(x);
        FloatVector l = k.mul(x);
        for (int loop = 0; loop < LOOPS; loop++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        Meter.count(KILO_FLOPS);
        FloatVector sum = a.add(b).add(c).add(d).add(e).add(f);
        return sum.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }
}

package io.restock.local.world;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that belong to a thing, not to the order in which things are asked for: the same
 * seed and names give the same numbers, whatever was drawn before.
 */
final class Noise {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Noise() {}

    /** The generator of a thing. */
    static RandomGenerator of(long seed, String thing, long... numbers) {
        long h = FNV_OFFSET ^ mix(seed);
        for (int i = 0; i < thing.length(); i++) {
            h = (h ^ thing.charAt(i)) * FNV_PRIME;
        }
        for (long n : numbers) {
            h = (h ^ mix(n)) * FNV_PRIME;
        }
        return new SplittableRandom(mix(h));
    }

    /**
     * A count with the given mean whose variance is mean · (1 + mean · dispersion): Poisson around
     * a Gamma level.
     */
    static int count(RandomGenerator random, double mean, double dispersion) {
        if (mean <= 0) {
            return 0;
        }
        double level = dispersion > 0 ? mean * dispersion * gamma(random, 1 / dispersion) : mean;
        return poisson(random, level);
    }

    /** Gamma with shape a and scale 1 (Marsaglia and Tsang, 2000). */
    static double gamma(RandomGenerator random, double a) {
        if (a < 1) {
            return gamma(random, a + 1) * Math.pow(random.nextDouble(), 1 / a);
        }
        double d = a - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0
                    && Math.log(1 - random.nextDouble())
                            < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    /** Poisson by counting exponential gaps; a large mean in halves, so that nothing underflows. */
    static int poisson(RandomGenerator random, double mean) {
        if (mean > 30) {
            return poisson(random, mean / 2) + poisson(random, mean / 2);
        }
        double end = Math.exp(-mean);
        int n = -1;
        for (double p = 1; p > end; p *= 1 - random.nextDouble()) {
            n++;
        }
        return n;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}

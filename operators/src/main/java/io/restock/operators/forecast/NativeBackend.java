package io.restock.operators.forecast;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Chooses ND4J's native build before the first array is made. Call {@link #use} first. */
final class NativeBackend {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String ONEDNN = "-onednn-avx2";
    private static final String ONEDNN_BUILD =
            "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64" + ONEDNN + "/libjnind4jcpu.so";

    private NativeBackend() {}

    /**
     * Loads ND4J, with oneDNN where that build is on the class path and no other is asked for; safe
     * to call again.
     */
    static void use() {
        Loaded.backend();
    }

    /** The backend in words. */
    static String describe() {
        return Loaded.backend() + System.getProperty(EXTENSION, "");
    }

    /** Loads once: the class initialiser is the lock. */
    private static final class Loaded {
        private static final String BACKEND = load();

        static String backend() {
            return BACKEND;
        }

        private static String load() {
            ClassLoader loader = Nd4j.class.getClassLoader();
            if (System.getProperty(EXTENSION) == null && loader.getResource(ONEDNN_BUILD) != null) {
                System.setProperty(EXTENSION, ONEDNN);
            }
            String backend = Nd4j.getBackend().getClass().getSimpleName();
            // With more OpenMP threads than free cores a call takes a hundred times as long.
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
            return backend;
        }
    }
}

package io.restock.operators.forecast;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses ND4J's backend and its native build before the first array is made: one for the whole
 * JVM, as ND4J has it. Call {@link #use} first.
 */
final class NativeBackend {
    private static final Logger LOG = LoggerFactory.getLogger(NativeBackend.class);
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String ONEDNN = "-onednn-avx2";
    private static final String CUDNN = "-cudnn";
    private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
    private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

    private static @Nullable Device device;
    private static String backend = "";

    private NativeBackend() {}

    /** Loads ND4J on what is there, unless it is loaded. */
    static void use() {
        use(EngineChoice.AUTO);
    }

    /**
     * Loads ND4J on the device that is asked for; safe to call again.
     *
     * @throws IllegalStateException if that device cannot be used, or ND4J runs on another already
     */
    static synchronized void use(EngineChoice choice) {
        Device loaded = device;
        if (loaded == null) {
            device = load(choice);
        } else if (choice != EngineChoice.AUTO
                && loaded.cuda() != (choice == EngineChoice.ND4J_CUDA)) {
            throw elsewhere(choice, loaded);
        }
    }

    private static IllegalStateException elsewhere(EngineChoice choice, Device loaded) {
        return new IllegalStateException(
                "The setting forecast.engine (%s) cannot be had: this JVM has loaded ND4J for %s before (%s). Start it anew with this setting."
                        .formatted(
                                choice.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                loaded.cuda() ? "a GPU" : "the CPU",
                                loaded.reason()));
    }

    /** The backend and why it is that one, in words. */
    static synchronized String describe() {
        Device loaded = device;
        return loaded == null
                ? "nothing yet"
                : "%s%s: %s".formatted(backend, System.getProperty(EXTENSION, ""), loaded.reason());
    }

    private static Device load(EngineChoice choice) {
        ClassLoader loader = NativeBackend.class.getClassLoader();
        boolean cudaBuild = loader.getResource(resource(CUDA_BACKEND)) != null;
        List<Gpu> gpus = cudaBuild && choice != EngineChoice.CPU ? Gpu.list() : List.of();
        Device chosen = Device.of(choice, cudaBuild, gpus);
        if (cudaBuild) {
            ND4JClassLoading.setNd4jClassloader(
                    new OneBackend(loader, chosen.cuda() ? CUDA_BACKEND : CPU_BACKEND));
        }
        if (chosen.cuda()) {
            System.setProperty(EXTENSION, CUDNN);
        } else if (System.getProperty(EXTENSION) == null && loader.getResource(oneDnn()) != null) {
            System.setProperty(EXTENSION, ONEDNN);
        }
        try {
            backend = Nd4j.getBackend().getClass().getSimpleName();
        } catch (LinkageError e) { // how ND4J says that it found no library
            throw new IllegalStateException(
                    "ND4J could not be loaded for %s (%s). Maybe %s."
                            .formatted(
                                    chosen.cuda() ? "the GPU" : "the CPU",
                                    chosen.reason(),
                                    chosen.cuda()
                                            ? "CUDA 11.6 or cuDNN 8 is not in the library path; forecast.engine=cpu does without"
                                            : "its native build is for another machine; see -Dnd4j.classifier in docs/deploy.md"),
                    e);
        }
        boolean onCuda = Nd4j.getBackend().getClass().getName().equals(CUDA_BACKEND);
        if (onCuda != chosen.cuda()) {
            // Job jars have class loaders of their own; ND4J, beside Flink, is loaded once a JVM.
            throw elsewhere(choice, new Device(onCuda, "by a job before this one"));
        }
        // With more OpenMP threads than free cores a call takes a hundred times as long.
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        LOG.info("Models run on {}: {}", backend, chosen.reason());
        return chosen;
    }

    private static String oneDnn() {
        return "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64" + ONEDNN + "/libjnind4jcpu.so";
    }

    private static String resource(String className) {
        return className.replace('.', '/') + ".class";
    }
}

package io.restock.operators.forecast;

import java.util.List;

/**
 * What ND4J is to run on, and why.
 *
 * @param cuda a GPU, not the CPU
 * @param reason why, for the log and the metric
 */
record Device(boolean cuda, String reason) {
    /** The CUDA build has code for these, and none that a newer card could translate. */
    private static final int OLDEST = 37;

    private static final int NEWEST = 89;

    /**
     * Chooses.
     *
     * @param choice what was asked for
     * @param cudaBuild ND4J's CUDA build is on the class path
     * @param gpus GPUs of the machine
     * @throws IllegalStateException if a GPU is asked for that cannot be used
     */
    static Device of(EngineChoice choice, boolean cudaBuild, List<Gpu> gpus) {
        if (choice == EngineChoice.CPU) {
            return new Device(false, "as forecast.engine says");
        }
        String obstacle = obstacle(cudaBuild, gpus);
        if (obstacle.isEmpty()) {
            return new Device(true, gpus.get(0).toString());
        }
        if (choice == EngineChoice.ND4J_CUDA) {
            throw new IllegalStateException(
                    "The setting forecast.engine (nd4j-cuda) cannot be had: %s. Choose cpu, or auto, which takes a GPU where there is one."
                            .formatted(obstacle));
        }
        return new Device(false, obstacle);
    }

    private static String obstacle(boolean cudaBuild, List<Gpu> gpus) {
        if (!cudaBuild) {
            return "ND4J's CUDA build is not on the class path (Maven profile cuda-11)";
        }
        if (gpus.isEmpty()) {
            return "the driver names no GPU";
        }
        // ND4J takes the first card.
        int capability = gpus.get(0).capability();
        if (capability < OLDEST || capability > NEWEST) {
            return "%s is not of compute capability %s to %s, for which ND4J's CUDA build has code"
                    .formatted(gpus.get(0), OLDEST / 10.0, NEWEST / 10.0);
        }
        return "";
    }
}

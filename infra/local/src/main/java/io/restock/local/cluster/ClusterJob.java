package io.restock.local.cluster;

import io.restock.jobs.CoordinationJob;
import io.restock.jobs.DocumentsJob;
import io.restock.jobs.ForecastJob;
import java.util.Arrays;
import java.util.List;

/** The jobs there are, in the order in which they are started. */
public enum ClusterJob {
    FORECAST(ForecastJob.NAME, ForecastJob.class),
    COORDINATION(CoordinationJob.NAME, CoordinationJob.class),
    /** Beside the others, for those who need it. */
    DOCUMENTS(DocumentsJob.NAME, DocumentsJob.class);

    /** What every installation runs. */
    public static final List<ClusterJob> PLANNING = List.of(FORECAST, COORDINATION);

    private final String label;
    private final String mainClass;

    ClusterJob(String label, Class<?> main) {
        this.label = label;
        this.mainClass = main.getName();
    }

    /** Name of the job, as Flink shows it. */
    public String label() {
        return label;
    }

    String mainClass() {
        return mainClass;
    }

    /**
     * A job by its name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ClusterJob of(String name) {
        return Arrays.stream(values())
                .filter(job -> job.label.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The job (%s) must be one of %s."
                                                .formatted(name, names())));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(ClusterJob::label).toList();
    }
}

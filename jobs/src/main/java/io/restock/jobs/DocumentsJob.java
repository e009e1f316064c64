package io.restock.jobs;

import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Sinks;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Committed orders as documents to the suppliers that want such, and their documents as replies.
 * Beside coordination, for those who need it.
 */
public final class DocumentsJob {
    /** Name of the job; consumer group and transactional ids hold it. */
    public static final String NAME = "documents";

    private DocumentsJob() {}

    /** Arguments: {@code [--settings FILE] [--set key=value]…}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, Settings.ofArguments(args));
        env.execute(NAME);
    }

    /** Draws the job in an environment, whose parallelism it takes. */
    public static void build(StreamExecutionEnvironment env, Settings settings) {
        JobEnvironment.configure(env, settings);
        Feeds feeds = new Feeds(env, settings, NAME);
        DocumentsPipeline.Outputs out =
                DocumentsPipeline.attach(
                        new DocumentsPipeline.Inputs(
                                feeds.purchaseOrders(),
                                feeds.groupsForDocuments(),
                                feeds.documents()),
                        OperatorSettings.firstDocumentsCycle(settings),
                        settings.get(Keys.RECORD_MAX_BYTES));
        Sinks sinks = new Sinks(settings, NAME);
        sinks.documents(out.documents(), out.replies());
        sinks.rejected(
                feeds.rejected()
                        .union(
                                out.rejected(),
                                Refusals.undeliverable(out.undeliverable(), settings)));
    }
}

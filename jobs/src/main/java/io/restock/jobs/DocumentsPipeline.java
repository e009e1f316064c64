package io.restock.jobs;

import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.SupplierReply;
import io.restock.operators.documents.DocumentExchange;
import io.restock.operators.documents.DocumentSorter;
import io.restock.operators.documents.PartnerDirectory;
import io.restock.operators.documents.ReceivedDocument;
import io.restock.operators.documents.SupplierDocument;
import io.restock.operators.documents.Undeliverable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From order events to the documents of suppliers, and back.
 *
 * <pre>
 * groups ───▶ partner-directory ──▶ document-exchange ──▶ documents
 * orders ───▶  (group, supplier)       (partner)      ├─▶ replies
 * documents ▶ document-sorter ────────────▲           ├─▶ rejected
 *                                                     └─▶ undeliverable
 * </pre>
 */
public final class DocumentsPipeline {
    private DocumentsPipeline() {}

    /** What comes in. */
    public record Inputs(
            DataStream<PurchaseOrder> orders,
            DataStream<PlanningGroup> groups,
            DataStream<ReceivedDocument> documents) {}

    /**
     * What goes out.
     *
     * @param undeliverable order events that a supplier's format cannot say
     */
    public record Outputs(
            DataStream<SupplierDocument> documents,
            DataStream<SupplierReply> replies,
            DataStream<Rejected> rejected,
            DataStream<Undeliverable> undeliverable) {}

    /**
     * Draws the pipeline.
     *
     * @param firstCycle of the orders that are said; days since 1970-01-01
     * @param maxBytes largest document that is read
     */
    public static Outputs attach(Inputs in, int firstCycle, int maxBytes) {
        SingleOutputStreamOperator<ReceivedDocument> sorted =
                DocumentSorter.attach(in.documents(), maxBytes);
        SingleOutputStreamOperator<SupplierDocument> documents =
                DocumentExchange.attach(
                        PartnerDirectory.attach(in.orders(), in.groups(), firstCycle), sorted);
        return new Outputs(
                documents,
                documents.getSideOutput(DocumentExchange.REPLIES),
                documents
                        .getSideOutput(DocumentExchange.REJECTED)
                        .union(sorted.getSideOutput(DocumentSorter.REJECTED)),
                documents.getSideOutput(DocumentExchange.UNDELIVERABLE));
    }
}

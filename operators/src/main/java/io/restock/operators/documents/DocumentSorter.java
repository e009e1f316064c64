package io.restock.operators.documents;

import io.restock.domain.Rejected;
import io.restock.domain.Texts;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Documents as they come → the same, with the partner that their envelope names.
 *
 * <p>No key, no state, no timers. Side output: {@link #REJECTED}, of which not even the envelope
 * can be read.
 */
public final class DocumentSorter extends ProcessFunction<ReceivedDocument, ReceivedDocument> {
    private static final long serialVersionUID = 1L;

    /** Identity of the operator in savepoints. */
    public static final String UID = "document-sorter";

    /** Documents that nobody can be asked about. */
    public static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("unreadable-documents", TypeInformation.of(Rejected.class));

    private final int maxBytes;

    DocumentSorter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Documents with their partner; key them by it.
     *
     * @param maxBytes largest document read; larger ones are rejected unread
     */
    public static SingleOutputStreamOperator<ReceivedDocument> attach(
            DataStream<ReceivedDocument> documents, int maxBytes) {
        return documents
                .process(new DocumentSorter(maxBytes), TypeInformation.of(ReceivedDocument.class))
                .uid(UID)
                .name(UID);
    }

    @Override
    public void processElement(
            ReceivedDocument document, Context ctx, Collector<ReceivedDocument> out) {
        try {
            if (document.bytes().length > maxBytes) {
                throw new UnreadableDocumentException(
                        new DocumentFault(
                                "",
                                0,
                                0,
                                "The document (%d bytes) must have at most %d bytes."
                                        .formatted(document.bytes().length, maxBytes)));
            }
            Interchange read = PartnerFormat.of(document.bytes()).read(document.bytes());
            out.collect(
                    new ReceivedDocument(
                            read.partner(),
                            document.topic(),
                            document.partition(),
                            document.offset(),
                            document.key(),
                            document.bytes()));
        } catch (UnreadableDocumentException e) {
            ctx.output(REJECTED, rejected(document, e.fault().toString()));
        }
    }

    static Rejected rejected(ReceivedDocument document, String reason) {
        return new Rejected(
                document.topic(),
                document.partition(),
                document.offset(),
                Texts.cut(reason),
                document.key(),
                document.bytes());
    }
}

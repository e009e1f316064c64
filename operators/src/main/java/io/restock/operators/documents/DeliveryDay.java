package io.restock.operators.documents;

import java.util.List;

/**
 * The day of delivery that a part of a document says, and what that day is worth: several may stand
 * beside each other, the one that was asked for among them.
 *
 * @param rank of its qualifier, 0 tells most
 * @param epochDay or {@link AnswerLine#UNSAID}
 */
record DeliveryDay(int rank, int epochDay) {
    static final DeliveryDay NONE = new DeliveryDay(Integer.MAX_VALUE, AnswerLine.UNSAID);

    /** Scheduled, promised, estimated delivery; scheduled shipping; delivery as requested. */
    private static final List<String> X12 = List.of("067", "069", "017", "068", "002");

    /** Promised, scheduled, estimated, expected, actual delivery; delivery as requested. */
    private static final List<String> EDIFACT = List.of("69", "67", "17", "358", "35", "2");

    /** Rank of the day that was asked for: it promises nothing. */
    private static final int ASKED = 9;

    /** What a date of X12 says; {@link #NONE} where its qualifier is not one of delivery. */
    static DeliveryDay x12(String qualifier, Segment segment, int element)
            throws UnreadableDocumentException {
        int rank = rank(X12, qualifier);
        return rank < 0 ? NONE : new DeliveryDay(rank, segment.day(element, 1));
    }

    /** What a DTM of EDIFACT says; {@link #NONE} where it is not of delivery. */
    static DeliveryDay edifact(Segment dtm) throws UnreadableDocumentException {
        int rank = rank(EDIFACT, dtm.get(1));
        return rank < 0 ? NONE : new DeliveryDay(rank, dtm.dayOfFormat());
    }

    private static int rank(List<String> ranks, String qualifier) {
        int rank = ranks.indexOf(qualifier);
        return rank == ranks.size() - 1 ? ASKED : rank;
    }

    /** The one that tells more of two of the same part. */
    DeliveryDay or(DeliveryDay other) {
        return other.rank < rank ? other : this;
    }

    /** This one, unless it promises nothing and the part above it tells more. */
    DeliveryDay below(DeliveryDay above) {
        return promises() ? this : or(above);
    }

    boolean promises() {
        return rank < ASKED;
    }
}

package io.restock.operators.documents;

import io.restock.operators.documents.DocumentFault.Kind;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.EDIStreamValidationError;
import io.xlate.edi.stream.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Bytes of X12 or EDIFACT → segments. StAEDI finds the separators and checks the envelope: control
 * numbers, counts, required elements. The bodies are not held to a schema: partners add segments
 * that we do not know, and what we need is checked where it is read.
 */
final class SegmentReader {
    /**
     * @param faults of the envelope
     */
    record Read(List<Segment> segments, List<DocumentFault> faults) {}

    /** Of messages; who reads those sees which has none. */
    private static final Set<String> TRAILERS = Set.of("SE", "UNT");

    private SegmentReader() {}

    static Read read(byte[] document) throws UnreadableDocumentException {
        Quiet.staedi();
        List<Segment> segments = new ArrayList<>();
        List<DocumentFault> faults = new ArrayList<>();
        int interchanges = 0;
        try (EDIStreamReader reader =
                EDIInputFactory.newFactory()
                        .createEDIStreamReader(
                                new ByteArrayInputStream(document),
                                StandardCharsets.ISO_8859_1.name())) {
            String tag = "";
            List<List<String>> elements = new ArrayList<>();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case START_INTERCHANGE -> interchanges++;
                    case START_SEGMENT -> {
                        tag = reader.getText();
                        elements = new ArrayList<>();
                    }
                    case ELEMENT_DATA -> put(elements, reader.getLocation(), reader.getText());
                    case END_SEGMENT ->
                            segments.add(
                                    new Segment(
                                            tag,
                                            reader.getLocation().getSegmentPosition(),
                                            elements));
                    case SEGMENT_ERROR, ELEMENT_DATA_ERROR, ELEMENT_OCCURRENCE_ERROR -> {
                        if (!TRAILERS.contains(missing(reader))) {
                            faults.add(fault(reader));
                        }
                    }
                    default -> {}
                }
            }
        } catch (EDIStreamException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new UnreadableDocumentException("Reading from memory failed.", e);
        }
        if (interchanges != 1) {
            throw new UnreadableDocumentException(
                    new DocumentFault(
                            "",
                            0,
                            0,
                            "A record must hold one interchange, not %d.".formatted(interchanges)));
        }
        return new Read(segments, faults);
    }

    private static void put(List<List<String>> elements, Location at, String text) {
        while (elements.size() < at.getElementPosition()) {
            elements.add(new ArrayList<>());
        }
        List<String> components = elements.get(at.getElementPosition() - 1);
        if (at.getElementOccurrence() > 1) {
            return;
        }
        int component = Math.max(1, at.getComponentPosition());
        while (components.size() < component - 1) {
            components.add("");
        }
        components.add(text);
    }

    /** The segment that is missing where the reader stands; empty where none is. */
    private static String missing(EDIStreamReader reader) {
        return kind(reader.getErrorType()) == Kind.SEGMENT_MISSING ? reader.getText() : "";
    }

    private static DocumentFault fault(EDIStreamReader reader) {
        Location at = reader.getLocation();
        String missing = missing(reader);
        String tag = missing.isEmpty() ? at.getSegmentTag() : missing;
        return new DocumentFault(
                tag == null ? "" : tag,
                at.getSegmentPosition(),
                Math.max(0, at.getElementPosition()),
                reader.getErrorType().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                        + (reader.getText() == null || reader.getText().isEmpty()
                                ? "."
                                : " (" + reader.getText() + ")."),
                kind(reader.getErrorType()));
    }

    private static Kind kind(EDIStreamValidationError error) {
        return switch (error) {
            case CONTROL_COUNT_DOES_NOT_MATCH_ACTUAL_COUNT -> Kind.COUNT;
            case CONTROL_REFERENCE_MISMATCH -> Kind.REFERENCE;
            case MANDATORY_SEGMENT_MISSING -> Kind.SEGMENT_MISSING;
            case REQUIRED_DATA_ELEMENT_MISSING -> Kind.ELEMENT_MISSING;
            case INVALID_DATE -> Kind.DATE;
            case INVALID_TIME -> Kind.TIME;
            case INVALID_CHARACTER_DATA -> Kind.NUMBER;
            case INVALID_CODE_VALUE -> Kind.VALUE;
            default -> Kind.OTHER;
        };
    }

    private static UnreadableDocumentException unreadable(EDIStreamException e) {
        Location at = e.getLocation();
        String text = String.valueOf(e.getMessage());
        return new UnreadableDocumentException(
                at == null || at.getSegmentPosition() < 1
                        ? new DocumentFault("", 0, 0, text + ".")
                        : new DocumentFault(
                                at.getSegmentTag() == null ? "" : at.getSegmentTag(),
                                at.getSegmentPosition(),
                                Math.max(0, at.getElementPosition()),
                                text + "."));
    }
}

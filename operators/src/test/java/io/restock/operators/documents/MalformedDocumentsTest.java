package io.restock.operators.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DocumentFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, reading ends with what they say or with what is wrong and where. */
class MalformedDocumentsTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "documents", "v1");

    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
            X12-answer.edi; SE*8*0001; SE*9*0001; SE at position 10, element 1: control count does not match actual count (9).
            X12-answer.edi; GE*1*21; GE*1*22; GE at position 11, element 2: control reference mismatch (22).
            X12-answer.edi; IEA*1*000000021; IEA*1*000000022; IEA at position 12, element 2: control reference mismatch (000000022).
            X12-answer.edi; 20261208; 2026-12-8; ACK at position 6, element 5: The date (2026-12-8) must be CCYYMMDD.
            X12-answer.edi; 20261208; 20260229; ACK at position 6, element 5: The date (20260229) must be CCYYMMDD.
            X12-answer.edi; *067*2026; *999*2026; ACK at position 6, element 4: The date (999) must be one of delivery, such as 067.
            X12-answer.edi; *IC*120; *ZZ*120; ACK at position 6, element 1: The line status (ZZ) is not one that is understood.
            X12-answer.edi; *IC*120; *IC*12.5; ACK at position 6, element 2: The quantity (12.5) must be whole: the unit of order has no parts.
            X12-answer.edi; *IC*120; *IC*-5; ACK at position 6, element 2: The quantity (-5) must not be negative.
            X12-answer.edi; *IC*120; *IC*1e99999999; ACK at position 6, element 2: The quantity (1e99999999) must be whole: the unit of order has no parts.
            X12-answer.edi; *00*AC; *00*AH; BAK at position 4, element 2: The acknowledgement (AH) must be one of AC, AD, AE, AK, AP, AT, RD, RF, RJ.
            X12-answer.edi; ST*855; ST*810; ST at position 3, element 1: The transaction set (810) must be one of 850, 855, 856, 860, 865, 997.
            X12-shipment.edi; PRF*P26112205FRUITSUP9W1*1; REF*XX*1; SN1 at position 10: An item must stand below an order (PRF).
            EDIFACT-answer.edi; UNT+15+1; UNT+16+1; UNT at position 16, element 1: control count does not match actual count (16).
            EDIFACT-answer.edi; RFF+ON; RFF+XX; RFF at position 2: The message must have a segment RFF+ON.
            EDIFACT-answer.edi; OR-1+4; OR-1+9; BGM at position 3, element 3: The function (9) must be 4, 27 or 29.
            EDIFACT-answer.edi; QTY+113:120; QTY+113:x; QTY at position 10, element 1: The quantity (x) must be a number.
            EDIFACT-shipment.edi; QTY+12:120; QTY+21:120; LIN at position 9: The line must have a quantity (QTY+12).
            """)
    void namesSegmentAndPositionOfWhatIsWrong(
            String file, String right, String wrong, String reason) throws Exception {
        String document = Files.readString(GOLDEN.resolve(file), ISO_8859_1);
        assertThat(document).contains(right);

        byte[] bytes = document.replace(right, wrong).getBytes(ISO_8859_1);
        Message message = PartnerFormat.of(bytes).read(bytes).messages().get(0);

        assertThat(
                        message.faults().stream()
                                .map(DocumentFault::toString)
                                .collect(Collectors.joining("\n")))
                .contains(reason);
        assertThat(message.answers()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
            UBL-answer.xml; <cbc:OrderResponseCode>CA<; <cbc:OrderResponseCode>XX<; The code (XX) must be one of AB, AP, CA, RE.
            UBL-answer.xml; 2026-12-08; 2026-13-08; 2026-13-08
            UBL-answer.xml; >120<; >1.5<; The quantity (1.5) must be whole
            UBL-answer.xml; <cbc:ID>OR-1</cbc:ID>; ``; IssueDate
            UBL-answer.xml; </OrderResponse>; ``; XML at position
            UBL-answer.xml; OrderResponse-2; OrderResponse-7; OrderResponse
            UBL-answer.xml; <OrderResponse; <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OrderResponse; DOCTYPE
            UBL-answer.xml; 7300010000018; ``; EndpointID
            UBL-shipment.xml; DespatchAdvice; Invoice; must be one of DespatchAdvice
            """)
    void refusesXmlThatIsNotWhatItSays(String file, String right, String wrong, String reason)
            throws Exception {
        String document = Files.readString(GOLDEN.resolve(file), ISO_8859_1);
        assertThat(document).contains(right);

        assertThat(fault(document.replace(right, wrong == null ? "" : wrong))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{\"type\":\"reply\"}",
                "ISA*00",
                "UNB+",
                "UNA:+.? '",
                "<",
                "<a/>"
            })
    void refusesWhatIsNoDocument(String text) {
        assertThat(fault(text)).isNotEmpty();
    }

    @Property(tries = 300)
    void endsWithAnAnswerWhereverADocumentIsCutOrHurt(
            @ForAll DocumentFormat name, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        boolean orders = random.nextBoolean();
        PartnerFormat format = PartnerFormat.of(name);
        byte[] document =
                orders
                        ? format.order(
                                AnyDocument.toSupplier(name, 7),
                                new AnyDocument(seed).anyOrder(),
                                java.util.List.of())
                        : format.answer(
                                AnyDocument.toBuyer(name, 7),
                                new AnyDocument(seed).anyAnswer(),
                                "A");
        byte[] hurt = document.clone();
        if (random.nextBoolean()) {
            hurt = java.util.Arrays.copyOf(hurt, random.nextInt(hurt.length));
        } else {
            for (int i = random.nextInt(5); i >= 0; i--) {
                hurt[random.nextInt(hurt.length)] =
                        (byte) "*~>+:'?<1A\n\u00e9".charAt(random.nextInt(12));
            }
        }

        try {
            Interchange read = PartnerFormat.of(hurt).read(hurt);
            assertThat(read.messages()).isNotEmpty();
        } catch (UnreadableDocumentException e) {
            assertThat(e.fault().toString()).isNotBlank();
        }
    }

    private static String fault(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        try {
            return PartnerFormat.of(bytes).read(bytes).messages().get(0).faults().toString();
        } catch (UnreadableDocumentException e) {
            return e.fault().toString();
        }
    }
}

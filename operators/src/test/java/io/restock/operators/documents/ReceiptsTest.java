package io.restock.operators.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DocumentFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receipts that we write, code by code, and those that partners write of ours. */
class ReceiptsTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "documents", "v1");

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
            *067*20261208; *067*20261208; AK2*855*0001~AK5*A~AK9*A*1*1*1~
            *067*20261208; *067*20261308; AK3*ACK*4**8~AK4*5**8~AK5*R*5~AK9*R*1*1*0~
            *IC*120; *ZZ*120; AK3*ACK*4**8~AK4*1**7~AK5*R*5~AK9*R*1*1*0~
            *IC*120; *IC*x; AK3*ACK*4**8~AK4*2**6~AK5*R*5~AK9*R*1*1*0~
            *00*AC; *00*; AK3*BAK*2**8~AK4*2**1~AK5*R*5~AK9*R*1*1*0~
            BAK*; BAC*; AK3*BAK*1**3~AK5*R*5~AK9*R*1*1*0~
            ST*855; ST*810; AK2*810*0001~AK5*R*1~AK9*R*1*1*0~
            SE*8*0001~; ``; AK2*855*0001~AK5*R*2~AK9*R*1*1*0~
            SE*8*0001; SE*8*0002; AK2*855*0001~AK5*R*3~AK9*R*1*1*0~
            SE*8*0001; SE*9*0001; AK2*855*0001~AK5*R*4~AK9*R*1*1*0~
            GE*1*21~; ``; AK2*855*0001~AK5*R~AK9*R*1*1*0*3~
            GE*1*21; GE*1*22; AK2*855*0001~AK5*R~AK9*R*1*1*0*4~
            GE*1*21; GE*2*21; AK2*855*0001~AK5*R~AK9*R*2*1*0*5~
            IEA*1*000000021; IEA*1*000000022; AK2*855*0001~AK5*R~AK9*R*1*1*0~
            """)
    void functionalAcknowledgementSaysWhatIsWrongInItsCodes(String right, String wrong, String said)
            throws Exception {
        assertThat(receipt("X12-answer.edi", right, wrong)).contains("AK1*PR*21~" + said(said));
    }

    private static String said(String text) {
        return text.startsWith("AK2") ? text : "AK2*855*0001~" + text;
    }

    @Test
    void groupIsAcceptedInPartWhereOneOfItsSetsIs() throws Exception {
        assertThat(
                        receipt(
                                "X12-answer.edi",
                                "GE*1*21",
                                "ST*855*0002~BAK*00*XX*P1*20261122~SE*3*0002~GE*2*21"))
                .contains(
                        "AK2*855*0001~AK5*A~AK2*855*0002~AK3*BAK*2**8~AK4*2**7~AK5*R*5~AK9*P*2*2*1~");
    }

    @Test
    void groupsAreAcknowledgedEachForItself() throws Exception {
        String second =
                "GS*PR*SUPPLIER9*BUYERCO*20261122*134108*22*X*004010~"
                        + "ST*855*0001~BAK*00*AD*P1*20261122~SE*3*0001~GE*1*99~IEA*2*";

        assertThat(receipt("X12-answer.edi", "IEA*1*", second))
                .contains(
                        "AK1*PR*21~AK2*855*0001~AK5*A~AK9*A*1*1*1~",
                        "AK1*PR*22~AK2*855*0001~AK5*R~AK9*R*1*1*0*4~");
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
            D:96A; D:96A; +7'UCM+1+ORDRSP:D:96A:UN:EAN005+7'UNT
            D:96A:UN:EAN005; D:01B:UN; +7'UCM+1+ORDRSP:D:01B:UN+7'UNT
            OR-1+4; OR-1+9; +7'UCM+1+ORDRSP:D:96A:UN:EAN005+4'UCS+2'UCD+12+4'UNT
            RFF+ON; RFF+XX; +7'UCM+1+ORDRSP:D:96A:UN:EAN005+4'UCS+1+13'UNT
            UNH+1+ORDRSP; UNH+1+INVOIC; +7'UCM+1+INVOIC:D:96A:UN:EAN005+4+17+UNH'UNT
            UNT+15+1; UNT+16+1; +7'UCM+1+ORDRSP:D:96A:UN:EAN005+4+29+UNT'UNT
            UNT+15+1; UNT+15+2; +7'UCM+1+ORDRSP:D:96A:UN:EAN005+4+28+UNT'UNT
            UNT+15+1'; ``; +7'UCM+1+ORDRSP:D:96A:UN:EAN005+4+13+UNT'UNT
            UNZ+1+21; UNZ+1+22; +4+28+UNZ'UNT
            UNZ+1+21; UNZ+2+21; +4+29+UNZ'UNT
            """)
    void controlMessageSaysWhatIsWrongInItsCodes(String right, String wrong, String said)
            throws Exception {
        assertThat(receipt("EDIFACT-answer.edi", right, wrong))
                .contains("UCI+21+7300010000018:14+7300010000001:14" + said);
    }

    @Test
    void interchangeOfWhichOneMessageIsReadIsAcknowledgedAndTheOtherRefused() throws Exception {
        String second = "UNT+15+1'UNH+2+ORDRSP:D:96A:UN'BGM+231+OR-2+4'UNT+3+2'UNZ+2+21";

        assertThat(receipt("EDIFACT-answer.edi", "UNT+15+1'UNZ+1+21", second))
                .contains("+7'UCM+1+ORDRSP:D:96A:UN:EAN005+7'UCM+2+ORDRSP:D:96A:UN+4'UCS+1+13'UNT");
    }

    @ParameterizedTest(name = "TA1 {0}")
    @CsvSource({"A, 000, ACCEPTED", "E, 022, WITH_ERRORS", "R, 006, REFUSED"})
    void interchangeAcknowledgementAloneIsRead(String code, String note, Receipt.Verdict verdict)
            throws Exception {
        byte[] ta1 = ta1("7", code, note);

        Message message = PartnerFormat.of(ta1).read(ta1).messages().get(0);

        assertThat(message.faults()).isEmpty();
        assertThat(message.receipt())
                .isEqualTo(
                        new Receipt(7, verdict, false, "TA1 is %s, note %s".formatted(code, note)));
    }

    @Test
    void interchangeAcknowledgementStandsBeforeGroupsToo() throws Exception {
        byte[] both =
                text("X12-answer.edi")
                        .replace("GS*", "TA1*000000007*261122*1341*A*000~GS*")
                        .getBytes(ISO_8859_1);

        Interchange read = PartnerFormat.of(both).read(both);

        assertThat(read.messages())
                .extracting(Message::type, m -> m.faults().size(), m -> m.answers().size())
                .containsExactly(tuple("TA1", 0, 0), tuple("855", 0, 1));
        assertThat(receipt(both)).contains("AK9*A*1*1*1~").doesNotContain("TA1");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"7, X, 'TA1 at position 2, element 4'", "x, A, 'TA1 at position 2, element 1'"})
    void interchangeAcknowledgementThatCannotBeReadIsRefusedWithItsPlace(
            String control, String code, String place) throws Exception {
        byte[] ta1 = ta1(control, code, "000");

        Message message = PartnerFormat.of(ta1).read(ta1).messages().get(0);

        assertThat(message.receipt()).isNull();
        assertThat(message.faults().stream().map(DocumentFault::toString))
                .anySatisfy(fault -> assertThat(fault).startsWith(place));
        assertThat(
                        PartnerFormat.of(ta1)
                                .acknowledge(
                                        AnyDocument.toSupplier(DocumentFormat.X12, 3),
                                        PartnerFormat.of(ta1).read(ta1)))
                .as("nobody acknowledges an acknowledgement")
                .isEmpty();
    }

    /** A TA1 of the partner, in an interchange of its own. */
    static byte[] ta1(String control, String code, String note) {
        String whole =
                "ISA*00*          *00*          *ZZ*SUPPLIER9      *ZZ*BUYERCO        *261122*1341*U*00401*000000031*0*P*>~TA1*%s*261122*1341*%s*%s~IEA*0*000000031~";
        String padded =
                control.matches("[0-9]+") ? "0".repeat(9 - control.length()) + control : control;
        return whole.formatted(padded, code, note).getBytes(ISO_8859_1);
    }

    private static String text(String file) throws Exception {
        return Files.readString(GOLDEN.resolve(file), ISO_8859_1)
                .lines()
                .collect(Collectors.joining());
    }

    /** Our receipt of what the partner sent with something else in one place. */
    private static String receipt(String file, String right, String wrong) throws Exception {
        String document = text(file);
        assertThat(document).contains(right);
        return receipt(document.replace(right, wrong == null ? "" : wrong).getBytes(ISO_8859_1));
    }

    private static String receipt(byte[] document) throws Exception {
        PartnerFormat format = PartnerFormat.of(document);
        byte[] receipt =
                format.acknowledge(
                                AnyDocument.toSupplier(format.format(), 8), format.read(document))
                        .orElseThrow();
        return new String(receipt, ISO_8859_1).lines().collect(Collectors.joining());
    }
}

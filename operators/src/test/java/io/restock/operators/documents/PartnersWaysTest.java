package io.restock.operators.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.OrderTransition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as partners of many kinds write them, and orders as people word them. */
class PartnersWaysTest {
    private static final String UNA = "UNA:+.? '";

    @Test
    void linesOfAnOrderOfTheirOwnAnswerThatOne() throws Exception {
        List<AnswerMessage> answers =
                answers(
                        edifact(
                                "",
                                "DESADV",
                                "BGM+351+DA-1+9",
                                "RFF+ON:FIRST::1",
                                "LIN+1",
                                "PIA+5+A:IN",
                                "QTY+12:5",
                                "LIN+2",
                                "PIA+5+B:IN",
                                "QTY+12:7",
                                "RFF+ON:SECOND"));

        assertThat(answers)
                .extracting(AnswerMessage::orderNumber, AnswerMessage::revision, this::counts)
                .containsExactly(
                        tuple("FIRST", 1, "A 5"), tuple("SECOND", AnswerLine.UNSAID, "B 7"));
    }

    @Test
    void lineThatNamesNoRevisionAnswersThatOfTheHead() throws Exception {
        assertThat(
                        answers(
                                edifact(
                                        "",
                                        "ORDRSP",
                                        "BGM+231+OR-1+4",
                                        "RFF+ON:FIRST::3",
                                        "LIN+1",
                                        "PIA+5+A:IN",
                                        "QTY+113:5",
                                        "RFF+ON:FIRST",
                                        "LIN+2",
                                        "PIA+5+B:IN",
                                        "QTY+113:7")))
                .extracting(AnswerMessage::revision, this::counts)
                .containsExactly(tuple(3, "A 5, B 7"));
    }

    @Test
    void responseThatNamesAnotherOrderInALineIsRefused() throws Exception {
        String response =
                Files.readString(Path.of("src/test/resources/documents/v1/UBL-answer.xml"), UTF_8);
        String own =
                "<cac:OrderLineReference><cbc:LineID>1</cbc:LineID><cac:OrderReference><cbc:ID>%s</cbc:ID></cac:OrderReference></cac:OrderLineReference>";
        String reference = "(?s)<cac:OrderLineReference>.*?</cac:OrderLineReference>";

        assertThat(
                        answers(
                                response.replaceFirst(
                                                reference, own.formatted("P26112205FRUITSUP9W1"))
                                        .getBytes(UTF_8)))
                .hasSize(1);
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(
                        () ->
                                answers(
                                        response.replaceFirst(reference, own.formatted("SECOND"))
                                                .getBytes(UTF_8)))
                .satisfies(
                        e ->
                                assertThat(e.fault().toString())
                                        .contains("SECOND", "P26112205FRUITSUP9W1"));
    }

    @Test
    void lineOfOneOfSeveralOrdersMustSayOfWhich() throws Exception {
        Message message =
                message(
                        edifact(
                                "",
                                "DESADV",
                                "BGM+351+DA-1+9",
                                "RFF+ON:FIRST",
                                "RFF+ON:SECOND",
                                "LIN+1",
                                "PIA+5+A:IN",
                                "QTY+12:5"));

        assertThat(message.answers()).isEmpty();
        assertThat(message.faults())
                .singleElement()
                .asString()
                .contains("LIN at position 6", "[FIRST, SECOND]");
    }

    @Test
    void despatchLinesOfAnOrderOfTheirOwnAnswerThatOne() throws Exception {
        String advice =
                Files.readString(
                        Path.of("src/test/resources/documents/v1/UBL-shipment.xml"), UTF_8);
        String line =
                advice.substring(
                        advice.indexOf("  <cac:DespatchLine>"),
                        advice.indexOf("</DespatchAdvice>"));
        String other = line.replace("P26112205FRUITSUP9W1", "SECOND").replace(">120<", ">7<");

        assertThat(answers(advice.replace(line, line + other).getBytes(UTF_8)))
                .extracting(AnswerMessage::orderNumber, this::counts)
                .containsExactly(
                        tuple("P26112205FRUITSUP9W1", "SKU-1001 120"),
                        tuple("SECOND", "SKU-1001 7"));
    }

    @Test
    void palletsOfOneOrderAreOneShipment() throws Exception {
        List<AnswerMessage> answers =
                answers(
                        x12(
                                "856",
                                "BSN*00*DA-1*20261122*134108*0001",
                                "HL*1**S",
                                "HL*2*1*O",
                                "PRF*P1*1",
                                "HL*3*2*I",
                                "LIN**BP*A",
                                "SN1**5*EA",
                                "HL*4*1*O",
                                "PRF*P1*1",
                                "HL*5*4*I",
                                "LIN**BP*A",
                                "SN1**7*EA"));

        assertThat(answers).extracting(this::counts).containsExactly("A 5, A 7");
    }

    @ParameterizedTest(name = "{0}: {1} on {2}")
    @CsvSource({
        "PO1*1*24*EA***BP*A~ACK*IC*20*EA~DTM*067*20261208, 20, 2026-12-08",
        "PO1*1*24*EA***BP*A~DTM*067*20261208~ACK*IC*20*EA, 20, 2026-12-08",
        "DTM*067*20261208~PO1*1*24*EA***BP*A~ACK*IC*20*EA, 20, 2026-12-08",
        "DTM*067*20261208~PO1*1*24*EA***BP*A~DTM*002*20261204, 24, 2026-12-08",
        "DTM*067*20261208~PO1*1*24*EA***BP*A~ACK*IC*20*EA*067*20261209, 20, 2026-12-09",
        "DTM*067*20261208~PO1*1*24*EA***BP*A~ACK*IC*20*EA*017*20261209, 20, 2026-12-09",
        "PO1*1*24*EA***BP*A~ACK*IC*20*EA*063*20261230, 20, ",
        "PO1*1*24*EA***BP*A~ACK*AC*24*EA*011*20261208, 24, 2026-12-08",
        "PO1*1*24*EA***BP*A~ACK*IB*24*EA, 0, ",
        "DTM*067*20261208~PO1*1*24*EA***BP*A~ACK*IB*24*EA, 0, 2026-12-08",
        "PO1*1*24*EA***BP*A~ACK*SP*24*EA*002*20261204, 0, 2026-12-04",
        "PO1*1*24*EA***BP*A~ACK*IB*24*EA*067*20261208, 24, 2026-12-08",
        "PO1*1*24*EA***BP*A~ACK*IE*24*EA, 24, ",
        "PO1*1*24*EA***BP*A~ACK*IF*24*EA, 0, ",
        "PO1*1A*24*EA***BP*A~ACK*IA, 24, "
    })
    void promisedDayIsThatOfTheLineElseOfTheOrder(String loop, int quantity, LocalDate day)
            throws Exception {
        byte[] answer = x12("855", ("BAK*00*AC*P1*20261122~" + loop).split("~"));

        assertLine(answer, quantity, day);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "DTM*017*20261212, 2026-12-12",
        "DTM*002*20261204~DTM*017*20261212, 2026-12-12",
        "DTM*063*20261230, "
    })
    void dayOfGoodsIsNotTheOneThatWasAskedFor(String dates, LocalDate day) throws Exception {
        byte[] notice =
                x12(
                        "856",
                        ("BSN*00*DA-1*20261122*134108*0001~HL*1**O~PRF*P1~HL*2*1*I~LIN**BP*A~SN1**5*EA~"
                                        + dates)
                                .split("~"));

        assertLine(notice, 5, day);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "DTM+69:20261208:102, DTM+2:20261204:102, 2026-12-08",
        "DTM+2:20261204:102, DTM+69:20261208:102, 2026-12-08",
        "DTM+17:202612081400:203, DTM+2:20261204:102, 2026-12-08",
        "DTM+69:202612081400:204, FTX+AAI, 2026-12-08",
        "DTM+63:20261230:102, FTX+AAI, "
    })
    void promisedDayCountsWhereverItStands(String first, String second, LocalDate day)
            throws Exception {
        byte[] answer =
                edifact(
                        "",
                        "ORDRSP",
                        "BGM+231+OR-1+4",
                        "RFF+ON:P1",
                        "LIN+1",
                        "PIA+5+A:IN",
                        "QTY+113:5",
                        first,
                        second);

        assertLine(answer, 5, day);
    }

    @Test
    void dayOfTheHeadIsThatOfLinesThatSayNone() throws Exception {
        byte[] answer =
                edifact(
                        "",
                        "ORDRSP",
                        "BGM+231+OR-1+4",
                        "DTM+69:20261208:102",
                        "RFF+ON:P1",
                        "LIN+1",
                        "PIA+5+A:IN",
                        "QTY+113:5");

        assertLine(answer, 5, LocalDate.of(2026, 12, 8));
    }

    @Test
    void dayOfTheOrderElseOfTheShipmentIsThatOfItemsThatSayNone() throws Exception {
        List<AnswerMessage> answers =
                answers(
                        x12(
                                "856",
                                "BSN*00*DA-1*20261122*134108*0001",
                                "DTM*017*20261210",
                                "HL*1**O",
                                "PRF*P1",
                                "DTM*017*20261212",
                                "HL*2*1*I",
                                "LIN**BP*A",
                                "SN1**5*EA",
                                "HL*3**O",
                                "PRF*P2",
                                "HL*4*3*I",
                                "LIN**BP*A",
                                "SN1**7*EA"));

        assertThat(answers)
                .extracting(answer -> answer.lines().get(0).expectedEpochDay())
                .containsExactly(
                        (int) LocalDate.of(2026, 12, 12).toEpochDay(),
                        (int) LocalDate.of(2026, 12, 10).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"IR", "ID", "IF", "IH", "IS", "IW", "R1", "R2", "R3", "R4", "R5", "R6"})
    void nothingComesOfALineThatIsRefused(String status) throws Exception {
        assertLine(
                x12(
                        "855",
                        "BAK*00*AC*P1*20261122",
                        "PO1*1*24*EA***BP*A",
                        "ACK*" + status + "*24*EA"),
                0,
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA", "AC", "AR", "BP", "DR", "IA", "IC", "IE", "IP", "IQ"})
    void lineThatIsAcceptedInSomeWayComes(String status) throws Exception {
        assertLine(
                x12(
                        "855",
                        "BAK*00*AC*P1*20261122",
                        "PO1*1*24*EA***BP*A",
                        "ACK*" + status + "*20*EA"),
                20,
                null);
    }

    @Test
    void unitOfTheLineIsThatOfItsParts() throws Exception {
        AnswerMessage answer =
                answers(x12("855", "BAK*00*AC*P1*20261122", "PO1*1*12*CA***BP*A", "ACK*IC*12"))
                        .get(0);

        assertThat(answer.lines()).singleElement().extracting(AnswerLine::unit).isEqualTo("CA");
    }

    @Test
    void itemIsFoundByItsGtinWhereNothingElseNamesIt() throws Exception {
        assertThat(
                        counts(
                                answers(
                                                x12(
                                                        "855",
                                                        "BAK*00*AC*P1*20261122",
                                                        "PO1**12*EA***UP*036000291452",
                                                        "ACK*IC*10",
                                                        "PO1**12*EA***EN*4006381333931*BP*A",
                                                        "ACK*IC*9",
                                                        "PO1*3*12*EA***EN*4006381333931",
                                                        "ACK*IC*8"))
                                        .get(0)))
                .isEqualTo("036000291452 10, A 9,  8");
        assertThat(
                        counts(
                                answers(
                                                x12(
                                                        "856",
                                                        "BSN*00*DA-1*20261122*134108*0001",
                                                        "HL*1**O",
                                                        "PRF*P1",
                                                        "HL*2*1*I",
                                                        "LIN**UK*14006381333938",
                                                        "SN1**5*EA"))
                                        .get(0)))
                .isEqualTo("14006381333938 5");
    }

    @Test
    void partiesAreSaidByTheirGlnAndNamesInTheCharactersOfTheFormat() throws Exception {
        DocumentTerms terms =
                new DocumentTerms(
                        DocumentFormat.X12,
                        "ZZ",
                        "7300010000001",
                        "ZZ",
                        "7300010000018",
                        "",
                        "Zoë *Buyer*",
                        "",
                        "",
                        false);

        byte[] document =
                PartnerFormat.of(DocumentFormat.X12)
                        .order(
                                new Envelope(7, AnyDocument.TIME, terms, true),
                                AnyDocument.gs1(),
                                List.of());

        assertThat(new String(document, ISO_8859_1))
                .contains(
                        "N1*ST**UL*7300010000025~",
                        "N1*BY*Zo? ?Buyer?*UL*7300010000001~",
                        "N1*SU**UL*7300010000018~");
    }

    @Test
    void changeIsAnsweredBySetsOfItsOwn() throws Exception {
        AnswerMessage answer =
                answers(
                                x12(
                                        "865",
                                        "BCA*00*AC*P1*2**20261122",
                                        "POC*1*QI*12*12*EA*7.2**BP*A",
                                        "ACK*IC*10",
                                        "POC*2*DI*0*0*EA*7.2**BP*B"))
                        .get(0);

        assertThat(answer.revision()).isEqualTo(2);
        assertThat(counts(answer)).isEqualTo("A 10, B 0");
    }

    @Test
    void commaIsADecimalMarkUnlessThePointIsSaidToBe() throws Exception {
        String[] body = {
            "BGM+231+OR-1+4", "RFF+ON:P1", "LIN+1", "PIA+5+A:IN", "QTY+113:12,0", "PRI+AAA:7,2"
        };

        for (String una : List.of("", "\r\n", "UNA:+,? '", "\nUNA:+,? '")) {
            AnswerLine line = answers(edifact(una, "ORDRSP", body)).get(0).lines().get(0);
            assertThat(line.quantity()).isEqualTo(12);
            assertThat(line.price()).hasValue(7.2);
        }
        assertThat(message(edifact(UNA, "ORDRSP", body)).faults())
                .singleElement()
                .asString()
                .contains("7,2");
    }

    @ParameterizedTest
    @EnumSource(DocumentFormat.class)
    void wordingOfAReasonWithholdsNoCancellation(DocumentFormat name) throws Exception {
        PartnerFormat format = PartnerFormat.of(name);
        OrderMessage cancellation =
                AnyDocument.cancellation().because("cancelled by Zoë: 50 € – late\u0000\nsorry");

        byte[] document =
                format.order(AnyDocument.toSupplier(name, 7), cancellation, AnyDocument.LINES);

        OrderMessage read = format.read(document).messages().get(0).orders().get(0);
        assertThat(read.transition()).isEqualTo(OrderTransition.CANCELLED);
        assertThat(read.reason())
                .isEqualTo(
                        switch (name) {
                            case X12 -> "";
                            case EDIFACT -> "cancelled by Zoë: 50 ? ? late? sorry";
                            case UBL -> "cancelled by Zoë: 50 € – late? sorry";
                        });
    }

    @Test
    void reasonThatIsTooLongIsToldAsFarAsItFits() throws Exception {
        PartnerFormat edifact = PartnerFormat.of(DocumentFormat.EDIFACT);
        OrderMessage order = AnyDocument.cancellation().because("a".repeat(69) + " too long");

        byte[] document =
                edifact.order(AnyDocument.toSupplier(DocumentFormat.EDIFACT, 7), order, List.of());

        assertThat(edifact.read(document).messages().get(0).orders())
                .singleElement()
                .extracting(OrderMessage::reason)
                .isEqualTo("a".repeat(69));
    }

    private static void assertLine(byte[] document, int quantity, LocalDate day) throws Exception {
        assertThat(message(document).faults()).isEmpty();
        assertThat(answers(document).get(0).lines())
                .singleElement()
                .extracting(AnswerLine::quantity, AnswerLine::expectedEpochDay)
                .containsExactly(
                        (long) quantity, day == null ? AnswerLine.UNSAID : (int) day.toEpochDay());
    }

    private String counts(AnswerMessage answer) {
        return answer.lines().stream()
                .map(line -> line.item() + ' ' + line.quantity())
                .collect(Collectors.joining(", "));
    }

    private static Message message(byte[] document) throws Exception {
        return PartnerFormat.of(document).read(document).messages().get(0);
    }

    private static List<AnswerMessage> answers(byte[] document) throws Exception {
        return message(document).answers();
    }

    /** An interchange of one transaction set to us. */
    static byte[] x12(String type, String... body) {
        return (Stream.of(
                                        Stream.of(
                                                "ISA*00*          *00*          *ZZ*SUPPLIER9      *ZZ*BUYERCO        *261122*1341*U*00401*000000021*0*P*>",
                                                "GS*PR*SUPPLIER9*BUYERCO*20261122*134108*21*X*004010",
                                                "ST*" + type + "*0001"),
                                        Stream.of(body),
                                        Stream.of(
                                                "SE*" + (body.length + 2) + "*0001",
                                                "GE*1*21",
                                                "IEA*1*000000021"))
                                .flatMap(segments -> segments)
                                .collect(Collectors.joining("~"))
                        + "~")
                .getBytes(ISO_8859_1);
    }

    /** An interchange of one message to us. */
    static byte[] edifact(String una, String type, String... body) {
        return (una
                        + Stream.of(
                                        Stream.of(
                                                "UNB+UNOC:3+7300010000018:14+7300010000001:14+261122:1341+21",
                                                "UNH+1+" + type + ":D:96A:UN"),
                                        Stream.of(body),
                                        Stream.of("UNT+" + (body.length + 2) + "+1", "UNZ+1+21"))
                                .flatMap(segments -> segments)
                                .collect(Collectors.joining("'"))
                        + "'")
                .getBytes(ISO_8859_1);
    }
}

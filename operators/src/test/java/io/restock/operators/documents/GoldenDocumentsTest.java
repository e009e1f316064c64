package io.restock.operators.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DocumentFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents as partners have been sent and have sent them. Once a form has been released, one that
 * no longer matches is a partner that no longer reads us.
 */
class GoldenDocumentsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "documents", "v1");

    static Stream<Arguments> documents() throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (DocumentFormat name : DocumentFormat.values()) {
            PartnerFormat format = PartnerFormat.of(name);
            String end = name == DocumentFormat.UBL ? ".xml" : ".edi";
            Envelope out = AnyDocument.toSupplier(name, 7);
            Envelope in = AnyDocument.toBuyer(name, 21);
            String start = name + "-";
            byte[] order = format.order(out, AnyDocument.order(), List.of());
            all.put(start + "order" + end, order);
            all.put(start + "gs1" + end, format.order(out, AnyDocument.gs1(), List.of()));
            all.put(
                    start + "change" + end,
                    format.order(out, AnyDocument.change(), AnyDocument.LINES));
            all.put(
                    start + "cancellation" + end,
                    format.order(out, AnyDocument.cancellation(), AnyDocument.LINES));
            all.put(start + "answer" + end, format.answer(in, AnyDocument.answer(), "OR-1"));
            all.put(start + "shipment" + end, format.answer(in, AnyDocument.shipment(), "DA-77"));
            format.acknowledge(in, format.read(order))
                    .ifPresent(receipt -> all.put(start + "receipt" + end, receipt));
        }
        return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void saysWhatPartnersRead(String name, byte[] document) throws Exception {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("restock.write")) {
            Files.createDirectories(FOLDER);
            Files.write(file, document);
        }

        assertThat(new String(document, ISO_8859_1)).isEqualTo(Files.readString(file, ISO_8859_1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void readsWhatPartnersSay(String name, byte[] document) throws Exception {
        byte[] said = Files.readAllBytes(FOLDER.resolve(name));

        Message message = PartnerFormat.of(said).read(said).messages().get(0);

        assertThat(message.faults()).isEmpty();
        String lines = name.replaceAll(".*-|\\..*", "");
        switch (lines) {
            case "order" ->
                    assertThat(message.orders())
                            .singleElement()
                            .satisfies(o -> assertThat(o.lines()).isEqualTo(AnyDocument.LINES));
            case "gs1" ->
                    assertThat(message.orders())
                            .singleElement()
                            .usingRecursiveComparison()
                            .ignoringFields("unit", "orderedEpochDay")
                            .isEqualTo(AnyDocument.gs1());
            case "change" ->
                    assertThat(message.orders())
                            .singleElement()
                            .satisfies(
                                    o ->
                                            assertThat(o.lines())
                                                    .isEqualTo(AnyDocument.change().lines()));
            case "cancellation" ->
                    assertThat(message.orders())
                            .singleElement()
                            .satisfies(o -> assertThat(o.revision()).isEqualTo(2));
            case "answer", "shipment" ->
                    assertThat(message.answers())
                            .singleElement()
                            .satisfies(a -> assertThat(a.lines().get(0).quantity()).isEqualTo(120));
            default -> assertThat(message.receipt().control()).isEqualTo(7);
        }
    }
}

package io.restock.operators.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.result.ValidationResult;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our documents of UBL against the XSDs and the Schematron rules of Peppol, release 2026-05. */
class PeppolTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "documents", "v1");
    private static final ValidationExecutorSetRegistry<IValidationSourceXML> RULES = rules();

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("UBL-order.xml", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_V3),
                Arguments.of("UBL-gs1.xml", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_V3),
                Arguments.of(
                        "UBL-change.xml", PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_CHANGE_V3),
                Arguments.of(
                        "UBL-cancellation.xml",
                        PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_CANCELLATION_V3),
                Arguments.of(
                        "UBL-answer.xml",
                        PeppolValidation2026_05.VID_OPENPEPPOL_ORDER_RESPONSE_ADVANCED_V3),
                Arguments.of(
                        "UBL-shipment.xml",
                        PeppolValidation2026_05.VID_OPENPEPPOL_DESPATCH_ADVICE_V3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void keepsTheRulesOfPeppol(String file, DVRCoordinate rules) throws Exception {
        assertThat(faults(rules, Files.readAllBytes(GOLDEN.resolve(file)))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void theRulesSeeWhatIsWrong(String file, DVRCoordinate rules) throws Exception {
        String document = Files.readString(GOLDEN.resolve(file));

        assertThat(
                        faults(
                                rules,
                                document.replace("schemeID=\"0088\"", "schemeID=\"9999\"")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    private static List<String> faults(DVRCoordinate rules, byte[] document) {
        List<String> faults = new ArrayList<>();
        for (ValidationResult result :
                ValidationExecutionManager.executeValidation(
                        IValidityDeterminator.createDefault(),
                        RULES.getOfID(rules),
                        ValidationSourceXML.create(
                                new ReadableResourceByteArray("document", document)),
                        Locale.ROOT)) {
            result.getErrorList()
                    .forEach(
                            error -> {
                                if (error.isError()) {
                                    faults.add(String.valueOf(error.getErrorText(Locale.ROOT)));
                                }
                            });
        }
        return faults;
    }

    private static ValidationExecutorSetRegistry<IValidationSourceXML> rules() {
        ValidationExecutorSetRegistry<IValidationSourceXML> rules =
                new ValidationExecutorSetRegistry<>();
        PeppolValidation2026_05.init(rules);
        return rules;
    }
}

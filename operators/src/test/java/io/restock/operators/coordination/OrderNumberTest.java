package io.restock.operators.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {
    @ParameterizedTest
    @CsvSource({
        "G1, FARM, S1, G1",
        "ABCDEF, S, W, ABCDEF",
        "A, ABCDE, WH1, A",
        "G1, Farm, S1, ''",
        "G1, SUPPLIER9, S1, ''",
        "ABCDEF, SUP12, STORE9, ''",
    })
    void namesItsGroupWhereItIsReadable(String group, String from, String to, String named) {
        assertThat(OrderNumber.group(OrderNumber.of(false, 20_234, 3, group, from, to)))
                .isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "P2605270", "P26052700", "X26052700GFARMS1", "P2605270TG1"})
    void namesNoGroupWhereItIsNone(String number) {
        assertThat(OrderNumber.group(number)).isEmpty();
    }

    private static final int DAY = (int) LocalDate.of(2026, 11, 22).toEpochDay();

    /** What an order is derived from. */
    record Input(boolean transfer, int day, int sequence, String group, String from, String to) {
        String number() {
            return OrderNumber.of(transfer, day, sequence, group, from, to);
        }
    }

    @Test
    void isReadableWhereItFits() {
        assertThat(OrderNumber.of(false, DAY, 0, "G1", "SUP3", "WH1"))
                .isEqualTo("P26112208G1SUP3WH1");
        assertThat(OrderNumber.of(true, DAY, 2, "G1", "WH1", "S01")).isEqualTo("T26112227G1WH1S01");
    }

    @Test
    void endsWithAHashWhereItDoesNotFit() {
        String number = OrderNumber.of(false, DAY, 0, "FRESH", "supplier-17", "store-293");

        assertThat(number).startsWith("P2611220ZRE293").hasSize(OrderNumber.LENGTH);
        assertThat(OrderNumber.of(false, DAY, 0, "FRESH", "supplier-18", "store-293"))
                .isNotEqualTo(number);
    }

    @Test
    void saysWhereNamesEnd() {
        assertThat(OrderNumber.of(false, DAY, 0, "G1", "S1", "1A"))
                .isNotEqualTo(OrderNumber.of(false, DAY, 0, "G1", "S11", "A"))
                .isNotEqualTo(OrderNumber.of(false, DAY, 0, "G1S", "1", "1A"));
    }

    @Test
    void isTheSameForever() {
        // Changing how numbers are made would order twice on the next replay.
        assertThat(OrderNumber.of(true, DAY, 0, "C11", "warehouse-of-city11", "20"))
                .isEqualTo("T2611220Z20S8WGC0WG");
    }

    @Test
    void refusesMoreOrdersThanItCanName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderNumber.of(false, DAY, 36, "G1", "A", "B"))
                .withMessageContaining("36");
    }

    @Property(tries = 2000)
    void isShortAndPlain(@ForAll("inputs") Input input) {
        assertThat(input.number()).matches("[A-Z0-9]{1,22}");
    }

    @Property(tries = 5000)
    void distinctInputsHaveDistinctNumbers(
            @ForAll("inputs") Input one, @ForAll("inputs") Input other) {
        assertThat(one.number().equals(other.number())).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<Input> inputs() {
        Arbitrary<String> plain =
                Arbitraries.strings().withChars("AB12").ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> wild =
                Arbitraries.strings().withChars("aA1-_ é").ofMinLength(0).ofMaxLength(30);
        Arbitrary<String> names = Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(1, wild));
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(DAY, DAY + 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.strings().withChars("G1").ofMinLength(1).ofMaxLength(6),
                        names,
                        names)
                .as(Input::new);
    }
}

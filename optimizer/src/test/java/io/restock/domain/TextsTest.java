package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void leavesTextThatReadersTake() {
        String longest = "x".repeat(Texts.LONGEST);

        assertThat(Texts.cut("why")).isEqualTo("why");
        assertThat(Texts.cut(longest)).isEqualTo(longest);
    }

    @Test
    void cutsLongerTextAndSaysSo() {
        assertThat(Texts.cut("x".repeat(Texts.LONGEST + 1))).hasSize(Texts.LONGEST).endsWith("x…");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String apples = "x".repeat(Texts.LONGEST - 2) + "🍎🍎";

        assertThat(Texts.cut(apples)).hasSize(Texts.LONGEST - 1).endsWith("x…");
    }

    /** Strange text, too: any length around the limit, characters of one and of two parts. */
    @Property(tries = 300)
    void whatIsCutIsShortWholeAndTheBeginning(
            @ForAll @IntRange(max = 40) int more, @ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder written = new StringBuilder();
        while (written.length() < Texts.LONGEST - 20 + more) {
            written.append(random.nextBoolean() ? "é" : "🍎");
        }
        String text = written.toString();

        String cut = Texts.cut(text);

        assertThat(cut.length()).isLessThanOrEqualTo(Texts.LONGEST);
        assertThat(Texts.cut(cut)).isEqualTo(cut);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
        if (text.length() <= Texts.LONGEST) {
            assertThat(cut).isEqualTo(text);
        } else {
            assertThat(cut).endsWith("…").hasSizeGreaterThanOrEqualTo(Texts.LONGEST - 1);
            assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
        }
    }
}

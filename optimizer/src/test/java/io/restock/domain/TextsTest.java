package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

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
}

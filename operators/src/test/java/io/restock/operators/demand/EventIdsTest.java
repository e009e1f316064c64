package io.restock.operators.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void tellsAMillionSimilarIdsApart() {
        Set<Long> hashes = new HashSet<>();
        IntStream.range(0, 1_000_000).forEach(i -> hashes.add(EventIds.hash("sale-2024-" + i)));

        assertThat(hashes).hasSize(1_000_000);
    }

    @Test
    void spreadsSimilarIdsOverAllBits() {
        int n = 10_000;
        int[] set = new int[64];
        for (int i = 0; i < n; i++) {
            long hash = EventIds.hash("s" + i);
            for (int bit = 0; bit < 64; bit++) {
                set[bit] += (int) (hash >>> bit & 1);
            }
        }

        assertThat(IntStream.of(set)).allMatch(count -> count > 4_700 && count < 5_300);
    }

    @Test
    void staysAsItIsForTheSakeOfStoredIds() {
        assertThat(EventIds.hash("sale-1")).isEqualTo(1_693_151_594_630_028_804L);
    }

    @Test
    void tellsTheOrderOfCharactersApart() {
        assertThat(EventIds.hash("abcd-efgh")).isNotEqualTo(EventIds.hash("efgh-abcd"));
    }
}

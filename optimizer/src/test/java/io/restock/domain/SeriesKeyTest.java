package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Streams are keyed by this text: two series must not share one, and it must not change. */
class SeriesKeyTest {
    @Property(tries = 500)
    void anyIdsComeBackAsTheyWere(@ForAll String location, @ForAll String item) {
        Assume.that(location.indexOf('|') < 0);

        String key = SeriesKey.id(location, item);

        assertThat(SeriesKey.location(key)).isEqualTo(location);
        assertThat(SeriesKey.item(key)).isEqualTo(item);
    }

    @Test
    void idsThatReadTheSameTogetherAreApart() {
        assertThat(SeriesKey.id("S1", "2")).isNotEqualTo(SeriesKey.id("S", "12"));
        assertThat(SeriesKey.id("S1", "")).isNotEqualTo(SeriesKey.id("", "S1"));
    }

    /** Saved state is found again by the hash of this text. */
    @Test
    void keyIsWhatSavedStateWasKeyedBy() {
        assertThat(SeriesKey.id("store-7", "APPLE")).isEqualTo("store-7|APPLE");
    }
}

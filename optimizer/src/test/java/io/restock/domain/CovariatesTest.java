package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Days of covariates: each array keeps to its own, and days outside are unknown. */
class CovariatesTest {
    private static final RecordComponent[] ARRAYS = Covariates.class.getRecordComponents();
    private static final float UNKNOWN = Float.NaN;
    private static final int DAYS = 6;

    static IntStream arrays() {
        return IntStream.range(0, ARRAYS.length);
    }

    /** An array that a slice forgot, or took for another, would show here. */
    @ParameterizedTest
    @MethodSource("arrays")
    void sliceTakesTheSameDaysOfEveryArray(int array) throws ReflectiveOperationException {
        Covariates slice = numbered().slice(2, 5);

        assertThat(values(slice, array))
                .containsExactly(100 * array + 2, 100 * array + 3, 100 * array + 4);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void unknownDaysAreUnknownInEveryArray(int array) throws ReflectiveOperationException {
        assertThat(values(Covariates.unknown(3), array)).containsExactly(UNKNOWN, UNKNOWN, UNKNOWN);
    }

    @Property(tries = 500)
    void sliceOfASliceIsThatOfTheDaysBothShare(
            @ForAll @IntRange(min = -9, max = 9) int from,
            @ForAll @IntRange(max = 12) int length,
            @ForAll @IntRange(min = -9, max = 9) int within,
            @ForAll @IntRange(max = 12) int asked)
            throws ReflectiveOperationException {
        Covariates outer = numbered().slice(from, from + length);

        Covariates inner = outer.slice(within, within + asked);

        assertThat(outer.length()).isEqualTo(length);
        assertThat(inner.length()).isEqualTo(asked);
        for (int array = 0; array < ARRAYS.length; array++) {
            float[] expected = new float[asked];
            for (int i = 0; i < asked; i++) {
                int day = from + within + i;
                boolean there = within + i >= 0 && within + i < length && day >= 0 && day < DAYS;
                expected[i] = there ? 100 * array + day : UNKNOWN;
            }
            assertThat(values(inner, array)).containsExactly(expected);
        }
    }

    private static float[] values(Covariates covariates, int array)
            throws ReflectiveOperationException {
        return (float[]) ARRAYS[array].getAccessor().invoke(covariates);
    }

    /** Each value says its array and its day. */
    private static Covariates numbered() throws ReflectiveOperationException {
        Object[] arrays = new Object[ARRAYS.length];
        for (int array = 0; array < arrays.length; array++) {
            float[] values = new float[DAYS];
            for (int day = 0; day < DAYS; day++) {
                values[day] = 100 * array + day;
            }
            arrays[array] = values;
        }
        Class<?>[] types =
                Arrays.stream(ARRAYS).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return Covariates.class.getDeclaredConstructor(types).newInstance(arrays);
    }
}

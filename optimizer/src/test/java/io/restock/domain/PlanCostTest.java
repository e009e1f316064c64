package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCostTest {
    private static final RecordComponent[] COMPONENTS = PlanCost.class.getRecordComponents();

    static IntStream components() {
        return IntStream.range(0, COMPONENTS.length);
    }

    /** A component that the sum forgot, or took twice, would show here. */
    @ParameterizedTest
    @MethodSource("components")
    void everyComponentCountsOnce(int component) throws ReflectiveOperationException {
        PlanCost one = with(component, 7);

        assertThat(one.total()).isEqualTo(7);
        assertThat(COMPONENTS[component].getAccessor().invoke(one)).isEqualTo(7.0);
    }

    @ParameterizedTest
    @MethodSource("components")
    void componentsAddUpEachWithItsOwn(int component) throws ReflectiveOperationException {
        assertThat(with(component, 7).plus(with(component, -9))).isEqualTo(with(component, -2));
        assertThat(with(component, 7).plus(PlanCost.ZERO)).isEqualTo(with(component, 7));
    }

    @ParameterizedTest
    @MethodSource("components")
    void partOfACostIsThatPartOfEachComponent(int component) throws ReflectiveOperationException {
        assertThat(with(component, 8).times(0.25)).isEqualTo(with(component, 2));
    }

    @Test
    void nothingCostsNothing() {
        assertThat(PlanCost.ZERO.total()).isZero();
        assertThat(PlanCost.ZERO.plus(PlanCost.ZERO)).isEqualTo(PlanCost.ZERO);
    }

    private static PlanCost with(int component, double amount) throws ReflectiveOperationException {
        Object[] amounts = new Object[COMPONENTS.length];
        Arrays.fill(amounts, 0.0);
        amounts[component] = amount;
        Class<?>[] types =
                Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return PlanCost.class.getDeclaredConstructor(types).newInstance(amounts);
    }
}

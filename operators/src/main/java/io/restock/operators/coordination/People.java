package io.restock.operators.coordination;

import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import java.util.List;

/**
 * What people have set, as a review goes by it.
 *
 * @param heldSuppliers who is not ordered from
 * @param interventions forecasts and quantities that hold for a while
 */
record People(List<String> heldSuppliers, List<Intervention> interventions) {
    /** Nobody has set anything. */
    static final People NONE = new People(List.of(), List.of());

    boolean holds(String supplier) {
        return heldSuppliers.contains(supplier);
    }

    /** Orders that are set for the cut-off of a day. */
    List<Intervention> quantities(int cycle) {
        return interventions.stream()
                .filter(i -> i.kind() == DecisionKind.OVERRIDE_QUANTITY && i.holdsOn(cycle))
                .toList();
    }

    /**
     * A forecast with the means that people have set: the quantiles of such a day are scaled with
     * its mean; where the model expects nothing, they are the mean.
     */
    Forecast forecast(Forecast said) {
        Forecast result = said;
        for (Intervention i : interventions) {
            if (i.kind() == DecisionKind.OVERRIDE_FORECAST
                    && i.location().equals(said.location())
                    && i.item().equals(said.item())) {
                result = set(result, i);
            }
        }
        return result;
    }

    private static Forecast set(Forecast said, Intervention by) {
        float[] mean = said.mean().clone();
        float[] quantiles = said.quantiles().clone();
        for (int d = 0; d < mean.length; d++) {
            if (!by.holdsOn(said.originEpochDay() + 1 + d)) {
                continue;
            }
            float wanted = (float) by.quantity();
            for (int q = d * Quantiles.COUNT; q < (d + 1) * Quantiles.COUNT; q++) {
                quantiles[q] = mean[d] > 0 ? quantiles[q] * wanted / mean[d] : wanted;
            }
            mean[d] = wanted;
        }
        return new Forecast(
                said.location(),
                said.item(),
                said.originEpochDay(),
                said.issuedMillis(),
                said.modelVersion(),
                "set by " + by.by(),
                said.fallbackReason(),
                mean,
                quantiles,
                said.seasonEndEpochDay());
    }
}

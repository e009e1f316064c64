package io.restock.operators.coordination;

import io.restock.optimizer.Optimizer;
import io.restock.optimizer.OrderUpTo;
import io.restock.optimizer.Planner;

/** Who plans. */
public enum PlannerChoice {
    /** The genetic optimizer. */
    GENETIC,
    /** The rule that every planner knows, as a reference. */
    ORDER_UP_TO;

    /** The planner itself. */
    public Planner planner() {
        return switch (this) {
            case GENETIC -> Optimizer::plan;
            case ORDER_UP_TO -> new OrderUpTo();
        };
    }
}

package io.restock.jobs;

import io.restock.domain.Alert;
import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.operators.coordination.CoordinationSettings;
import io.restock.operators.coordination.Coordinator;
import io.restock.operators.coordination.GroupEvent;
import io.restock.operators.coordination.GroupRouter;
import io.restock.operators.coordination.Refused;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From what will be needed to what is ordered.
 *
 * <pre>
 * forecasts ──▶ group-router ──▶ coordinator ──▶ plans
 * stock ──────▶    (item)          (group)   ├─▶ plan lines
 * groups ─────────────┴─────────────▶ ▲      ├─▶ purchase orders
 * replies ────────────────────────────┤      ├─▶ transfer orders
 * decisions ──────────────────────────┘      ├─▶ alerts
 *                                            ├─▶ decision log
 *                                            └─▶ refused
 * </pre>
 *
 * A group is planned when event time passes its cut-off.
 */
public final class CoordinationPipeline {
    private CoordinationPipeline() {}

    /** What comes in. */
    public record Inputs(
            DataStream<Forecast> forecasts,
            DataStream<StockLevel> stock,
            DataStream<PlanningGroup> groups,
            DataStream<SupplierReply> replies,
            DataStream<Decision> decisions) {}

    /**
     * What goes out.
     *
     * @param log what was decided, as a chain for each group
     * @param refused answers, decisions and groups that are not allowed where things stand
     */
    public record Outputs(
            DataStream<PlanRecord> plans,
            DataStream<PlanLine> lines,
            DataStream<PurchaseOrder> orders,
            DataStream<TransferOrder> transfers,
            DataStream<Alert> alerts,
            DataStream<LogEntry> log,
            DataStream<Refused> refused) {}

    /** Draws the pipeline. */
    public static Outputs attach(Inputs in, CoordinationSettings settings) {
        DataStream<GroupEvent> events =
                GroupRouter.attach(
                        in.forecasts(), in.stock(), in.groups(), in.replies(), in.decisions());
        SingleOutputStreamOperator<PlanRecord> plans = Coordinator.attach(events, settings);
        return new Outputs(
                plans,
                plans.getSideOutput(Coordinator.PLAN_LINES),
                plans.getSideOutput(Coordinator.PURCHASE_ORDERS),
                plans.getSideOutput(Coordinator.TRANSFER_ORDERS),
                plans.getSideOutput(Coordinator.ALERTS),
                plans.getSideOutput(Coordinator.LOG),
                plans.getSideOutput(Coordinator.ILLEGAL));
    }
}

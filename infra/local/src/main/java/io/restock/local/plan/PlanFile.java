package io.restock.local.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.PlanCost;
import io.restock.jobs.wire.Json;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes plans in the format {@code coordination-plan/1}, plain or gzipped. */
public final class PlanFile {
    /** What the field {@code format} says. */
    public static final String FORMAT = "coordination-plan/1";

    private PlanFile() {}

    /**
     * Writes a plan with what it costs.
     *
     * @param file is gzipped if it ends in {@code .gz}
     */
    public static void write(Path file, Problem problem, Plan plan, PlanCost cost)
            throws IOException {
        byte[] json =
                Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(tree(problem, plan, cost));
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream out =
                        file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
            out.write(json);
        } catch (IOException e) {
            throw new IOException("The plan cannot be written to %s.".formatted(file), e);
        }
    }

    private static ObjectNode tree(Problem problem, Plan plan, PlanCost cost) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("format", FORMAT).put("problem", problem.name());
        ArrayNode orders = root.putArray("orders");
        for (Plan.Order o : plan.orders()) {
            orders.addObject()
                    .put("item", problem.items().get(o.item()).id())
                    .put("supplier", problem.suppliers().get(o.supplier()).id())
                    .put("location", problem.locations().get(o.location()).id())
                    .put("epoch", o.epoch())
                    .put("quantity", o.quantity());
        }
        ArrayNode transfers = root.putArray("transfers");
        for (Plan.Move m : plan.transfers()) {
            Problem.Lane lane = problem.lanes().get(m.lane());
            transfers
                    .addObject()
                    .put("item", problem.items().get(m.item()).id())
                    .put("from", problem.locations().get(lane.from()).id())
                    .put("to", problem.locations().get(lane.to()).id())
                    .put("quantity", m.quantity());
        }
        root.set("claimedCost", tree(cost));
        return root;
    }

    /** The components by name, and their total. */
    static ObjectNode tree(PlanCost cost) {
        return Json.MAPPER
                .createObjectNode()
                .put("purchase", cost.purchase())
                .put("orderLines", cost.orderLines())
                .put("orderHeaders", cost.orderHeaders())
                .put("trucks", cost.trucks())
                .put("transferUnits", cost.transferUnits())
                .put("transferLines", cost.transferLines())
                .put("holding", cost.holding())
                .put("runOutHolding", cost.runOutHolding())
                .put("backorder", cost.backorder())
                .put("overflow", cost.overflow())
                .put("endOfHorizonCredit", cost.endOfHorizonCredit())
                .put("sunk", cost.sunk())
                .put("total", cost.total());
    }
}

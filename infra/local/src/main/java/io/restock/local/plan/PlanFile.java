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
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Reads and writes plans in the format {@code coordination-plan/1}, plain or gzipped. */
public final class PlanFile {
    /** What the field {@code format} says. */
    public static final String FORMAT = "coordination-plan/1";

    private static final int MOST_EPOCHS = 1000;

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

    /**
     * Reads the lines of a plan.
     *
     * @param problem of the items, locations, suppliers and lanes that it names
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming file and field, if it is no plan for them
     */
    public static Plan read(Path file, Problem problem) throws IOException {
        Field root = new Field(file, "", ProblemFile.tree(file));
        Field format = root.get("format");
        format.must(FORMAT.equals(format.value().textValue()), FORMAT);
        return plan(root, problem);
    }

    /** The lines of a plan, whatever else its JSON says. */
    static Plan plan(Field root, Problem problem) {
        List<String> items = problem.items().stream().map(Problem.Item::id).toList();
        List<String> locations = problem.locations().stream().map(Problem.Site::id).toList();
        List<String> suppliers = problem.suppliers().stream().map(Problem.Vendor::id).toList();
        List<Plan.Order> orders =
                root.get("orders")
                        .list(
                                f ->
                                        new Plan.Order(
                                                f.get("item").indexIn(items, "item"),
                                                f.get("supplier").indexIn(suppliers, "supplier"),
                                                f.get("location").indexIn(locations, "location"),
                                                f.get("epoch").count(0, MOST_EPOCHS),
                                                f.get("quantity").whole(1)));
        List<Plan.Move> moves =
                root.get("transfers")
                        .list(
                                f ->
                                        new Plan.Move(
                                                f.get("item").indexIn(items, "item"),
                                                lane(problem, f, locations),
                                                f.get("quantity").whole(1)));
        return Plan.of(orders, moves);
    }

    private static int lane(Problem problem, Field move, List<String> locations) {
        int from = move.get("from").indexIn(locations, "location");
        int to = move.get("to").indexIn(locations, "location");
        for (int lane = 0; lane < problem.lanes().size(); lane++) {
            if (problem.lanes().get(lane).from() == from && problem.lanes().get(lane).to() == to) {
                return lane;
            }
        }
        move.get("to").must(false, "a location that a lane leads to from " + locations.get(from));
        return -1;
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

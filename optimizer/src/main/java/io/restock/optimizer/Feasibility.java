package io.restock.optimizer;

import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Transfer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hard limits of a plan. A violation is never traded against cost. */
public final class Feasibility {
    /** Pallets by which a supplier's capacity may be exceeded by rounding. */
    public static final double CAPACITY_TOLERANCE = 1e-6;

    private final Problem problem;
    private final List<String> violations = new ArrayList<>();

    private Feasibility(Problem problem) {
        this.problem = problem;
    }

    /** One sentence per broken rule; empty if the plan can be carried out. */
    public static List<String> violations(Problem problem, Plan plan) {
        Feasibility check = new Feasibility(problem);
        check.orders(plan.orders());
        check.transfers(plan.transfers());
        return List.copyOf(check.violations);
    }

    private void orders(List<Order> orders) {
        double[][] pallets = new double[problem.suppliers().size()][problem.epochs()];
        Set<List<Integer>> seen = new HashSet<>();
        for (Order o : orders) {
            String line = describe(o);
            if (!within(o.item(), problem.items())
                    || !within(o.supplier(), problem.suppliers())
                    || !within(o.location(), problem.locations())) {
                violations.add(line + ": no such item, supplier or location");
                continue;
            }
            Item item = problem.items().get(o.item());
            Source source = source(item, o.supplier());
            if (source == null) {
                violations.add(line + ": this supplier does not sell this item");
                continue;
            }
            int arrival = o.epoch() + problem.suppliers().get(o.supplier()).leadTimeBuckets();
            if (o.epoch() < 0 || o.epoch() >= problem.epochs() || arrival >= problem.buckets()) {
                violations.add(line + ": no such epoch, or arrival after the last bucket");
                continue;
            }
            if (!seen.add(List.of(o.item(), o.supplier(), o.location(), o.epoch()))) {
                violations.add(
                        line + ": a second line for the same item, supplier, location and epoch");
                continue;
            }
            long low = source.minimumOrderQuantity();
            long high = source.maximumOrderQuantity()[o.location()];
            if (o.quantity() <= 0
                    || o.quantity() < low
                    || o.quantity() > high
                    || o.quantity() % source.orderMultiple() != 0) {
                violations.add(
                        "%s: quantity %d is not a multiple of %d in %d..%d"
                                .formatted(line, o.quantity(), source.orderMultiple(), low, high));
                continue;
            }
            pallets[o.supplier()][o.epoch()] += item.volume() * o.quantity();
        }
        capacity(pallets);
    }

    private void capacity(double[][] pallets) {
        for (int s = 0; s < pallets.length; s++) {
            for (int e = 0; e < problem.epochs(); e++) {
                double capacity = problem.suppliers().get(s).capacityPerEpoch()[e];
                if (pallets[s][e] > capacity + CAPACITY_TOLERANCE) {
                    violations.add(
                            "supplier %s epoch %d: %.6f pallets ordered, capacity %.6f"
                                    .formatted(
                                            problem.suppliers().get(s).id(),
                                            e,
                                            pallets[s][e],
                                            capacity));
                }
            }
        }
    }

    private void transfers(List<Move> transfers) {
        long[][] sent = new long[problem.items().size()][problem.locations().size()];
        Set<List<Integer>> seen = new HashSet<>();
        for (Move m : transfers) {
            String line = describe(m);
            if (!within(m.item(), problem.items()) || !within(m.lane(), problem.lanes())) {
                violations.add(line + ": no such item or lane");
                continue;
            }
            Lane lane = problem.lanes().get(m.lane());
            Transfer terms = problem.items().get(m.item()).transfer();
            if (terms == null) {
                violations.add(line + ": this item is not moved between locations");
                continue;
            }
            if (lane.leadTimeBuckets() >= problem.buckets()) {
                violations.add(line + ": arrival after the last bucket");
                continue;
            }
            if (!seen.add(List.of(m.item(), m.lane()))) {
                violations.add(line + ": a second line for the same item and lane");
                continue;
            }
            if (m.quantity() <= 0 || m.quantity() % terms.orderMultiple() != 0) {
                violations.add(
                        "%s: quantity %d is not a positive multiple of %d"
                                .formatted(line, m.quantity(), terms.orderMultiple()));
                continue;
            }
            sent[m.item()][lane.from()] += m.quantity();
        }
        onHand(sent);
    }

    private void onHand(long[][] sent) {
        for (int i = 0; i < sent.length; i++) {
            Item item = problem.items().get(i);
            for (int l = 0; l < sent[i].length; l++) {
                if (sent[i][l] > item.stock().get(l).onHand()) {
                    violations.add(
                            "item %s location %s: %d transferred out, %d on hand"
                                    .formatted(
                                            item.id(),
                                            problem.locations().get(l).id(),
                                            sent[i][l],
                                            item.stock().get(l).onHand()));
                }
            }
        }
    }

    private static @Nullable Source source(Item item, int supplier) {
        for (Source source : item.sources()) {
            if (source.supplier() == supplier) {
                return source;
            }
        }
        return null;
    }

    private static String describe(Order o) {
        return "order of item #%d from supplier #%d for location #%d in epoch %d"
                .formatted(o.item(), o.supplier(), o.location(), o.epoch());
    }

    private static String describe(Move m) {
        return "transfer of item #%d on lane #%d".formatted(m.item(), m.lane());
    }

    private static boolean within(int index, List<?> list) {
        return index >= 0 && index < list.size();
    }
}

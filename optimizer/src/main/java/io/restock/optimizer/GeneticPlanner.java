package io.restock.optimizer;

import io.jenetics.AnyChromosome;
import io.jenetics.AnyGene;
import io.jenetics.Chromosome;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.restock.domain.PlanCost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Plans by a genetic algorithm over whole item plans: a gene is an item, its allele what is ordered
 * and moved of it everywhere. The population starts from the order-up-to plan, the empty plan and
 * best responses under prices on what items share; every generation has one child, which takes
 * items or locations from another plan ({@link PlanCrossover}), is repaired and then improved for
 * long by {@link Search}.
 *
 * <p>Feasible by construction, and never dearer than the order-up-to plan, which is in the
 * population and among the candidates of the result. One generator, seeded by the limits, and one
 * thread per call: the same limits give the same plan.
 */
public final class GeneticPlanner implements Planner {
    private static final int POPULATION = 8;
    private static final int PRICED_SEEDS = 4;

    /** Probability that a plan is crossed with another before it is searched. */
    public static final double CROSSOVER = 0.8;

    /** Rounds that one child's search lasts: one long cooling does more than many short ones. */
    private static final int ROUNDS_OF_A_SEARCH = 4;

    /** Pairs solved in a round: so many for each, in these bounds. */
    private static final int EFFORT_PER_PAIR = 250;

    private static final int LEAST_EFFORT = 10_000;
    private static final int MOST_EFFORT = 20_000;
    private static final int MOST_EFFORT_PER_PAIR = 8;

    /** Pairs solved for the lower bound, about, in these bounds of steps. */
    private static final int BOUND_EFFORT = 40_000;

    private static final int LEAST_BOUND_STEPS = 5;
    private static final int MOST_BOUND_STEPS = 100;

    /** Pairs solved for prices, about, in these bounds of steps. */
    private static final int PRICE_EFFORT = 60_000;

    private static final int LEAST_PRICE_STEPS = 12;
    private static final int MOST_PRICE_STEPS = 40;

    private final double crossover;

    /** As good as it is known to be. */
    public GeneticPlanner() {
        this(CROSSOVER);
    }

    /**
     * To see what crossover is worth.
     *
     * @param crossover probability that a plan is crossed with another one before it is searched;
     *     with 0 no generation crosses plans
     */
    public GeneticPlanner(double crossover) {
        if (!(crossover >= 0 && crossover <= 1)) {
            throw new IllegalArgumentException(
                    "The probability of crossover (%s) must be 0 ... 1.".formatted(crossover));
        }
        this.crossover = crossover;
    }

    @Override
    public Optimized plan(Problem problem, Limits limits) {
        return run(problem, limits, null);
    }

    /**
     * Plans a problem that is nearly one that has been planned: an item's demand has changed, a
     * supplier delivers less, a week has passed. Its plan joins the seeds; what of it does not fit
     * any more is mended. Without rounds that is all that is done, in a small part of the time, and
     * no bound is proven.
     *
     * @param last a plan of the same items, locations, suppliers and lanes, which need not be
     *     feasible any more
     */
    public Optimized replan(Problem problem, Plan last, Limits limits) {
        return run(problem, limits, last);
    }

    private Optimized run(Problem problem, Limits limits, @Nullable Plan last) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(limits.seed());
        return RandomRegistry.with(
                random, r -> new Run(problem, limits, last, crossover, r).plan());
    }

    /** One call: nothing is shared between calls. */
    private static final class Run {
        private final Problem problem;
        private final Limits limits;
        private final @Nullable Plan last;
        private final double crossover;
        private final Network network;
        private final PairSolver solver;
        private final Prices prices;
        private final Search search;
        private final Incumbent incumbent = new Incumbent();
        private final Guard guard;

        Run(
                Problem problem,
                Limits limits,
                @Nullable Plan last,
                double crossover,
                RandomGenerator random) {
            this.problem = problem;
            this.limits = limits;
            this.last = last;
            this.crossover = crossover;
            guard = new Guard(limits.guard());
            network = new Network(problem);
            solver = new PairSolver(network);
            prices = new Prices(network, solver);
            search = new Search(network, solver, prices, random);
        }

        Optimized plan() {
            CostModel costs = CostModel.of(problem);
            Plan rule = OrderUpTo.plan(problem);
            PlanCost ruleCost = costs.cost(rule);
            int rounds = problem.items().isEmpty() ? 0 : evolve(rule);
            Plan found = incumbent.plan(network);
            PlanCost foundCost = costs.cost(found);
            boolean better = foundCost.total() < ruleCost.total();
            PlanCost cost = better ? foundCost : ruleCost;
            boolean quick = last != null && limits.rounds() == 0;
            double bound = quick ? Double.NEGATIVE_INFINITY : bound(cost.total());
            return new Optimized(better ? found : rule, cost, ruleCost, bound, rounds);
        }

        /** Money that no plan costs less than. */
        private double bound(double cost) {
            int wanted = BOUND_EFFORT / Math.max(1, network.pairs.length);
            int steps = Math.max(LEAST_BOUND_STEPS, Math.min(MOST_BOUND_STEPS, wanted));
            prices.exchange();
            for (int k = 0; k < steps && !guard.strikes(); k++) {
                prices.tighten(cost);
            }
            return prices.bound();
        }

        private int evolve(Plan rule) {
            if (last != null && limits.rounds() == 0) {
                search.mend(last);
                seed();
                return 0;
            }
            EvolutionStart<AnyGene<ItemPlan>, Double> start = EvolutionStart.of(seeds(rule), 1);
            PlanCrossover crossing = new PlanCrossover(network, crossover);
            SearchAlterer searching = new SearchAlterer(search, incumbent, guard);
            Engine<AnyGene<ItemPlan>, Double> engine = engine(crossing, searching);
            int rounds = 0;
            while (rounds < limits.rounds() && !guard.strikes()) {
                int next = Math.min(ROUNDS_OF_A_SEARCH, limits.rounds() - rounds);
                searching.effort(next * (long) roundEffort());
                crossing.mates(start.population());
                start = engine.evolve(start).next();
                boolean cut = guard.strikes();
                rounds += cut ? (int) Math.min(next - 1, searching.done() / roundEffort()) : next;
            }
            return rounds;
        }

        private int roundEffort() {
            int pairs = network.pairs.length;
            int most = Math.max(MOST_EFFORT, MOST_EFFORT_PER_PAIR * pairs);
            return Math.max(LEAST_EFFORT, Math.min(most, EFFORT_PER_PAIR * pairs));
        }

        private Engine<AnyGene<ItemPlan>, Double> engine(
                PlanCrossover crossing, SearchAlterer searching) {
            return Engine.builder(Run.this::cost, incumbent::genotype)
                    .minimizing()
                    .populationSize(POPULATION)
                    .offspringFraction(1.0 / POPULATION)
                    .offspringSelector(new TournamentSelector<>(2))
                    .survivorsSelector(new DistinctSelector())
                    .maximalPhenotypeAge(Long.MAX_VALUE)
                    .alterers(crossing, searching)
                    .executor(Runnable::run)
                    .build();
        }

        private ISeq<Phenotype<AnyGene<ItemPlan>, Double>> seeds(Plan rule) {
            List<Phenotype<AnyGene<ItemPlan>, Double>> seeds = new ArrayList<>();
            seeds.add(seed());
            if (last != null) {
                search.mend(last);
                seeds.add(seed());
                search.draft().load(Plan.EMPTY);
            }
            search.settle(3);
            seeds.add(seed());
            search.draft().load(rule);
            seeds.add(seed());
            search.settle(3);
            seeds.add(seed());
            int steps =
                    Math.max(
                            LEAST_PRICE_STEPS,
                            Math.min(MOST_PRICE_STEPS, PRICE_EFFORT / network.pairs.length));
            for (int k = 1; k <= steps && !guard.strikes(); k++) {
                prices.step(incumbent.cost);
                if (k > steps - PRICED_SEEDS) {
                    search.draft().load(Plan.EMPTY);
                    search.construct();
                    search.settle(3);
                    search.closeWhatPays();
                    seeds.add(seed());
                }
            }
            return ISeq.of(seeds);
        }

        private Phenotype<AnyGene<ItemPlan>, Double> seed() {
            double cost = search.draft().total();
            ItemPlan[] items = items();
            incumbent.offer(cost, items);
            return Phenotype.of(Genotype.of(chromosome(items)), 1, cost);
        }

        private ItemPlan[] items() {
            return search.items();
        }

        private double cost(Genotype<AnyGene<ItemPlan>> genotype) {
            search.load(genotype);
            return search.draft().total();
        }
    }

    /** A chromosome of these item plans. */
    static Chromosome<AnyGene<ItemPlan>> chromosome(ItemPlan[] items) {
        List<AnyGene<ItemPlan>> genes = new ArrayList<>();
        for (ItemPlan item : items) {
            genes.add(AnyGene.of(item, () -> item));
        }
        return AnyChromosome.of(() -> items[0], items.length).newInstance(ISeq.of(genes));
    }

    /** The best plan seen. */
    static final class Incumbent {
        private double cost = Double.POSITIVE_INFINITY;
        private ItemPlan[] items = {};

        void offer(double offered, ItemPlan[] plan) {
            if (offered < cost) {
                cost = offered;
                items = plan;
            }
        }

        /** What the engine takes where it needs a fresh individual. */
        Genotype<AnyGene<ItemPlan>> genotype() {
            return Genotype.of(chromosome(items));
        }

        Plan plan(Network network) {
            Draft draft = new Draft(network);
            for (int i = 0; i < items.length; i++) {
                draft.set(i, items[i]);
            }
            return draft.plan();
        }
    }

    /** Tells when the outer limit of wall time is over. */
    static final class Guard {
        private final long start = System.nanoTime();
        private final @Nullable Duration limit;

        Guard(@Nullable Duration limit) {
            this.limit = limit;
        }

        boolean strikes() {
            return limit != null && System.nanoTime() - start >= limit.toNanos();
        }
    }
}

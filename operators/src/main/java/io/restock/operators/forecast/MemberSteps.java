package io.restock.operators.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes gradient steps for all members of a model, side by side where there are cores. What a
 * member draws depends on the seed, the member and the number of the step alone.
 */
final class MemberSteps implements AutoCloseable {
    private static final int SHARD = 128; // samples whose numbers of a layer fit the first cache
    private static final int SLOTS = 4; // days of a sample that a step learns from
    private static final int STEPS_PER_NOTICE = 10;

    private final TrainSettings settings;
    private final List<NetworkPass> passes = new ArrayList<>();
    private final int shards;
    private final ExecutorService workers;

    MemberSteps(NetworkShape shape, TrainSettings settings) {
        this.settings = settings;
        this.shards = (settings.batchSize() + SHARD - 1) / SHARD;
        int samples = (settings.batchSize() + shards - 1) / shards;
        int slots = Math.min(SLOTS, settings.horizon());
        for (int member = 0; member < settings.members(); member++) {
            passes.add(new NetworkPass(shape, samples, slots));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        this.workers = Executors.newFixedThreadPool(Math.min(cores, settings.members()));
    }

    /** Told of the steps of the first member. */
    interface Bar {
        void step(int step, int of);
    }

    /** Takes {@code steps} steps with each member; returns the mean loss of a target, in levels. */
    double run(SampleSource samples, Checkpoint state, int steps, Bar bar) {
        List<Future<Double>> losses = new ArrayList<>();
        for (int member = 0; member < passes.size(); member++) {
            int of = member;
            losses.add(workers.submit(() -> run(samples, state, of, steps, bar)));
        }
        double loss = 0;
        try {
            for (Future<Double> of : losses) {
                loss += of.get() / passes.size();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Training was interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Training failed.", e.getCause());
        }
        return loss;
    }

    private double run(SampleSource samples, Checkpoint state, int member, int steps, Bar bar) {
        NetworkPass pass = passes.get(member);
        Adam adam = state.members.get(member);
        double loss = 0;
        double weight = 0;
        for (int step = 0; step < steps && !Thread.currentThread().isInterrupted(); step++) {
            pass.clear();
            SplittableRandom random = random(state.chosen, member, adam.taken());
            for (int shard = 0; shard < shards; shard++) {
                samples.draw(random, pass);
                loss += pass.learn(adam.weights(), settings.dropout(), random);
                weight += pass.targetWeight();
            }
            adam.step(pass.gradient(), 1.0 / (shards * pass.samples()));
            if (member == 0 && (step + 1) % STEPS_PER_NOTICE == 0) {
                bar.step(step + 1, steps);
            }
        }
        return weight > 0 ? loss / weight : 0;
    }

    private SplittableRandom random(boolean again, int member, int step) {
        long stream = settings.seed() * 31 + member * 2L + (again ? 1 : 0);
        return new SplittableRandom(new SplittableRandom(stream).nextLong() + step);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

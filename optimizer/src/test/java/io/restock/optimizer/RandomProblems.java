package io.restock.optimizer;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Problems of every shape the planner may meet, one per seed, odd ones included. */
final class RandomProblems {
    private static final double[] LEVELS = {0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97};
    private static final double[] WEIGHTS = {0.15, 0.15, 0.15, 0.15, 0.15, 0.1, 0.1, 0.05};
    private static final double[] NORMAL = {-1.645, -0.842, -0.385, 0, 0.385, 0.842, 1.282, 1.881};

    private RandomProblems() {}

    /** Up to 6 items, 4 locations, 3 suppliers, 6 buckets. */
    static Problem mixed(long seed) {
        Random random = new Random(seed);
        return of(
                random,
                1 + random.nextInt(6),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                1 + random.nextInt(6));
    }

    static Problem of(long seed, int items, int locations, int suppliers, int buckets) {
        return of(new Random(seed), items, locations, suppliers, buckets);
    }

    private static Problem of(Random random, int items, int locations, int suppliers, int buckets) {
        int epochs = 1 + random.nextInt(buckets);
        List<Site> sites = new ArrayList<>();
        for (int l = 0; l < locations; l++) {
            sites.add(new Site("L" + l, items * (0.2 + 2 * random.nextDouble())));
        }
        List<Vendor> vendors = new ArrayList<>();
        for (int s = 0; s < suppliers; s++) {
            double[] capacity = new double[epochs];
            double[] header = new double[locations];
            double size = items * locations * random.nextDouble();
            for (int e = 0; e < epochs; e++) {
                capacity[e] = random.nextInt(8) == 0 ? 0 : size;
            }
            for (int l = 0; l < locations; l++) {
                header[l] = random.nextInt(4) == 0 ? 0 : 100 * random.nextDouble();
            }
            vendors.add(new Vendor("S" + s, random.nextInt(4), capacity, header));
        }
        List<Lane> lanes = lanes(random, locations);
        List<Item> list = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            list.add(item(random, i, locations, vendors, lanes.size(), buckets));
        }
        return new Problem(
                "random", buckets, epochs, LEVELS, WEIGHTS, 4, sites, vendors, lanes, list);
    }

    private static List<Lane> lanes(Random random, int locations) {
        List<Lane> lanes = new ArrayList<>();
        for (int from = 0; from < locations; from++) {
            for (int to = 0; to < locations; to++) {
                if (from != to && random.nextBoolean()) {
                    String id = "L" + from + ">L" + to;
                    double truck = random.nextInt(3) == 0 ? 0 : 60 * random.nextDouble();
                    lanes.add(new Lane(id, from, to, random.nextInt(3), truck));
                }
            }
        }
        return lanes;
    }

    private static Item item(
            Random random, int i, int locations, List<Vendor> vendors, int lanes, int buckets) {
        double volume = random.nextInt(10) == 0 ? 0 : 0.002 + 0.02 * random.nextDouble();
        double cost = 1 + 20 * random.nextDouble();
        List<Stock> stock = new ArrayList<>();
        for (int l = 0; l < locations; l++) {
            stock.add(stock(random, cost, buckets));
        }
        List<Source> sources = new ArrayList<>();
        for (int s = 0; s < vendors.size(); s++) {
            if (random.nextInt(4) > 0) {
                sources.add(source(random, s, cost, locations));
            }
        }
        double[] unitCost = new double[lanes];
        for (int n = 0; n < lanes; n++) {
            unitCost[n] = random.nextDouble();
        }
        Transfer transfer =
                lanes == 0 || random.nextInt(5) == 0
                        ? null
                        : new Transfer(1L + random.nextInt(6), random.nextDouble(), unitCost);
        return new Item("I" + i, volume, cost, stock, sources, transfer);
    }

    private static Source source(Random random, int s, double cost, int locations) {
        long multiple = 1L + random.nextInt(12);
        long minimum = Math.max(1, multiple * random.nextInt(4) - random.nextInt(2));
        long[] maximum = new long[locations];
        for (int l = 0; l < locations; l++) {
            maximum[l] = random.nextInt(4) == 0 ? 0 : minimum + random.nextInt(400);
        }
        List<PriceBreak> breaks = new ArrayList<>();
        breaks.add(new PriceBreak(minimum, cost * (1 + 0.1 * random.nextDouble())));
        if (random.nextBoolean()) {
            breaks.add(new PriceBreak(minimum + 1 + random.nextInt(60), cost));
        }
        return new Source(s, multiple, minimum, maximum, breaks, 5 * random.nextDouble());
    }

    private static Stock stock(Random random, double cost, int buckets) {
        double mean = random.nextInt(8) == 0 ? 0 : 40 * random.nextDouble();
        double deviation = mean * random.nextDouble();
        long[][] demand = new long[buckets][LEVELS.length];
        for (int t = 0; t < buckets; t++) {
            for (int q = 0; q < LEVELS.length; q++) {
                double units = mean * (t + 1) + NORMAL[q] * deviation * Math.sqrt(t + 1.0);
                demand[t][q] = Math.max(0, Math.round(units));
            }
        }
        long[] runOut = new long[10];
        for (int j = 0; j < runOut.length; j++) {
            runOut[j] = Math.round(mean * (buckets + j + 1));
        }
        long[] receipts = new long[buckets];
        for (int t = 0; t < buckets; t++) {
            receipts[t] = random.nextInt(4) == 0 ? random.nextInt(60) : 0;
        }
        long onHand = random.nextBoolean() ? 0 : random.nextInt(150);
        if (onHand == 0 && random.nextInt(4) == 0) {
            receipts[0] = -random.nextInt(30);
        }
        double holding = cost * 0.01 * random.nextDouble();
        double backorder = random.nextInt(20) == 0 ? 0 : holding * (1 + 20 * random.nextDouble());
        return new Stock(onHand, receipts, holding, backorder, demand, runOut, mean, deviation);
    }
}

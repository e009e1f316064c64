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
import java.util.Arrays;
import java.util.List;

/**
 * A problem that fits a sheet of paper: one item, one supplier, one location with supplier and any
 * number of stores that only its stock can fill; three buckets, two demand values, 10 (t + 1) and
 * 20 (t + 1), each half the time; holding 1, backorder 3.
 */
final class Small {
    private long onHand = 10;
    private long multiple = 1;
    private long minimum = 1;
    private long maximum = 1000;
    private double capacity = 1000;
    private int leadTime = 1;
    private int stores;

    static Small problem() {
        return new Small();
    }

    Small onHand(long units) {
        onHand = units;
        return this;
    }

    Small multiple(long units) {
        multiple = units;
        return this;
    }

    Small minimum(long units) {
        minimum = units;
        return this;
    }

    Small maximum(long units) {
        maximum = units;
        return this;
    }

    Small capacity(double pallets) {
        capacity = pallets;
        return this;
    }

    Small leadTime(int buckets) {
        leadTime = buckets;
        return this;
    }

    Small stores(int count) {
        stores = count;
        return this;
    }

    Problem build() {
        List<Site> sites = new ArrayList<>();
        List<Stock> stock = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        long[] maxima = new long[stores + 1];
        double[] headers = new double[stores + 1];
        Arrays.fill(headers, 50);
        maxima[0] = maximum;
        sites.add(new Site("W", 25));
        stock.add(stock(onHand));
        for (int l = 1; l <= stores; l++) {
            sites.add(new Site("R" + l, 1000));
            stock.add(stock(0));
            lanes.add(new Lane("W>R" + l, 0, l, 1, 7));
        }
        double[] unitCost = new double[stores];
        Arrays.fill(unitCost, 0.25);
        Source source =
                new Source(
                        0,
                        multiple,
                        minimum,
                        maxima,
                        List.of(new PriceBreak(1, 6), new PriceBreak(40, 5)),
                        2);
        Transfer transfer = stores == 0 ? null : new Transfer(2, 0.5, unitCost);
        return new Problem(
                "small",
                3,
                2,
                new double[] {0.5, 1.0},
                new double[] {0.5, 0.5},
                4,
                sites,
                List.of(new Vendor("S", leadTime, new double[] {capacity, capacity}, headers)),
                lanes,
                List.of(new Item("I", 1, 5, stock, List.of(source), transfer)));
    }

    private static Stock stock(long onHand) {
        return new Stock(
                onHand,
                new long[3],
                1,
                3,
                new long[][] {{10, 20}, {20, 40}, {30, 60}},
                new long[] {60, 75, 90},
                15,
                5);
    }
}

package io.restock.bench;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows XGBoost's trees for one objective: histograms, one thread, one seed. */
final class Boosting {
    private static final int MOST_ROUNDS = 600;
    private static final int PATIENCE = 20; // rounds

    private final Map<String, Object> settings = new HashMap<>();

    /**
     * @param objective its name there, with what it needs
     * @param seed of the rows and features that a tree draws
     */
    Boosting(Map<String, Object> objective, long seed) {
        settings.put("tree_method", "hist");
        settings.put("eta", 0.05);
        settings.put("max_depth", 8);
        settings.put("min_child_weight", 100);
        settings.put("subsample", 0.3);
        settings.put("colsample_bytree", 0.3);
        settings.put("nthread", 1);
        settings.put("seed", seed);
        settings.put("verbosity", 0);
        settings.putAll(objective);
    }

    /** Rounds after which the loss of days held out got no better. */
    int bestRounds(DMatrix rows, DMatrix heldOut) throws XGBoostError {
        Booster booster = grow(rows, 1);
        try {
            DMatrix[] judged = {heldOut};
            String[] name = {"held-out"};
            double least = loss(booster.evalSet(judged, name, 0));
            int best = 1;
            for (int round = 1; round < MOST_ROUNDS && round - best < PATIENCE; round++) {
                booster.update(rows, round);
                double loss = loss(booster.evalSet(judged, name, round));
                if (loss < least) {
                    least = loss;
                    best = round + 1;
                }
            }
            return best;
        } finally {
            booster.dispose();
        }
    }

    /** Grows a number of rounds; the caller disposes of them. */
    Booster grow(DMatrix rows, int rounds) throws XGBoostError {
        Booster booster = XGBoost.train(rows, settings, 1, Map.of(), null, null);
        for (int round = 1; round < rounds; round++) {
            booster.update(rows, round);
        }
        return booster;
    }

    /** The number in {@code [12] held-out-mae:0.4321}. */
    private static double loss(String evaluated) {
        return Double.parseDouble(evaluated.substring(evaluated.lastIndexOf(':') + 1).strip());
    }
}

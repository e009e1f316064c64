package io.restock.bench.inference;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Generated series: a level, a week, a price that pulls, some stock-outs, noise. */
final class Series {
    /** Days of the past, as the stream keeps them. */
    static final int DAYS = 84;

    private static final int FIRST_DAY = 19_814; // a Monday
    private static final int LEARNED_FROM = 200;

    private Series() {}

    static List<SeriesHistory> many(int series, int future, long seed) {
        List<SeriesHistory> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < series; i++) {
            all.add(one("L" + i % 20, "I" + i, future, random.split()));
        }
        return all;
    }

    private static SeriesHistory one(
            String location, String item, int future, SplittableRandom random) {
        Covariates of = Covariates.unknown(DAYS + future);
        float[] units = new float[DAYS];
        float[] stockOut = new float[DAYS];
        double level = 2 + 10 * random.nextDouble();
        boolean promoted = false;
        for (int t = 0; t < DAYS + future; t++) {
            promoted = random.nextInt(5) == 0 ? random.nextInt(4) == 0 : promoted;
            boolean weekend = t % 7 >= 5;
            of.discount()[t] = promoted ? 0.7f : 1;
            of.promotion()[t] = promoted ? 1 : 0;
            of.holiday()[t] = weekend ? 1 : 0;
            of.temperatureC()[t] = (float) (15 + 5 * random.nextDouble());
            of.precipitationMm()[t] = (float) Math.max(0, 10 * random.nextDouble() - 6);
            of.humidityPct()[t] = 60;
            of.windLevel()[t] = 2;
            if (t < DAYS) {
                double mean = level * (weekend ? 1.6 : 0.8) * (promoted ? 1.7 : 1);
                stockOut[t] = random.nextInt(10) == 0 ? 0.25f : 0;
                units[t] = (float) (mean * (0.6 + 0.8 * random.nextDouble()) * (1 - stockOut[t]));
            }
        }
        return new SeriesHistory(location, item, FIRST_DAY, units, stockOut, of);
    }

    /** Trains a model of the default shape, which has learned little, but computes as much. */
    static void trainModel(Path folder) {
        TrainSettings as = TrainSettings.defaults();
        TrainSettings little =
                new TrainSettings(
                        as.horizon(),
                        as.seed(),
                        as.members(),
                        1,
                        2_000,
                        as.batchSize(),
                        as.hidden(),
                        as.learningRate(),
                        as.dropout(),
                        as.holdOutDays(),
                        as.rounds());
        ForecastModel model =
                ModelTrainer.train(many(LEARNED_FROM, 0, 1), little, ProgressListener.SILENT);
        model.save(folder);
    }
}

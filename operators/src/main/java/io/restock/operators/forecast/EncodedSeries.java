package io.restock.operators.forecast;

/**
 * A series as an engine is asked for it: what the networks read, and what the trees have said
 * already. Made by {@link SeriesEncoder} on the thread that asks, so that the one thread of a
 * device has nothing but the networks to run. All values are in levels of the series.
 *
 * @param past {@link FeatureEncoder#PAST_DAYS} × {@link FeatureEncoder#PAST}, oldest day first
 * @param future horizon × {@link FeatureEncoder#FUTURE}, next day first
 * @param base per day of the horizon: what similar days sold; the networks say what is more
 * @param medians of the trees, one a day, &gt;= 0; empty where there are none
 * @param treeWeight how far each day's distribution is moved to the trees' median, 0 … 1
 * @param level units/day of a level, &gt; 0
 */
public record EncodedSeries(
        float[] past,
        float[] future,
        float[] base,
        double[] medians,
        double treeWeight,
        double level) {}

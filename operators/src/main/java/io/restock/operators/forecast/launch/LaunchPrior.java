package io.restock.operators.forecast.launch;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Forecasts a series of which little or nothing is known as series like it sell, and gives way to
 * its own days as they come.
 *
 * <p>The level to expect comes from the item at other locations, its categories and the location
 * ({@link LevelEffects}); the shape of days from all series ({@link DayFactors}); the first weeks
 * from series that began inside the history ({@link LaunchCurve}). Own days are weighed against
 * that by what each is sure of (Bühlmann's credibility): level = (P·prior + I·own mean) ÷ (P + I)
 * with P = 1 ÷ the prior's squared coefficient of variation and I the same of the own mean ({@link
 * LevelNoise}). The quantiles hold the doubt about the level and the scatter of days ({@link
 * LevelSpread}). A series that was learned from is remembered with its level.
 */
public final class LaunchPrior implements SeriesForecaster {
    /** Its name in records. */
    public static final String NAME = "launch-prior";

    private static final int LEVEL_DAYS = 56; // that tell a level
    private static final int WARM_UP = 28; // days of the history in which a beginning is no launch
    private static final int RAMP = 28; // days of a launch that do not tell the level
    private static final int LEAST_MATURE = 14; // that do
    private static final int SILENT_DAYS = 28;
    private static final int ESTABLISHED = -LaunchCurve.DAYS; // index of a beginning long ago
    private static final int ROUNDS = 3;
    private static final double HALF_LIFE = 10; // days in which an own day loses half its weight
    private static final double OWN_WEEK_DAYS = 4; // of a weekday at the factor of all
    private static final double LEAST_RATIO = 0.01; // of own days to the prior
    private static final double HALF_A_SALE = 0.5; // added to a series, so that it has a log level

    private final int lastDay;
    private final ItemCategories categories;
    private final LevelEffects effects;
    private final double smear; // mean level ÷ what the log levels say
    private final DayFactors factors;
    private final LaunchCurve curve;
    private final LevelNoise noise;
    private final Map<String, double[]> learned; // by series: level, days that say so
    private final Seasons seasons;

    private LaunchPrior(
            int lastDay,
            ItemCategories categories,
            LevelEffects effects,
            double smear,
            DayFactors factors,
            LaunchCurve curve,
            LevelNoise noise,
            Map<String, double[]> learned,
            Seasons seasons) {
        this.lastDay = lastDay;
        this.categories = categories;
        this.effects = effects;
        this.smear = smear;
        this.factors = factors;
        this.curve = curve;
        this.noise = noise;
        this.learned = learned;
        this.seasons = seasons;
    }

    /**
     * Learns from series. Where none has sold anything, nothing is expected of any.
     *
     * @param categories of items, those among them that have no series yet
     * @param lastEpochDay the last day that is looked at
     */
    public static LaunchPrior fit(
            List<SeriesHistory> histories, ItemCategories categories, int lastEpochDay) {
        List<LevelDays> established = new ArrayList<>();
        List<LevelDays> launched = new ArrayList<>();
        List<LevelDays> launching = new ArrayList<>();
        Seasons seasons = Seasons.fit(histories, lastEpochDay);
        for (SeriesHistory history : histories) {
            SeriesHistory known = seasons.inSeasonOnly(until(history, lastEpochDay));
            int begin = OfferedDays.first(known);
            int end = OfferedDays.last(known) + 1;
            if (begin < 0) {
                continue;
            }
            int from = Math.max(begin, end - LEVEL_DAYS);
            if (begin < WARM_UP || seasons.isSeasonal(known.item())) {
                established.add(LevelDays.of(known, from, end, ESTABLISHED));
            } else if (end - begin > RAMP + LEAST_MATURE) {
                int mature = Math.max(begin + RAMP, from);
                launched.add(LevelDays.of(known, mature, end, begin));
            } else {
                launching.add(LevelDays.of(known, from, end, begin));
            }
        }
        return fit(established, launched, launching, categories, lastEpochDay, seasons);
    }

    private static LaunchPrior fit(
            List<LevelDays> established,
            List<LevelDays> launched,
            List<LevelDays> launching,
            ItemCategories categories,
            int lastDay,
            Seasons seasons) {
        List<LevelDays> mature = new ArrayList<>(established);
        mature.addAll(launched);
        level(mature, DayFactors.none(), LaunchCurve.none());
        double mean = mature.stream().mapToDouble(LevelDays::level).average().orElse(0);
        DayFactors factors = DayFactors.none();
        for (int round = 0; round < ROUNDS && mean > 0; round++) {
            factors = DayFactors.fit(mature, mean);
            level(mature, factors, LaunchCurve.none());
        }
        level(launched, factors, LaunchCurve.none());
        LaunchCurve curve = LaunchCurve.fit(launched, factors);
        level(launching, factors, curve);
        Map<String, double[]> learned = new TreeMap<>();
        for (LevelDays of : mature) {
            learned.put(of.history().key(), new double[] {of.level(), of.weight()});
        }
        LevelNoise noise = LevelNoise.fit(mature, factors);
        List<LevelDays> all = new ArrayList<>(mature);
        all.addAll(launching);
        return levels(all, categories, lastDay, factors, curve, noise, learned, seasons);
    }

    /** Gives each its level; those that were hardly offered say nothing and go. */
    private static void level(List<LevelDays> series, DayFactors factors, LaunchCurve curve) {
        series.replaceAll(of -> of.levelled(factors, curve));
        series.removeIf(of -> of.weight() == 0);
    }

    private static LaunchPrior levels(
            List<LevelDays> all,
            ItemCategories categories,
            int lastDay,
            DayFactors factors,
            LaunchCurve curve,
            LevelNoise noise,
            Map<String, double[]> learned,
            Seasons seasons) {
        if (all.stream().allMatch(of -> of.level() == 0)) {
            LevelEffects none = LevelEffects.none();
            return new LaunchPrior(
                    lastDay, categories, none, 0, factors, curve, noise, learned, seasons);
        }
        double sale = smallestSale(all);
        double[] logs = new double[all.size()];
        for (int s = 0; s < logs.length; s++) {
            LevelDays of = all.get(s);
            logs[s] = Math.log(of.level() + HALF_A_SALE * sale / of.weight());
        }
        LevelEffects effects =
                LevelEffects.fit(all.stream().map(LevelDays::history).toList(), logs, categories);
        double sold = 0;
        double said = 0;
        for (LevelDays of : all) {
            SeriesHistory series = of.history();
            sold += of.level();
            LevelEffects.LogLevel level =
                    effects.of(series.location(), series.item(), categories.of(series.item()));
            said += Math.exp(level.mean() + level.variance() / 2);
        }
        return new LaunchPrior(
                lastDay, categories, effects, sold / said, factors, curve, noise, learned, seasons);
    }

    private static SeriesHistory until(SeriesHistory history, int lastDay) {
        int days = Math.min(history.units().length, lastDay - history.firstEpochDay() + 1);
        return days == history.units().length
                ? history
                : history.window(history.firstEpochDay() + days - 1, days, 0);
    }

    /** What a day with few sales sells, units: the smallest there is but for one in a hundred. */
    private static double smallestSale(List<LevelDays> all) {
        double[] least =
                all.stream()
                        .mapToDouble(LaunchPrior::leastSold)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        return least[least.length / 100];
    }

    private static double leastSold(LevelDays of) {
        double least = Double.POSITIVE_INFINITY;
        for (int t = of.from(); t < of.to(); t++) {
            float units = of.history().units()[t];
            least = units > 0 ? Math.min(least, units) : least;
        }
        return least;
    }

    /** Whether a series was known once, but on none of its last days. */
    public static boolean isSilent(SeriesHistory history) {
        int last = OfferedDays.last(history);
        return last >= 0 && last < history.units().length - SILENT_DAYS;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** When items are sold that are not sold all year. */
    public Seasons seasons() {
        return seasons;
    }

    /** Series that were learned from. */
    public int series() {
        return learned.size();
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory history, int days) {
        int origin = history.units().length - 1;
        Level level = level(history);
        double[] ratios = LevelSpread.quantiles(level.doubt, noise.ofDay(level.mean));
        double[] week = ownWeek(history, level);
        double[] points = new double[days];
        double[] quantiles = new double[days * Quantiles.COUNT];
        for (int day = 0; day < days; day++) {
            int t = origin + 1 + day;
            points[day] =
                    level.mean * usual(history, t, level) * week[OfferedDays.weekday(history, t)];
            for (int k = 0; k < Quantiles.COUNT; k++) {
                quantiles[day * Quantiles.COUNT + k] = points[day] * ratios[k];
            }
        }
        return DemandQuantiles.around(points, quantiles);
    }

    /** What a day sells ÷ the later level, as far as all series tell. */
    private double usual(SeriesHistory history, int t, Level level) {
        return factors.of(history, t) * curve.at(t - level.begin);
    }

    /** How much more the series sells on each weekday than all do, drawn to 1. */
    private double[] ownWeek(SeriesHistory history, Level level) {
        double[] sold = new double[OfferedDays.WEEK];
        double[] days = new double[OfferedDays.WEEK];
        int last = OfferedDays.last(history);
        for (int t = Math.max(0, last - LEVEL_DAYS + 1); t <= last && level.own > 0; t++) {
            double weight = OfferedDays.weight(history, t);
            if (weight > 0) {
                int day = OfferedDays.weekday(history, t);
                double expected = level.own * usual(history, t, level);
                sold[day] += weight * history.units()[t] / expected;
                days[day] += weight;
            }
        }
        double[] week = new double[OfferedDays.WEEK];
        for (int day = 0; day < week.length; day++) {
            week[day] = (sold[day] + OWN_WEEK_DAYS) / (days[day] + OWN_WEEK_DAYS);
        }
        return week;
    }

    /**
     * What is thought of a series' later level.
     *
     * @param mean units/day
     * @param doubt squared coefficient of variation
     * @param own units/day that its own days alone say; 0 where they say nothing
     * @param begin index of the first day of its launch
     */
    private record Level(double mean, double doubt, double own, int begin) {}

    private Level level(SeriesHistory history) {
        int origin = history.units().length - 1;
        double[] known = learned.get(history.key());
        int first = OfferedDays.first(history);
        int begin = known != null ? ESTABLISHED : first < 0 ? origin + 1 : first;
        double sold = 0;
        double expected = 0;
        double weights = 0;
        int last = OfferedDays.last(history);
        for (int t = Math.max(0, first); t <= last; t++) {
            double weight = OfferedDays.weight(history, t) * Math.pow(0.5, (last - t) / HALF_LIFE);
            if (weight > 0) {
                sold += weight * history.units()[t];
                expected += weight * factors.of(history, t) * curve.at(t - begin);
                weights += weight;
            }
        }
        int age = origin - last;
        if (known != null && (first < 0 || history.firstEpochDay() + first > lastDay)) {
            int gap = Math.max(0, history.originEpochDay() - lastDay);
            double weight = known[1] * Math.pow(0.5, gap / HALF_LIFE);
            age = weights > 0 ? age : gap;
            sold += weight * known[0];
            expected += weight;
            weights += weight;
        }
        LevelEffects.LogLevel prior =
                effects.of(history.location(), history.item(), categories.of(history.item()));
        double mean = smear * Math.exp(prior.mean() + prior.variance() / 2);
        if (expected == 0) {
            return new Level(mean, 1 / precision(prior.variance()), 0, begin);
        }
        double own = sold / expected;
        double level = mean > 0 ? (mean + weights * own) / (1 + weights) : own;
        double doubt = noise.ofMean(level, weights, age);
        if (mean == 0) {
            return new Level(own, doubt + noise.drift(), own, begin);
        }
        double trusted =
                precision(prior.variance() * contradiction(own / mean, prior.variance() + doubt));
        double both = trusted + 1 / doubt;
        double weighed = (trusted * mean + own / doubt) / both;
        return new Level(weighed, 1 / both + noise.drift(), own, begin);
    }

    /**
     * How many times wider the prior has to be where own days contradict it: best-sellers come more
     * often than a normal distribution of log levels has them.
     */
    private static double contradiction(double ratio, double variance) {
        double log = Math.log(Math.max(LEAST_RATIO, ratio));
        return Math.max(1, log * log / variance);
    }

    private static double precision(double logVariance) {
        return 1 / Math.expm1(logVariance);
    }

    /** Writes all of it. */
    public void write(DataOutput to) throws IOException {
        to.writeInt(lastDay);
        to.writeInt(categories.paths().size());
        for (Map.Entry<String, List<String>> item : new TreeMap<>(categories.paths()).entrySet()) {
            to.writeUTF(item.getKey());
            to.writeInt(item.getValue().size());
            for (String category : item.getValue()) {
                to.writeUTF(category);
            }
        }
        effects.write(to);
        to.writeDouble(smear);
        factors.write(to);
        curve.write(to);
        noise.write(to);
        seasons.write(to);
        to.writeInt(learned.size());
        for (Map.Entry<String, double[]> series : learned.entrySet()) {
            to.writeUTF(series.getKey());
            Doubles.write(series.getValue(), to);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static LaunchPrior read(DataInput from) throws IOException {
        int lastDay = from.readInt();
        Map<String, List<String>> paths = new TreeMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            String item = from.readUTF();
            List<String> path = new ArrayList<>();
            for (int categories = from.readInt(); categories > 0; categories--) {
                path.add(from.readUTF());
            }
            paths.put(item, List.copyOf(path));
        }
        LevelEffects effects = LevelEffects.read(from);
        double smear = from.readDouble();
        DayFactors factors = DayFactors.read(from);
        LaunchCurve curve = LaunchCurve.read(from);
        LevelNoise noise = LevelNoise.read(from);
        Seasons seasons = Seasons.read(from);
        Map<String, double[]> learned = new TreeMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            learned.put(from.readUTF(), Doubles.read(from, 2));
        }
        return new LaunchPrior(
                lastDay,
                new ItemCategories(paths),
                effects,
                smear,
                factors,
                curve,
                noise,
                learned,
                seasons);
    }
}

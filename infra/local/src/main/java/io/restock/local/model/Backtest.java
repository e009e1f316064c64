package io.restock.local.model;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.local.loop.Progress;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.distribution.Pinball;
import io.restock.operators.forecast.fusion.FusionWeights;
import io.restock.operators.forecast.fusion.OnlineCalibration;
import io.restock.operators.forecast.fusion.QuantileMean;
import io.restock.operators.forecast.fusion.Segment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures forecasters over rolling origins: what each says at an origin against what was sold in
 * the seven days after it, on days without a stock-out in opening hours. The fusion of all of them,
 * and its calibration, learn at each origin from the days that have become known by then.
 */
final class Backtest {
    /** Days of a target week. */
    static final int DAYS = 7;

    static final String FUSION = "fusion";
    static final String CALIBRATED = "fusion calibrated";

    private final List<SeriesHistory> histories;
    private final int future;
    private final List<Member> members;
    private final FusionWeights weights;
    private final OnlineCalibration calibration = new OnlineCalibration();
    private final List<Issued> issued = new ArrayList<>();

    /** A forecaster under test, by origin. */
    interface Member {
        /** Its name. */
        String name();

        /**
         * The forecaster as it was at an origin; null where there was none yet.
         *
         * @param scored whether its figures count there, or only warm the fusion up
         */
        @Nullable Forecaster at(int origin, boolean scored);

        /** Whether it is a member of the fusion, and not only measured beside it. */
        default boolean fused() {
            return true;
        }

        /** A forecaster that is the same at every origin. */
        static Member of(Forecaster forecaster) {
            return new Member() {
                @Override
                public String name() {
                    return forecaster.name();
                }

                @Override
                public Forecaster at(int origin, boolean scored) {
                    return forecaster;
                }
            };
        }

        /** One from elsewhere, that is measured beside ours where figures count. */
        static Member beside(Forecaster forecaster) {
            return new Member() {
                @Override
                public String name() {
                    return forecaster.name();
                }

                @Override
                public @Nullable Forecaster at(int origin, boolean scored) {
                    return scored ? forecaster : null;
                }

                @Override
                public boolean fused() {
                    return false;
                }
            };
        }
    }

    /**
     * What was measured at an origin.
     *
     * @param origin last known day, epoch day
     * @param all by forecaster
     * @param bySegment by segment, then forecaster
     * @param weights of the fusion then, by segment and member
     */
    record OriginScores(
            int origin,
            Map<String, ForecastScore> all,
            Map<Segment, Map<String, ForecastScore>> bySegment,
            Map<Segment, Map<String, Double>> weights) {}

    /** Forecasts of an origin whose target days are not all known yet. */
    private record Issued(
            int origin,
            List<@Nullable List<DemandQuantiles>> members,
            List<DemandQuantiles> fused,
            List<Segment> segments) {}

    /**
     * @param histories series of the same days, whose units run past the origins
     * @param future days of known future that are shown, at least the target week
     * @param members forecasters; the first must forecast at every origin
     */
    Backtest(List<SeriesHistory> histories, int future, List<Member> members) {
        this.histories = histories;
        this.future = Math.max(DAYS, future);
        this.members = members;
        this.weights =
                new FusionWeights(
                        members.stream().filter(Member::fused).map(Member::name).toList());
    }

    /**
     * Measures.
     *
     * @param origins epoch days, ascending
     * @param warmUp how many of them, the first ones, only teach the fusion
     */
    List<OriginScores> measure(List<Integer> origins, int warmUp, Progress progress) {
        progress.phase("backtest", origins.size() * members.size());
        List<OriginScores> measured = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            int origin = origins.get(i);
            boolean scored = i >= warmUp;
            List<SeriesHistory> known = known(origin);
            List<Segment> segments = known.stream().map(Segment::of).toList();
            List<@Nullable List<DemandQuantiles>> forecasts = new ArrayList<>();
            List<@Nullable List<DemandQuantiles>> ours = new ArrayList<>();
            for (Member member : members) {
                Forecaster forecaster = member.at(origin, scored);
                forecasts.add(forecaster == null ? null : forecaster.forecast(known, DAYS));
                if (member.fused()) {
                    ours.add(forecasts.get(forecasts.size() - 1));
                }
                progress.step(LocalDate.ofEpochDay(origin) + " " + member.name());
            }
            List<DemandQuantiles> fused = fuse(ours, segments);
            issued.add(new Issued(origin, ours, fused, segments));
            if (scored) {
                measured.add(score(origin, known, segments, forecasts, fused));
            }
            if (i + 1 < origins.size()) {
                learn(origin + 1, origins.get(i + 1));
            }
        }
        return measured;
    }

    private List<SeriesHistory> known(int origin) {
        return histories.stream()
                .map(h -> h.window(origin, origin - h.firstEpochDay() + 1, future))
                .toList();
    }

    private List<DemandQuantiles> fuse(
            List<@Nullable List<DemandQuantiles>> forecasts, List<Segment> segments) {
        boolean[] present = new boolean[forecasts.size()];
        for (int m = 0; m < present.length; m++) {
            present[m] = forecasts.get(m) != null;
        }
        Map<Segment, double[]> of = new EnumMap<>(Segment.class);
        List<DemandQuantiles> fused = new ArrayList<>(segments.size());
        for (int s = 0; s < segments.size(); s++) {
            List<@Nullable DemandQuantiles> each = new ArrayList<>(present.length);
            for (List<DemandQuantiles> member : forecasts) {
                each.add(member == null ? null : member.get(s));
            }
            fused.add(
                    QuantileMean.of(
                            each,
                            of.computeIfAbsent(segments.get(s), k -> weights.weights(k, present))));
        }
        return fused;
    }

    private OriginScores score(
            int origin,
            List<SeriesHistory> known,
            List<Segment> segments,
            List<@Nullable List<DemandQuantiles>> forecasts,
            List<DemandQuantiles> fused) {
        Map<String, List<DemandQuantiles>> rows = new LinkedHashMap<>();
        for (int m = 0; m < members.size(); m++) {
            List<DemandQuantiles> of = forecasts.get(m);
            if (of != null) {
                rows.put(members.get(m).name(), of);
            }
        }
        List<DemandQuantiles> calibrated = new ArrayList<>(fused.size());
        for (int s = 0; s < fused.size(); s++) {
            calibrated.add(calibration.calibrate(segments.get(s), fused.get(s)));
        }
        rows.put(FUSION, fused);
        rows.put(CALIBRATED, calibrated);
        Map<String, ForecastScore> all = new LinkedHashMap<>();
        Map<Segment, Map<String, ForecastScore>> bySegment = new EnumMap<>(Segment.class);
        double[] naive = known.stream().mapToDouble(Backtest::naiveError).toArray();
        rows.forEach(
                (name, of) -> {
                    ForecastScore score = new ForecastScore(DAYS);
                    all.put(name, score);
                    for (int s = 0; s < histories.size(); s++) {
                        ForecastScore part =
                                bySegment
                                        .computeIfAbsent(
                                                segments.get(s), k -> new LinkedHashMap<>())
                                        .computeIfAbsent(name, k -> new ForecastScore(DAYS));
                        for (int day = 0; day < DAYS; day++) {
                            double units = actual(histories.get(s), origin + 1 + day);
                            if (!Double.isNaN(units)) {
                                score.add(day, units, of.get(s), naive[s]);
                                part.add(day, units, of.get(s), naive[s]);
                            }
                        }
                    }
                });
        Map<Segment, Map<String, Double>> then = new EnumMap<>(Segment.class);
        bySegment.keySet().forEach(segment -> then.put(segment, weights.weights(segment)));
        return new OriginScores(origin, all, bySegment, then);
    }

    /** Days from … to have become known: the fusion looks at what had been said of them. */
    private void learn(int from, int to) {
        double[] q = new double[Quantiles.COUNT];
        for (int day = from; day <= to; day++) {
            int target = day;
            issued.removeIf(of -> target - of.origin() > DAYS);
            for (Issued of : issued) {
                int ahead = day - of.origin() - 1;
                for (int s = 0; s < histories.size(); s++) {
                    double units = actual(histories.get(s), day);
                    if (!Double.isNaN(units)) {
                        double[] loss = new double[of.members().size()];
                        for (int m = 0; m < loss.length; m++) {
                            List<DemandQuantiles> member = of.members().get(m);
                            loss[m] =
                                    member == null
                                            ? Double.NaN
                                            : loss(member.get(s), ahead, units, q);
                        }
                        weights.observe(of.segments().get(s), loss);
                        calibration.observe(of.segments().get(s), of.fused().get(s), ahead, units);
                    }
                }
            }
            weights.endDay();
            calibration.endDay();
        }
    }

    private static double loss(DemandQuantiles forecast, int day, double actual, double[] q) {
        for (int k = 0; k < q.length; k++) {
            q[k] = forecast.quantiles()[day * Quantiles.COUNT + k];
        }
        return Pinball.mean(q, 0, actual);
    }

    /** Units of a day that counts: known and without a stock-out in opening hours; else NaN. */
    static double actual(SeriesHistory history, int epochDay) {
        int t = epochDay - history.firstEpochDay();
        boolean counts = t >= 0 && t < history.units().length && !(history.stockOutShare()[t] > 0);
        return counts ? history.units()[t] : Double.NaN;
    }

    /** Mean |units − units a week before| over the past; NaN where no pair is known. */
    private static double naiveError(SeriesHistory known) {
        double sum = 0;
        int pairs = 0;
        for (int t = DAYS; t < known.units().length; t++) {
            float error = Math.abs(known.units()[t] - known.units()[t - DAYS]);
            if (!Float.isNaN(error)) {
                sum += error;
                pairs++;
            }
        }
        return pairs == 0 ? Double.NaN : sum / pairs;
    }
}

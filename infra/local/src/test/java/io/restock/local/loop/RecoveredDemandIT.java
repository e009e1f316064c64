package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DemandReport;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.Promotion;
import io.restock.domain.Sale;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.domain.WeatherDay;
import io.restock.jobs.ForecastPipeline;
import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.News;
import io.restock.local.world.SeriesOutcome;
import io.restock.operators.context.ContextSettings;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.history.HistorySettings;
import io.restock.operators.quality.DemandInspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the stream says would have been sold, against the true demand of generated worlds whose past
 * ran out of stock: from till and stock messages through every step to the reports.
 */
class RecoveredDemandIT {
    /** Days after which a series has a level, a weekday and hours of sale. */
    private static final int LEARNED = 28;

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void isNearTheTruthWhereSalesAreATenthTooLow(long seed) throws Exception {
        Past past = new Past(GeneratedWorld.of(seed, 1));
        Map<String, double[]> recovered = new HashMap<>();
        for (DemandReport report : past.reports()) {
            int day = report.epochDay() - past.world.firstDay();
            recovered
                            .computeIfAbsent(
                                    SeriesKey.id(report.location(), report.item()),
                                    k -> new double[GeneratedWorld.PAST_DAYS])[day] =
                    report.recovered();
        }

        double wanted = 0;
        double sold = 0;
        double said = 0;
        int series = 0;
        for (Map.Entry<String, double[]> each : past.demand.entrySet()) {
            double truth = late(each.getValue());
            double units = late(past.units.get(each.getKey()));
            if (units > 0 && units <= 0.9 * truth) {
                wanted += truth;
                sold += units;
                said += late(recovered.get(each.getKey()));
                series++;
            }
        }

        assertThat(series).isGreaterThanOrEqualTo(3);
        assertThat(sold / wanted).isLessThan(0.9);
        assertThat(said / wanted).isBetween(0.97, 1.03);
    }

    private static double late(double[] days) {
        double sum = 0;
        for (int day = LEARNED; day < days.length; day++) {
            sum += days[day];
        }
        return sum;
    }

    /** The past of a world as messages, and what was wanted. */
    private static final class Past {
        private final GeneratedWorld world;
        private final Map<String, double[]> demand = new LinkedHashMap<>();
        private final Map<String, double[]> units = new HashMap<>();
        private final List<Sale> sales = new ArrayList<>();
        private final List<StockLevel> stock = new ArrayList<>();
        private final List<WeatherDay> weather = new ArrayList<>();
        private final List<Holiday> holidays = new ArrayList<>();
        private final List<Promotion> promotions = new ArrayList<>();

        Past(GeneratedWorld world) {
            this.world = world;
            Tills tills = new Tills(world.times(), true);
            for (int d = 0; d < GeneratedWorld.PAST_DAYS; d++) {
                int day = world.firstDay() + d;
                News news = world.news(day);
                weather.addAll(news.weather());
                holidays.addAll(news.holidays());
                promotions.addAll(news.promotions());
                for (SeriesOutcome of : world.past(day)) {
                    if (of.atStore()) {
                        String key = SeriesKey.id(of.location(), of.item());
                        demand.computeIfAbsent(key, k -> new double[GeneratedWorld.PAST_DAYS])[d] =
                                of.demand();
                        units.computeIfAbsent(key, k -> new double[GeneratedWorld.PAST_DAYS])[d] =
                                of.units();
                        sales.addAll(tills.sales(day, of));
                        stock.add(tills.stock(day, of, of.onHand()));
                    }
                }
            }
        }

        List<DemandReport> reports() throws Exception {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
            env.setParallelism(1);
            List<Location> locations = new ArrayList<>();
            world.groups().forEach(group -> locations.addAll(group.locations()));
            ForecastPipeline.Questions asked =
                    ForecastPipeline.ask(
                            new ForecastPipeline.Inputs(
                                    source(env, sales, Sale.class),
                                    source(env, stock, StockLevel.class),
                                    source(env, locations, Location.class),
                                    source(env, weather, WeatherDay.class),
                                    source(env, holidays, Holiday.class),
                                    source(env, promotions, Promotion.class)),
                            new DemandSettings(Duration.ofMinutes(30), 7, 28, 10_000),
                            new ContextSettings(Duration.ofHours(1), 14),
                            new HistorySettings(84, 7, Integer.MIN_VALUE));
            return DemandInspection.attach(asked.days()).executeAndCollect(stock.size());
        }

        private static <T> DataStream<T> source(
                StreamExecutionEnvironment env, List<T> values, Class<T> type) {
            return env.fromData(values, TypeInformation.of(type));
        }
    }
}

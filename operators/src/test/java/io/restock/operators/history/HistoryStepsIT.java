package io.restock.operators.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Holiday;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.Promotion;
import io.restock.domain.Sale;
import io.restock.domain.SeriesHistory;
import io.restock.domain.StockLevel;
import io.restock.domain.WeatherDay;
import io.restock.operators.context.ContextJoin;
import io.restock.operators.context.ContextSettings;
import io.restock.operators.context.ContextedDay;
import io.restock.operators.context.LocationJoin;
import io.restock.operators.demand.ClosedDay;
import io.restock.operators.demand.DemandOperator;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.forecast.ForecastRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The steps from sales to questions as they are attached to each other, on a real Flink. */
class HistoryStepsIT {
    private static final int MONDAY = 20_000;
    private static final int DAYS = 10;

    @Test
    void turnsSalesIntoOneQuestionPerSeriesAndDay() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        Configuration.fromMap(
                                Map.of(
                                        "pipeline.auto-generate-uids", "false",
                                        "pipeline.generic-types", "false",
                                        "state.backend.type", "rocksdb")));
        env.setParallelism(2);

        List<ForecastRequest> requests = steps(env).executeAndCollect(1_000);

        assertThat(requests).hasSize(2 * 3 * DAYS);
        assertThat(requests)
                .extracting(ForecastRequest::history)
                .filteredOn(history -> history.originEpochDay() == MONDAY + DAYS - 1)
                .hasSize(2 * 3)
                .allSatisfy(HistoryStepsIT::knowsAll);
    }

    private static void knowsAll(SeriesHistory history) {
        assertThat(history.units()).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
        assertThat(history.stockOutShare()).containsOnly(0);
        assertThat(history.covariates().temperatureC()).startsWith(0, 1, 2).hasSize(DAYS + 2);
        assertThat(history.covariates().holiday()).startsWith(1, 0, 0);
        assertThat(history.covariates().discount()).endsWith(1, 0.5f);
    }

    private static DataStream<ForecastRequest> steps(StreamExecutionEnvironment env) {
        List<Sale> sales = new ArrayList<>();
        List<StockLevel> stock = new ArrayList<>();
        List<WeatherDay> weather = new ArrayList<>();
        List<Promotion> promotions = new ArrayList<>();
        List<Location> locations = new ArrayList<>();
        for (int store = 0; store < 2; store++) {
            String location = "store-" + store;
            String region = "region-" + store;
            locations.add(new Location(location, region, "UTC", LocationKind.STORE, "", 1));
            for (int day = 0; day < DAYS; day++) {
                long end = LocalDays.endMillis(MONDAY + day, 0);
                weather.add(
                        new WeatherDay(
                                region + day, region, MONDAY + day, end, true, day, 0, 0, 0));
                for (int item = 0; item < 3; item++) {
                    String id = location + item + '-' + day;
                    for (int part = 0; part < 2; part++) {
                        sales.add(
                                new Sale(
                                        id + part,
                                        location,
                                        "item-" + item,
                                        end - 1 - part,
                                        0,
                                        day,
                                        ""));
                    }
                    stock.add(
                            new StockLevel(
                                    id, location, "item-" + item, MONDAY + day, end, 0, 5, 0));
                }
            }
            for (int item = 0; item < 3; item++) {
                int day = MONDAY + DAYS + 1;
                promotions.add(
                        new Promotion(
                                location + item, location, "item-" + item, day, day, 0.5, true, 0));
            }
        }
        Holiday holiday = new Holiday(Holiday.EVERYWHERE, MONDAY, true, "", 0);
        DataStream<ClosedDay> days =
                DemandOperator.attach(
                        source(env, "sales", sales, Sale.class),
                        source(env, "stock", stock, StockLevel.class),
                        new DemandSettings(Duration.ofMinutes(30), 3, 28, 1000));
        DataStream<ContextedDay> contexted =
                ContextJoin.attach(
                        LocationJoin.attach(
                                days, source(env, "network", locations, Location.class)),
                        source(env, "weather", weather, WeatherDay.class),
                        source(env, "holidays", List.of(holiday), Holiday.class),
                        new ContextSettings(Duration.ofHours(1), 14));
        return HistoryOperator.attach(
                contexted,
                source(env, "promotions", promotions, Promotion.class),
                new HistorySettings(84, 2, Integer.MIN_VALUE));
    }

    private static <T> DataStream<T> source(
            StreamExecutionEnvironment env, String uid, List<T> values, Class<T> type) {
        return env.fromData(values, TypeInformation.of(type)).uid(uid);
    }
}

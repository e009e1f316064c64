package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.OrderStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probability, units and money of alerts, against days that are drawn one by one. */
class ReviewAlertsTest {
    private static final int DRAWS = 200_000;

    @ParameterizedTest
    @CsvSource({"12, 2", "5, 1", "25, 3", "18, 2", "0, 1", "33, 4"})
    void sayWhatDrawnDaysSay(long stock, int daysUntilReceipt) {
        Alert alert = alert(stock, daysUntilReceipt, 0).orElseThrow();
        double[] drawn = drawn(daysUntilReceipt);

        double probability = DoubleStream.of(drawn).filter(d -> d > stock).count() / (double) DRAWS;
        double units = DoubleStream.of(drawn).map(d -> Math.max(0, d - stock)).sum() / DRAWS;

        assertThat(alert.kind()).isEqualTo(AlertKind.STOCK_OUT);
        assertThat(alert.alertId()).isEqualTo("G1:" + MONDAY + ":0:S3:APPLE");
        assertThat(alert.orderNumber()).isEmpty();
        assertThat(alert.source()).isEmpty();
        assertThat(alert.nextReceiptEpochDay()).isEqualTo(MONDAY + daysUntilReceipt);
        assertThat(alert.probability()).isEqualTo(probability, within(0.02));
        assertThat(alert.expectedShortBaseUnits()).isEqualTo(units, within(0.25));
        assertThat(alert.money()).isEqualTo(0.38 * alert.expectedShortBaseUnits(), within(1e-9));
        assertThat(alert.text())
                .isEqualTo(
                        "APPLE will likely (%.0f %%) run out at S3 before the receipt of %s: %.1f base units short, expected.",
                        100 * alert.probability(),
                        LocalDate.ofEpochDay(alert.nextReceiptEpochDay()),
                        alert.expectedShortBaseUnits());
    }

    @Test
    void oneThatIsLessLikelyThanTheSettingIsNotRaised() {
        double probability = alert(12, 2, 0).orElseThrow().probability();

        assertThat(alert(12, 2, probability - 1e-9)).isPresent();
        assertThat(alert(12, 2, probability + 1e-9)).isEmpty();
    }

    @Test
    void goodsOfTodayCountAsStock() {
        Alert bare = alert(3, 2, 0).orElseThrow();
        Alert withReceipt =
                alerts(3, 0, List.of(order("P1", MONDAY, 9), order("P2", MONDAY + 2, 50)))
                        .orElseThrow();
        Alert asStock = alert(12, 2, 0).orElseThrow();

        assertThat(withReceipt.probability()).isEqualTo(asStock.probability());
        assertThat(withReceipt.probability()).isLessThan(bare.probability());
    }

    @Test
    void whereNothingIsDueTheSoonestOrderIsAwaited() {
        // FARM needs 2 days, and the next cut-off is tomorrow: three days to cover.
        Alert alert = alerts(20, 0, List.of()).orElseThrow();
        double[] drawn = drawn(3);

        assertThat(alert.nextReceiptEpochDay()).isEqualTo(-1);
        assertThat(alert.probability())
                .isEqualTo(
                        DoubleStream.of(drawn).filter(d -> d > 20).count() / (double) DRAWS,
                        within(0.02));
        assertThat(alert.text()).contains("before anything can come");
    }

    @Test
    void promisedStockIsNotOnTheShelf() {
        // A transfer out of S3 would take 7 of its 12.
        OpenOrder away =
                new OpenOrder(
                        "T1",
                        0,
                        true,
                        OrderStatus.SENT,
                        Shop.GROUP,
                        MONDAY - 1,
                        MONDAY - 1,
                        "S3",
                        "S1",
                        "d",
                        0,
                        0,
                        List.of(OpenLine.of(1, "APPLE", 1, 0, 7, MONDAY + 1)),
                        List.of());

        Alert promised = alerts(12, 0, List.of(away, order("P1", MONDAY + 2, 50))).orElseThrow();

        assertThat(promised.probability()).isEqualTo(alert(5, 2, 0).orElseThrow().probability());
    }

    /** The alert for APPLE at S3, where a delivery is due after some days. */
    private static Optional<Alert> alert(long stock, int days, double probability) {
        return alerts((double) stock, probability, List.of(order("P1", MONDAY + days, 50)));
    }

    @Test
    void alertThatIsOnEndsOnlyWhenItIsClearlyLessLikely() {
        double stock = 20;
        while (alerts(stock, 0, List.of()).orElseThrow().probability() > 0.4) {
            stock++;
        }
        Alert raised = alerts(stock, 0, List.of()).orElseThrow();
        double likely = raised.probability();

        assertThat(alerts(stock, likely * 1.2, List.of(), false)).as("too unlikely").isEmpty();
        assertThat(alerts(stock, likely * 1.2, List.of(), true))
                .as("goes on where it was on, without a word")
                .isEmpty();
        Alert ended = alerts(stock, likely * 2, List.of(), true).orElseThrow();
        assertThat(ended.ended()).isTrue();
        assertThat(ended.key()).isEqualTo(raised.key());
    }

    @Test
    void alertThatIsOnIsSaidAgainOnlyWhenItHasBecomeMuchWorse() {
        double units = alerts(12, 0.3, List.of()).orElseThrow().expectedShortBaseUnits();

        assertThat(alerts(12, 0.3, List.of(), units * 0.9)).isEmpty();
        assertThat(alerts(12, 0.3, List.of(), units * 0.51)).isEmpty();
        assertThat(alerts(12, 0.3, List.of(), units * 0.49))
                .as("twice as much will be short")
                .get()
                .extracting(Alert::ended)
                .isEqualTo(false);
        assertThat(alerts(12, 0.3, List.of(), 0.0))
                .as("told before anybody remembered how much")
                .isPresent();
    }

    private static Optional<Alert> alerts(
            double stock, double probability, List<OpenOrder> orders) {
        return alerts(stock, probability, orders, null);
    }

    private static Optional<Alert> alerts(
            double stock, double probability, List<OpenOrder> orders, boolean alerting) {
        return alerts(stock, probability, orders, alerting ? Double.valueOf(1000) : null);
    }

    private static Optional<Alert> alerts(
            double stock, double probability, List<OpenOrder> orders, @Nullable Double told) {
        Network network = Network.of(Shop.network());
        SeriesState series =
                SeriesState.unknown("S3", "APPLE")
                        .report(Shop.level("S3", "APPLE", MONDAY - 1, stock))
                        .plan(Shop.forecast("S3", "APPLE", MONDAY - 1, 10, 4));
        ReviewInputs inputs =
                new ReviewInputs(
                        network, MONDAY, MONDAY, 0, Shop.cutOff(MONDAY), List.of(series), orders);
        Demand demand =
                DemandSum.of(Shop.forecast("S3", "APPLE", MONDAY - 1, 10, 4), MONDAY, 1, 20, 0);
        return new ReviewAlerts(
                        inputs,
                        new SettingsEdit().service(0, 1, probability).settings(),
                        Supply.of(network, MONDAY, List.of(series), orders, Learned.NOTHING),
                        (location, item) ->
                                location.equals("S3") && item.equals("APPLE")
                                        ? demand
                                        : Demand.NONE,
                        Map.of("S3|APPLE", series.alerting(told)))
                .all().stream().findFirst();
    }

    private static OpenOrder order(String number, int expectedDay, long quantity) {
        return new OpenOrder(
                number,
                0,
                false,
                OrderStatus.ACCEPTED,
                Shop.GROUP,
                MONDAY - 3,
                MONDAY - 3,
                "FARM",
                "S3",
                "d",
                0,
                0,
                List.of(OpenLine.of(1, "APPLE", 1, 2, quantity, expectedDay)),
                List.of());
    }

    /** Demand of some days, each day drawn as a gamma of its own. */
    private static double[] drawn(int days) {
        Random random = new Random(42 + days);
        double shape = 10.0 * 10 / (4 * 4);
        double scale = 4 * 4 / 10.0;
        double[] sums = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            for (int d = 0; d < days; d++) {
                sums[i] += scale * gamma(shape, random);
            }
        }
        return sums;
    }

    /** Marsaglia and Tsang (2000), shape &gt;= 1. */
    private static double gamma(double shape, Random random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0
                    && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}

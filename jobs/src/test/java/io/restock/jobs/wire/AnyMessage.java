package io.restock.jobs.wire;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.LineOverride;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.Supplier;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.domain.TransferOrder;
import io.restock.domain.WeatherDay;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random messages that are right in every respect. */
public final class AnyMessage {
    private final Random random;

    public AnyMessage(Random random) {
        this.random = random;
    }

    /** One of every type. */
    public List<Object> ofEveryType() {
        return List.of(
                sale(),
                stock(),
                weather(),
                holiday(),
                promotion(),
                reply(),
                decision(),
                forecast(),
                model(),
                location("S1", ""),
                group(),
                purchaseOrder(),
                transferOrder(),
                plan(),
                planLine(),
                logEntry(),
                alert());
    }

    public Sale sale() {
        return new Sale(
                id(), id(), id(), millis(), offset(), amount(), random.nextBoolean() ? id() : "");
    }

    public StockLevel stock() {
        int day = day();
        int offset = offset();
        return new StockLevel(
                id(),
                id(),
                id(),
                day,
                LocalDays.endMillis(day, offset) + random.nextInt(1_000_000),
                offset,
                random.nextInt(5) == 0 ? Double.NaN : amount(),
                random.nextInt(5) == 0 ? -1 : random.nextInt(1 << 24));
    }

    public WeatherDay weather() {
        int day = day();
        return new WeatherDay(
                id(),
                id(),
                day,
                millisAround(day),
                random.nextBoolean(),
                singleOrNaN(40),
                singleOrNaN(20),
                singleOrNaN(100),
                singleOrNaN(8));
    }

    public Holiday holiday() {
        int day = day();
        return new Holiday(
                random.nextBoolean() ? Holiday.EVERYWHERE : id(),
                day,
                random.nextBoolean(),
                random.nextBoolean() ? "" : text(),
                millisAround(day));
    }

    public Promotion promotion() {
        int from = day();
        return new Promotion(
                id(),
                id(),
                id(),
                from,
                from + random.nextInt(30),
                random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(),
                random.nextBoolean(),
                millisAround(from));
    }

    public SupplierReply reply() {
        return new SupplierReply(
                id(),
                code(22),
                random.nextInt(9),
                code(6),
                any(ReplyKind.values()),
                millis(),
                several(i -> new ReplyLine(id(), random.nextInt(1000), day())));
    }

    public Decision decision() {
        return new Decision(
                id(),
                code(6),
                any(DecisionKind.values()),
                code(22),
                text(),
                text(),
                millis(),
                code(8),
                id(),
                id(),
                amount(),
                random.nextBoolean() ? -1 : day(),
                day());
    }

    public Forecast forecast() {
        int days = 1 + random.nextInt(20);
        float[] mean = new float[days];
        float[] quantiles = new float[days * Quantiles.COUNT];
        for (int day = 0; day < days; day++) {
            mean[day] = random.nextFloat() * 100;
            float level = 0;
            for (int i = 0; i < Quantiles.COUNT; i++) {
                level += random.nextInt(3) * random.nextFloat();
                quantiles[day * Quantiles.COUNT + i] = level;
            }
        }
        return new Forecast(
                id(),
                id(),
                day(),
                millis(),
                text(),
                "lstm",
                orEmpty(text()),
                mean,
                quantiles,
                random.nextBoolean() ? day() : 0);
    }

    public Location location(String id, String servedBy) {
        return location(id, any(LocationKind.values()), servedBy);
    }

    private Location location(String id, LocationKind kind, String servedBy) {
        return new Location(
                id,
                id(),
                any(new String[] {"Europe/Berlin", "UTC", "America/New_York"}),
                kind,
                servedBy,
                amount());
    }

    public PlanningGroup group() {
        return new PlanningGroup(
                code(6),
                random.nextInt(100),
                "Europe/Berlin",
                random.nextInt(1440),
                20,
                amount(),
                "EUR",
                orEmpty(text()),
                List.of(
                        location("W1", LocationKind.WAREHOUSE, ""),
                        location("S1", LocationKind.STORE, "W1"),
                        location("S2", LocationKind.STORE, "W1")),
                List.of(
                        new Supplier(
                                "SUP1",
                                1 + random.nextInt(9),
                                amount(),
                                amount(),
                                orEmpty(text()))),
                List.of(
                        new TransferLane("W1", "S1", 1, amount(), amount()),
                        new TransferLane("W1", "S2", 2, amount(), amount())),
                IntStream.range(0, random.nextInt(4)).mapToObj(i -> item("I" + i)).toList());
    }

    private NetworkItem item(String id) {
        long minimum = random.nextInt(50) + 1L;
        return new NetworkItem(
                id,
                orEmpty(text()),
                any(new Double[] {1.0, 0.1}),
                random.nextDouble(),
                amount(),
                random.nextDouble(),
                random.nextDouble(),
                1 + random.nextInt(9),
                amount(),
                List.of(
                        new SupplySource(
                                "SUP1",
                                1 + random.nextInt(9),
                                minimum,
                                minimum + random.nextInt(1000),
                                amount(),
                                List.of(
                                        new PriceBreak(1, amount()),
                                        new PriceBreak(minimum + 10, amount())))),
                List.of("S1", "S2"));
    }

    public PurchaseOrder purchaseOrder() {
        return new PurchaseOrder(
                code(22),
                random.nextInt(5),
                any(OrderTransition.values()),
                any(OrderStatus.values()),
                code(6),
                day(),
                code(8),
                id(),
                millis(),
                "EUR",
                lines(),
                orEmpty(text()),
                text(),
                orEmpty(text()));
    }

    public TransferOrder transferOrder() {
        return new TransferOrder(
                code(22),
                random.nextInt(5),
                any(OrderTransition.values()),
                code(6),
                day(),
                id(),
                id(),
                millis(),
                lines(),
                text());
    }

    public PlanRecord plan() {
        return new PlanRecord(
                text(),
                code(6),
                day(),
                random.nextInt(3),
                millis(),
                random.nextLong(),
                random.nextInt(500),
                cost(),
                cost(),
                amount(),
                orEmpty(text()),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(100),
                several(i -> code(22)),
                several(i -> code(22)),
                orEmpty(code(22)));
    }

    private PlanCost cost() {
        return new PlanCost(
                amount(), amount(), amount(), amount(), amount(), amount(), amount(), amount(),
                amount(), amount(), -amount(), -amount());
    }

    public PlanLine planLine() {
        return new PlanLine(
                text(),
                code(22),
                code(6),
                day(),
                id(),
                id(),
                id(),
                random.nextInt(1000),
                random.nextInt(1000) - 500,
                random.nextInt(1000),
                random.nextInt(1000),
                random.nextInt(20),
                amount(),
                random.nextDouble(),
                random.nextDouble(),
                "minimum",
                cost(),
                "lstm",
                orEmpty(text()),
                random.nextLong(),
                random.nextBoolean() ? day() : 0,
                random.nextBoolean()
                        ? LineOverride.NONE
                        : new LineOverride(id(), random.nextInt(1000), amount()));
    }

    public LogEntry logEntry() {
        return new LogEntry(
                code(6),
                random.nextInt(1000),
                any(LogKind.values()),
                millis(),
                orEmpty(text()),
                text(),
                orEmpty(text()),
                hash(),
                hash(),
                hash());
    }

    private String hash() {
        return "%016x".formatted(random.nextLong()).repeat(4);
    }

    public ModelNews model() {
        return new ModelNews(
                id(),
                text(),
                any(ModelChange.values()),
                orEmpty(text()),
                orEmpty(id()),
                random.nextInt(100),
                random.nextInt(1_000_000),
                amount(),
                amount(),
                Double.NaN,
                Double.NaN,
                millis());
    }

    public Alert alert() {
        return new Alert(
                text(),
                any(AlertKind.values()),
                code(6),
                id(),
                orEmpty(id()),
                orEmpty(code(22)),
                orEmpty(id()),
                day(),
                random.nextBoolean() ? -1 : day(),
                random.nextDouble(),
                amount(),
                amount(),
                text(),
                millis(),
                text(),
                orEmpty(text()),
                random.nextBoolean() ? 0 : millis(),
                random.nextBoolean());
    }

    private List<OrderLine> lines() {
        return several(
                i -> new OrderLine(i + 1, id(), 1 + random.nextInt(99), 0.5, amount(), day()));
    }

    private <T> List<T> several(java.util.function.IntFunction<T> make) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(make).toList();
    }

    private String id() {
        return any(new String[] {"S", "store-", "Läden ", "\"quoted\" ", "日本"})
                + random.nextInt(9999);
    }

    private String code(int longest) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        return Stream.generate(() -> letters.charAt(random.nextInt(letters.length())))
                .limit(1 + random.nextInt(longest))
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private String text() {
        return any(new String[] {"a:b:0", "ünï ✓", "tab\tand \\ and \"", "x"}) + random.nextInt(99);
    }

    private String orEmpty(String text) {
        return random.nextBoolean() ? text : "";
    }

    private int day() {
        return random.nextInt(80_000);
    }

    /** A moment at most so far before a day, or after it, as news of the day come. */
    private long millisAround(int day) {
        return Math.max(1, day - 366 + random.nextInt(400)) * LocalDays.MILLIS
                + random.nextInt(86_400_000);
    }

    /** A moment that no offset puts before 1970. */
    private long millis() {
        return (1 + random.nextInt(80_000)) * LocalDays.MILLIS
                + random.nextInt((int) LocalDays.MILLIS);
    }

    private int offset() {
        return (random.nextInt(145) - 72) * 900;
    }

    private double amount() {
        return random.nextBoolean() ? random.nextInt(100_000) : random.nextDouble() * 1000;
    }

    private float singleOrNaN(int most) {
        return random.nextInt(4) == 0 ? Float.NaN : random.nextFloat() * most;
    }

    private <E> E any(E[] of) {
        return of[random.nextInt(of.length)];
    }
}

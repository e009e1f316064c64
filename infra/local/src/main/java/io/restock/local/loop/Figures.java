package io.restock.local.loop;

import io.restock.domain.AlertKind;
import io.restock.domain.Forecast;
import io.restock.domain.OrderLine;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.wire.Json;
import io.restock.local.world.DayOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * The figures of a run for machines: the JSON that {@code --json} writes has these names; what is
 * not a number is null there.
 *
 * @param days run
 * @param sales sale messages sent, the past included
 * @param rejected records that could not be read or were not allowed
 * @param forecasts series and origins forecast
 * @param fallbackForecasts of these, those that a statistical forecast stood in for
 * @param plans groups and cycles planned
 * @param purchaseOrders order numbers
 * @param duplicateOrders order events seen again by suppliers
 * @param transferOrders transfer numbers
 * @param alerts likely stock-outs
 * @param fillRate units met at once ÷ units demanded
 * @param stockOutRate share of (item, store, day) with unmet demand
 * @param wape of the medians of days 1 to 7; NaN where nothing was demanded
 * @param wapeSeasonalNaive on the same rows
 * @param cost of the run, money
 * @param costOrderUpTo of the same world, demand and forecasts under the order-up-to rule, money
 * @param fillRateOrderUpTo of that run
 * @param seconds wall time of the command
 * @param ordersDigest hash of all order numbers, revisions, items and quantities
 */
public record Figures(
        int days,
        long sales,
        int rejected,
        long forecasts,
        long fallbackForecasts,
        int plans,
        long purchaseOrders,
        int duplicateOrders,
        long transferOrders,
        int alerts,
        double fillRate,
        double stockOutRate,
        double wape,
        double wapeSeasonalNaive,
        double cost,
        double costOrderUpTo,
        double fillRateOrderUpTo,
        double seconds,
        String ordersDigest) {

    /** Figures of a run and of its reference. */
    public static Figures of(LoopResult result, List<DayOutcome> orderUpTo, double seconds) {
        Service service = Service.of(result.days());
        Service reference = Service.of(orderUpTo);
        Accuracy accuracy = Accuracy.of(result);
        List<Forecast> forecasts =
                result.forecasts().values().stream().flatMap(m -> m.values().stream()).toList();
        return new Figures(
                result.days().size(),
                result.sales(),
                result.rejected().size(),
                forecasts.size(),
                forecasts.stream().filter(Forecast::isFallback).count(),
                result.plans().size(),
                result.orders().stream().map(PurchaseOrder::number).distinct().count(),
                result.duplicateOrders(),
                result.transfers().stream().map(TransferOrder::number).distinct().count(),
                Math.toIntExact(
                        result.alerts().stream()
                                .filter(a -> a.kind() == AlertKind.STOCK_OUT && !a.ended())
                                .count()),
                service.fillRate(),
                service.stockOutRate(),
                accuracy.wape(),
                accuracy.wapeSeasonalNaive(),
                service.cost().total(),
                reference.cost().total(),
                reference.fillRate(),
                seconds,
                digest(result));
    }

    /** Writes them as one JSON object. */
    public void write(Path file) {
        try {
            String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
            Files.writeString(file, json + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The figures cannot be written to " + file + ".", e);
        }
    }

    private static String digest(LoopResult result) {
        TreeSet<String> lines = new TreeSet<>();
        for (PurchaseOrder o : result.orders()) {
            for (OrderLine l : o.lines()) {
                lines.add(o.number() + ':' + o.revision() + ':' + l.item() + ':' + l.quantity());
            }
        }
        for (TransferOrder o : result.transfers()) {
            for (OrderLine l : o.lines()) {
                lines.add(o.number() + ':' + o.revision() + ':' + l.item() + ':' + l.quantity());
            }
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> sha.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}

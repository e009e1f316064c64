package io.restock.local.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.PriceBreak;
import io.restock.jobs.wire.Json;
import io.restock.optimizer.Problem;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads planning problems of the format {@code coordination-problem/1}, plain or gzipped. */
public final class ProblemFile {
    /** What the field {@code format} says. */
    public static final String FORMAT = "coordination-problem/1";

    private static final int RUN_OUT_BUCKETS = 10;

    private final Field root;
    private final int buckets;
    private final int epochs;
    private final int quantiles;
    private final List<String> locations;
    private final List<String> suppliers;
    private final List<Lane> lanes;

    private ProblemFile(Field root) {
        this.root = root;
        buckets = root.get("buckets").count(1, 1000);
        epochs = root.get("epochs").count(1, buckets);
        Field weights = root.get("demandQuantiles").get("weights");
        quantiles = weights.list(f -> f.number(0)).size();
        locations = ids("locations");
        suppliers = ids("suppliers");
        lanes = root.get("lanes").list(this::lane);
    }

    /**
     * Reads a problem.
     *
     * @param file ends in {@code .gz} if it is gzipped
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming file and field, if it is not a problem
     */
    public static Problem read(Path file) throws IOException {
        Field root = new Field(file, "", tree(file));
        if (!root.value().isObject()) {
            throw new IllegalArgumentException(
                    "The file %s must hold a JSON object.".formatted(file));
        }
        Field format = root.get("format");
        format.must(FORMAT.equals(format.value().textValue()), FORMAT);
        return new ProblemFile(root).problem();
    }

    /** The JSON of a file, plain or gzipped. */
    static JsonNode tree(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return Json.MAPPER.readTree(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The file %s must be JSON: %s (line %d)."
                            .formatted(file, e.getOriginalMessage(), e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new IOException("The file %s cannot be read.".formatted(file), e);
        }
    }

    private Problem problem() {
        Field levels = root.get("demandQuantiles").get("levels");
        return new Problem(
                root.get("name").text(),
                buckets,
                epochs,
                levels.numbers(quantiles, 0),
                root.get("demandQuantiles").get("weights").numbers(quantiles, 0),
                root.get("overflowCost").number(0),
                root.get("locations")
                        .list(f -> new Site(f.get("id").text(), f.get("space").number(0))),
                root.get("suppliers").list(this::supplier),
                lanes,
                items());
    }

    private List<Item> items() {
        ids("items");
        return root.get("items").list(this::item);
    }

    private List<String> ids(String list) {
        List<String> ids = root.get(list).list(f -> f.get("id").text());
        Field field = root.get(list);
        if (new HashSet<>(ids).size() < ids.size()) {
            field.must(false, "a list in which no id appears twice");
        }
        return ids;
    }

    private Vendor supplier(Field f) {
        return new Vendor(
                f.get("id").text(),
                f.get("leadTimeBuckets").count(0, 1000),
                f.get("capacityPerEpoch").numbers(epochs, 0),
                f.get("orderHeaderCost").numbersBy(locations, 0));
    }

    private Lane lane(Field f) {
        return new Lane(
                f.get("id").text(),
                f.get("from").indexIn(locations, "location"),
                f.get("to").indexIn(locations, "location"),
                f.get("leadTimeBuckets").count(0, 1000),
                f.get("truckCost").number(0));
    }

    private Item item(Field f) {
        Field transfer = f.get("transfer");
        Field stock = f.get("stock");
        List<Stock> stocks = stock.list(locations.size(), this::stock);
        stock.list(s -> s.get("location").text()).stream()
                .filter(id -> locations.indexOf(id) < 0)
                .findFirst()
                .ifPresent(id -> stock.must(false, "a list with every location, not " + id));
        return new Item(
                f.get("id").text(),
                f.get("volume").number(0),
                f.get("standardCost").number(0),
                inOrder(stock, stocks),
                f.get("sources").list(this::source),
                transfer.isNull() ? null : transfer(transfer));
    }

    /** The stock by the order of the locations, whatever the order in the file. */
    private List<Stock> inOrder(Field stock, List<Stock> stocks) {
        List<String> found = stock.list(s -> s.get("location").text());
        return locations.stream()
                .map(
                        id -> {
                            int k = found.indexOf(id);
                            stock.must(k >= 0, "a list with every location; " + id + " lacks");
                            return stocks.get(k);
                        })
                .toList();
    }

    private Stock stock(Field f) {
        return new Stock(
                f.get("onHand").whole(0),
                f.get("scheduledReceipts").wholes(buckets),
                f.get("holdingCost").number(0),
                f.get("backorderCost").number(0),
                f.get("cumulativeDemand")
                        .list(buckets, row -> row.wholes(quantiles))
                        .toArray(long[][]::new),
                f.get("runOutDemand").wholes(RUN_OUT_BUCKETS),
                f.get("meanPerBucket").number(0),
                f.get("standardDeviationPerBucket").number(0));
    }

    private Source source(Field f) {
        Field maximum = f.get("maximumOrderQuantity");
        Field breaks = f.get("priceBreaks");
        List<PriceBreak> prices =
                breaks.list(
                        b ->
                                new PriceBreak(
                                        b.get("fromQuantity").whole(0),
                                        b.get("unitPrice").number(0)));
        breaks.must(!prices.isEmpty(), "a list of one price break at least");
        return new Source(
                f.get("supplier").indexIn(suppliers, "supplier"),
                f.get("orderMultiple").whole(1),
                f.get("minimumOrderQuantity").whole(0),
                locations.stream().mapToLong(id -> maximum.get(id).whole(0)).toArray(),
                prices,
                f.get("lineCost").number(0));
    }

    private Transfer transfer(Field f) {
        return new Transfer(
                f.get("orderMultiple").whole(1),
                f.get("lineCost").number(0),
                f.get("unitCost").numbersBy(lanes.stream().map(Lane::id).toList(), 0));
    }
}

package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.restock.domain.Alert;
import io.restock.domain.Decision;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.LogEntry;
import io.restock.domain.ModelNews;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.domain.WeatherDay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All messages there are, and how they are said. {@link Decoder} reads them.
 *
 * <p>Safe to use from several threads.
 */
public final class Messages {
    /** The {@code type} of a progress message. */
    static final String PROGRESS = "progress";

    private static final Map<Class<?>, Supplier<Shape<?>>> SHAPES =
            Map.ofEntries(
                    Map.entry(Sale.class, FeedShapes.OfSale::new),
                    Map.entry(StockLevel.class, FeedShapes.OfStock::new),
                    Map.entry(WeatherDay.class, FeedShapes.OfWeather::new),
                    Map.entry(Holiday.class, FeedShapes.OfHoliday::new),
                    Map.entry(Promotion.class, FeedShapes.OfPromotion::new),
                    Map.entry(SupplierReply.class, FeedShapes.OfReply::new),
                    Map.entry(Decision.class, FeedShapes.OfDecision::new),
                    Map.entry(DemandReport.class, FeedShapes.OfDemand::new),
                    Map.entry(Forecast.class, FeedShapes.OfForecast::new),
                    Map.entry(ModelNews.class, FeedShapes.OfModel::new),
                    Map.entry(Location.class, NetworkShapes.OfLocation::new),
                    Map.entry(PlanningGroup.class, NetworkShapes.OfGroup::new),
                    Map.entry(PurchaseOrder.class, OrderShapes.OfPurchaseOrder::new),
                    Map.entry(TransferOrder.class, OrderShapes.OfTransferOrder::new),
                    Map.entry(PlanRecord.class, OrderShapes.OfPlan::new),
                    Map.entry(PlanLine.class, OrderShapes.OfPlanLine::new),
                    Map.entry(LogEntry.class, OrderShapes.OfLogEntry::new),
                    Map.entry(Alert.class, OrderShapes.OfAlert::new));

    /** Only written with, which keeps no state in a shape. */
    private static final ClassValue<Shape<?>> WRITERS =
            new ClassValue<>() {
                @Override
                protected Shape<?> computeValue(Class<?> type) {
                    return newShape(type);
                }
            };

    private Messages() {}

    /**
     * The bytes of a message, a record of {@code io.restock.domain}.
     *
     * @throws IllegalArgumentException if the record is no message
     */
    public static byte[] encode(Object message) {
        @SuppressWarnings("unchecked") // newShape gives the shape of the very class
        Shape<Object> shape = (Shape<Object>) WRITERS.get(message.getClass());
        return object(
                g -> {
                    g.writeStringField("type", shape.type());
                    shape.writeFields(g, message);
                });
    }

    /**
     * The bytes that say: everything of this partition before this time has been sent.
     *
     * @param timeMillis milliseconds since the epoch
     */
    public static byte[] progress(long timeMillis) {
        return object(
                g -> {
                    g.writeStringField("type", PROGRESS);
                    g.writeStringField("time", Iso.time(timeMillis));
                });
    }

    /**
     * The bytes of a rejected record; key and value are base64, as JSON can hold no raw bytes.
     * Partition and offset are left out where they are not known.
     */
    public static byte[] encodeRejected(Rejected rejected) {
        return object(
                g -> {
                    g.writeStringField("type", "rejected");
                    g.writeStringField("topic", rejected.topic());
                    if (rejected.partition() != Rejected.UNKNOWN) {
                        g.writeNumberField("partition", rejected.partition());
                        g.writeNumberField("offset", rejected.offset());
                    }
                    g.writeStringField("reason", rejected.reason());
                    g.writeBinaryField("key", rejected.key());
                    g.writeBinaryField("raw", rejected.raw());
                });
    }

    /** A shape of its own to read with. */
    @SuppressWarnings("unchecked") // the table holds the shape of T under the class of T
    static <T> Shape<T> newShape(Class<T> type) {
        Supplier<Shape<?>> make = SHAPES.get(type);
        if (make == null) {
            throw new IllegalArgumentException(
                    "The record "
                            + type.getSimpleName()
                            + " must be one of the messages "
                            + SHAPES.keySet().stream().map(Class::getSimpleName).sorted().toList()
                            + ".");
        }
        return (Shape<T>) make.get();
    }

    private static byte[] object(Body body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator g = Json.factory().createGenerator(bytes)) {
            g.writeStartObject();
            body.write(g);
            g.writeEndObject();
            g.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed.", e);
        }
    }

    private interface Body {
        void write(JsonGenerator g) throws IOException;
    }
}

package io.restock.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Rejected;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import io.restock.operators.context.UnplacedDay;
import io.restock.operators.coordination.GroupEvent;
import io.restock.operators.coordination.Refused;
import io.restock.operators.demand.TooLate;
import io.restock.operators.documents.Undeliverable;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Events that an operator could not take in, as rejected records. Where in its topic an event stood
 * is not known there: to carry it would cost every sale 12 bytes of state and of traffic. Raw is
 * the event said again, which has its identity.
 */
final class Refusals {
    private static final byte[] NOTHING = {};

    /** Where what coordination is told comes from. */
    private static final Map<Class<?>, Topic> TOPICS =
            Map.of(
                    PlanningGroup.class, Topic.NETWORK,
                    StockLevel.class, Topic.STOCK,
                    Forecast.class, Topic.FORECASTS,
                    SupplierReply.class, Topic.SUPPLIER_REPLIES,
                    Decision.class, Topic.DECISIONS);

    private Refusals() {}

    static DataStream<Rejected> tooLate(DataStream<TooLate> events, Settings settings) {
        Topics topics = Topics.of(settings);
        String sales = topics.name(Topic.SALES);
        String stock = topics.name(Topic.STOCK);
        return events.map(event -> of(event, sales, stock))
                .returns(Rejected.class)
                .uid("too-late")
                .name("too-late");
    }

    static DataStream<Rejected> unplaced(DataStream<UnplacedDay> days, Settings settings) {
        String sales = Topics.of(settings).name(Topic.SALES);
        return days.map(day -> of(day, sales))
                .returns(Rejected.class)
                .uid("unplaced")
                .name("unplaced");
    }

    /** Answers, decisions and groups that are not allowed where things stand. */
    static DataStream<Rejected> refused(DataStream<Refused> events, Settings settings) {
        String prefix = settings.get(Keys.TOPICS_PREFIX);
        return events.map(event -> of(event, prefix))
                .returns(Rejected.class)
                .uid("refused")
                .name("refused");
    }

    /** Order events that cannot be said in the documents of their supplier. */
    static DataStream<Rejected> undeliverable(DataStream<Undeliverable> events, Settings settings) {
        String orders = Topics.of(settings).name(Topic.PURCHASE_ORDERS);
        return events.map(event -> of(event, orders))
                .returns(Rejected.class)
                .uid("undeliverable")
                .name("undeliverable");
    }

    static Rejected of(Undeliverable event, String orders) {
        return rejected(
                orders,
                "Order %s, revision %d, was not told %s: %s"
                        .formatted(
                                event.order().number(),
                                event.order().revision(),
                                event.order().supplier(),
                                event.reason()),
                event.order().number(),
                Messages.encode(event.order()));
    }

    static Rejected of(Refused refused, String prefix) {
        GroupEvent event = refused.event();
        Object message = message(event);
        return rejected(
                prefix + topic(message).base(),
                "%s (event %s on %s of group %s)"
                        .formatted(
                                refused.reason(),
                                refused.eventId(),
                                refused.subject(),
                                event.group()),
                refused.subject(),
                Messages.encode(message));
    }

    private static Topic topic(Object message) {
        Topic topic = TOPICS.get(message.getClass());
        if (topic == null) {
            throw new IllegalStateException("No topic is known for " + message.getClass() + '.');
        }
        return topic;
    }

    private static Object message(GroupEvent event) {
        return Stream.of(
                        event.network(),
                        event.level(),
                        event.forecast(),
                        event.reply(),
                        event.decision())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    static Rejected of(TooLate event, String sales, String stock) {
        if (event.sale() != null) {
            return rejected(
                    sales,
                    event.reason(),
                    SeriesKey.id(event.sale().location(), event.sale().item()),
                    Messages.encode(event.sale()));
        }
        if (event.stock() != null) {
            return rejected(
                    stock,
                    event.reason(),
                    SeriesKey.id(event.stock().location(), event.stock().item()),
                    Messages.encode(event.stock()));
        }
        throw new IllegalStateException("A late event must hold a sale or a stock report.");
    }

    /** A day is made of many sales, so there are no bytes that say it; its reason has its units. */
    static Rejected of(UnplacedDay day, String sales) {
        return rejected(
                sales,
                day.reason(),
                SeriesKey.id(day.demand().location(), day.demand().item()),
                NOTHING);
    }

    private static Rejected rejected(String topic, String reason, String key, byte[] raw) {
        return new Rejected(
                topic, Rejected.UNKNOWN, Rejected.UNKNOWN, reason, key.getBytes(UTF_8), raw);
    }
}

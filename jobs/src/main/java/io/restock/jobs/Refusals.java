package io.restock.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.DemandDay;
import io.restock.domain.Rejected;
import io.restock.domain.SeriesKey;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Iso;
import io.restock.jobs.wire.Messages;
import io.restock.operators.coordination.Refused;
import io.restock.operators.demand.TooLate;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Events that an operator could not take in, as rejected records. The operator no longer knows
 * where in its topic the event stood: partition and offset are −1, and raw is the event said again.
 */
final class Refusals {
    private static final int UNKNOWN = -1;
    private static final byte[] NOTHING = {};

    private Refusals() {}

    static DataStream<Rejected> tooLate(DataStream<TooLate> events, Settings settings) {
        String sales = Topics.of(settings).name(Topic.SALES);
        String stock = Topics.of(settings).name(Topic.STOCK);
        return events.map(event -> of(event, sales, stock))
                .returns(Rejected.class)
                .uid("too-late")
                .name("too-late");
    }

    static DataStream<Rejected> unplaced(DataStream<DemandDay> days, Settings settings) {
        String sales = Topics.of(settings).name(Topic.SALES);
        return days.map(day -> of(day, sales))
                .returns(Rejected.class)
                .uid("unplaced")
                .name("unplaced");
    }

    /** Answers, decisions and groups that are not allowed where things stand. */
    static DataStream<Rejected> refused(DataStream<Refused> events, Settings settings) {
        String replies = Topics.of(settings).name(Topic.SUPPLIER_REPLIES);
        return events.map(event -> of(event, replies))
                .returns(Rejected.class)
                .uid("refused")
                .name("refused");
    }

    static Rejected of(Refused event, String replies) {
        return rejected(
                replies,
                "%s (event %s on %s of group %s)"
                        .formatted(event.reason(), event.eventId(), event.subject(), event.group()),
                event.subject(),
                NOTHING);
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

    static Rejected of(DemandDay day, String sales) {
        return rejected(
                sales,
                "The location (%s) of the day %s of item %s must be announced on the topic network."
                        .formatted(day.location(), Iso.day(day.epochDay()), day.item()),
                SeriesKey.id(day.location(), day.item()),
                NOTHING);
    }

    private static Rejected rejected(String topic, String reason, String key, byte[] raw) {
        return new Rejected(topic, UNKNOWN, UNKNOWN, reason, key.getBytes(UTF_8), raw);
    }
}

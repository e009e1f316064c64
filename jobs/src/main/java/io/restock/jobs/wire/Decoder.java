package io.restock.jobs.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.restock.domain.Rejected;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one type from the records of a topic. Whatever the bytes are, reading ends
 * with an answer, never with a failure.
 *
 * <p>For one thread.
 */
public final class Decoder<T> {
    private static final byte[] NONE = {};

    private final Shape<T> shape;
    private final Set<String> others;
    private final int maxBytes;
    private final Answers answers;
    private final TimeField<Object> progressTime = new TimeField<>("time", any -> 0, any -> 0);

    private Decoder(Shape<T> shape, Set<String> others, int maxBytes, Answers answers) {
        this.shape = shape;
        this.others = others;
        this.maxBytes = maxBytes;
        this.answers = answers;
    }

    /**
     * @param message the record read
     * @param maxBytes largest value read; larger ones are rejected unread
     * @param answers for which records that cannot be read it answers
     * @param others types that share the topic and are stepped over
     */
    public static <T> Decoder<T> of(
            Class<T> message, int maxBytes, Answers answers, String... others) {
        return new Decoder<>(Messages.newShape(message), Set.of(others), maxBytes, answers);
    }

    /** A decoder of records of any size, which answers for all of them. */
    public static <T> Decoder<T> of(Class<T> message, String... others) {
        return of(message, Integer.MAX_VALUE, Answers.ALL, others);
    }

    /**
     * What a record is, whenever it was written.
     *
     * @param key its key; null when it has none
     * @param value its value; null for a tombstone, which is rejected
     */
    public Inbound<T> decode(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        return decode(topic, partition, offset, Long.MAX_VALUE, key, value);
    }

    /**
     * What a record is. One whose event time is after {@code latestMillis} is rejected, progress
     * too: it would move event time to where the senders are not yet.
     *
     * @param latestMillis latest event time that can be true, milliseconds since the epoch
     * @param key its key; null when it has none
     * @param value its value; null for a tombstone, which is rejected
     */
    public Inbound<T> decode(
            String topic,
            int partition,
            long offset,
            long latestMillis,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        try {
            Inbound<T> read = read(value);
            if (read.timeMillis() > latestMillis) {
                throw tooFarAhead(read, latestMillis);
            }
            return read;
        } catch (BadMessageException bad) {
            if (!answersFor(value)) {
                return new Inbound<>(null, false, 0, null);
            }
            Rejected rejected =
                    new Rejected(
                            topic,
                            partition,
                            offset,
                            bad.reason(),
                            key == null ? NONE : key,
                            value == null ? NONE : value);
            return new Inbound<>(null, false, 0, rejected);
        }
    }

    /**
     * The message in these bytes, or null when they are progress or of another type.
     *
     * @throws BadMessageException if they cannot be read
     */
    public @Nullable T message(byte[] value) throws BadMessageException {
        return read(value).value();
    }

    private Inbound<T> read(byte @Nullable [] value) throws BadMessageException {
        if (value == null) {
            throw new BadMessageException("The record (no value)", "must hold a JSON object");
        }
        if (value.length > maxBytes) {
            throw new BadMessageException(
                    "The record (" + value.length + " bytes)",
                    "must have at most " + maxBytes + " bytes");
        }
        return parse(value, this::readRest);
    }

    private BadMessageException tooFarAhead(Inbound<T> read, long latestMillis) {
        String must =
                "must be at most "
                        + Iso.time(latestMillis)
                        + " (record.max-ahead after it was written)";
        String time = Iso.time(read.timeMillis());
        return read.progress()
                ? new BadMessageException("The time (" + time + ") of progress", must)
                : shape.complaint("event time", time, must);
    }

    private boolean answersFor(byte @Nullable [] bad) {
        return switch (answers) {
            case ALL -> true;
            case ITS_TYPE -> othersStepOver(bad);
            case NONE -> false;
        };
    }

    /** Whether the record is of our type, and so well formed that no other reader complains. */
    private boolean othersStepOver(byte @Nullable [] bad) {
        if (bad == null || bad.length > maxBytes) {
            return false;
        }
        try {
            return parse(
                    bad,
                    (p, type) -> {
                        skipRest(p);
                        return type.equals(shape.type()) && p.nextToken() == null;
                    });
        } catch (BadMessageException unreadable) {
            return false;
        }
    }

    /** Hands over a parser that stands within the object, with what is left of its fields. */
    private <R> R parse(byte[] value, Rest<R> rest) throws BadMessageException {
        try (JsonParser p = Json.factory().createParser(value)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw new BadMessageException("The record", "must be a JSON object");
            }
            boolean typeFirst =
                    "type".equals(p.nextFieldName()) && p.nextToken() == JsonToken.VALUE_STRING;
            if (typeFirst) {
                return rest.read(p, p.getText());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        // Senders put the type first; for those who do not, it is looked up in a first pass.
        try (JsonParser p = Json.factory().createParser(value)) {
            String type = findType(value);
            p.nextToken();
            return rest.read(p, type);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String findType(byte[] value) throws IOException, BadMessageException {
        try (JsonParser p = Json.factory().createParser(value)) {
            p.nextToken();
            while (p.nextToken() != JsonToken.END_OBJECT) {
                boolean isType = "type".equals(p.currentName());
                JsonToken token = p.nextToken();
                if (isType) {
                    if (token == JsonToken.VALUE_STRING) {
                        return p.getText();
                    }
                    throw new BadMessageException("The type (" + token + ")", "must be text");
                }
                p.skipChildren();
            }
        }
        throw new BadMessageException("The type (missing)", "must be " + types());
    }

    private Inbound<T> readRest(JsonParser p, String type) throws IOException, BadMessageException {
        Inbound<T> read;
        if (type.equals(shape.type())) {
            T message = shape.readRest(p);
            read = new Inbound<>(message, false, shape.time(message), null);
        } else if (type.equals(Messages.PROGRESS)) {
            read = new Inbound<>(null, true, readProgress(p), null);
        } else if (others.contains(type)) {
            skipRest(p);
            read = new Inbound<>(null, false, 0, null);
        } else {
            throw new BadMessageException(
                    "The type (" + Field.shorten(type) + ")", "must be " + types());
        }
        if (p.nextToken() != null) {
            throw new BadMessageException("The record", "must hold one JSON object and no more");
        }
        return read;
    }

    private long readProgress(JsonParser p) throws IOException, BadMessageException {
        progressTime.reset();
        while (p.nextToken() != JsonToken.END_OBJECT) {
            boolean isTime = progressTime.name().equals(p.currentName());
            p.nextToken();
            if (isTime) {
                progressTime.read(p);
            } else {
                p.skipChildren();
            }
        }
        BadMessageException complaint = progressTime.complaint();
        if (complaint != null) {
            throw complaint.of(Messages.PROGRESS);
        }
        return progressTime.millis();
    }

    private static void skipRest(JsonParser p) throws IOException {
        while (p.nextToken() != JsonToken.END_OBJECT) {
            p.skipChildren();
        }
    }

    private String types() {
        Set<String> types = new TreeSet<>(others);
        types.add(shape.type());
        types.add(Messages.PROGRESS);
        return "one of " + String.join(", ", types);
    }

    private static BadMessageException unreadable(IOException e) {
        String why =
                e instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : e.toString();
        return new BadMessageException("The record", "must be JSON in UTF-8 (" + why + ")");
    }

    private interface Rest<R> {
        R read(JsonParser p, String type) throws IOException, BadMessageException;
    }
}

package io.restock.jobs.wire;

import io.restock.domain.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a topic turned out to be: a message, progress of its partition, something to
 * step over, or a rejected record with its reason.
 *
 * @param value the message; null when it is not one
 * @param progress whether everything before the time has been sent to the partition
 * @param timeMillis event time of the message, or the time of the progress, milliseconds since the
 *     epoch; else 0
 * @param rejected what could not be read; null when it could
 */
public record Inbound<T>(
        @Nullable T value, boolean progress, long timeMillis, @Nullable Rejected rejected) {}

package io.restock.operators.bundle;

/**
 * An event as it waits in memory: no larger than it must be, for a bundle holds many.
 *
 * @param <L> the working form of the state that it is applied to
 */
public interface BundledEvent<L> {
    /**
     * Event time that must not be reached before the event is applied, milliseconds since the
     * epoch; {@link Long#MAX_VALUE} = any.
     */
    long dueMillis();

    /**
     * Applies the event.
     *
     * @param watermark as it stood when the event came, or later but before the event was due
     */
    void applyTo(L working, long watermark);
}

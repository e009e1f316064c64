package io.restock.local.loop;

import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.local.world.Simulation;
import java.util.List;

/**
 * The systems of suppliers and warehouses: a reader of its own of the order topics, which gives
 * each order once to those who carry it out.
 */
final class SupplierSystems implements AutoCloseable {
    private final CommittedReader reader;
    private final OrderInbox inbox;

    SupplierSystems(Settings settings, Simulation carriers) {
        this.reader =
                new CommittedReader(
                        settings, List.of(Topic.PURCHASE_ORDERS, Topic.TRANSFER_ORDERS));
        this.inbox =
                new OrderInbox(
                        Topics.of(settings).name(Topic.PURCHASE_ORDERS),
                        carriers::order,
                        carriers::transfer);
    }

    /**
     * Takes all orders written until now.
     *
     * @param deadlineNanos moment of {@link System#nanoTime} at which to give up
     * @return false when it gave up
     */
    boolean catchUp(long deadlineNanos) {
        return reader.catchUp(inbox::take, deadlineNanos);
    }

    /** What has been taken. */
    OrderInbox inbox() {
        return inbox;
    }

    @Override
    public void close() {
        reader.close();
    }
}

package io.restock.operators.coordination;

import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import org.jspecify.annotations.Nullable;

/**
 * The first network of a group, which waits until all its items are routed: what was read before
 * the network comes with them, and a review in between would plan a part of the group.
 *
 * @param network the newest that has come, and was not learnt; null while none has
 * @param version of which items are routed; -1 before any is
 * @param routed how many of its items are
 */
public record FirstNetwork(@Nullable PlanningGroup network, int version, int routed) {
    static final FirstNetwork NONE = new FirstNetwork(null, -1, 0);

    /**
     * With a newer version, or with one that is mended under the version of one that was refused:
     * nobody routes the items of a version twice.
     */
    FirstNetwork with(PlanningGroup newer) {
        if (network == null || network.version() < newer.version()) {
            return new FirstNetwork(newer, version, routed);
        }
        boolean mended = network.version() == newer.version() && !network.equals(newer);
        return mended ? new FirstNetwork(newer, newer.version(), Integer.MAX_VALUE) : this;
    }

    FirstNetwork withRouted(int ofVersion) {
        if (ofVersion < version) {
            return this;
        }
        int more = Math.max(routed, routed + 1); // at most the greatest
        return new FirstNetwork(network, ofVersion, ofVersion == version ? more : 1);
    }

    /** Whether all items are routed. */
    boolean isComplete() {
        if (network == null || version > network.version()) {
            return false;
        }
        long items = network.items().stream().map(NetworkItem::id).distinct().count();
        return items == 0 || (version == network.version() && routed >= items);
    }
}

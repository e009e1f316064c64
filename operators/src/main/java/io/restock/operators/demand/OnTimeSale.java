package io.restock.operators.demand;

import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.operators.bundle.BundledEvent;

/**
 * What counts of a sale that came on time; a bundle holds many (see {@link DemandSettings}).
 *
 * @param id hash of the event id
 * @param timeMillis when it was sold
 * @param utcOffsetSeconds of local time
 * @param units units sold
 * @param dueMillis when its day closes
 */
record OnTimeSale(long id, long timeMillis, int utcOffsetSeconds, double units, long dueMillis)
        implements BundledEvent<DemandLedger> {

    static OnTimeSale of(Sale sale, long dueMillis) {
        return new OnTimeSale(
                EventIds.hash(sale.eventId()),
                sale.timeMillis(),
                sale.utcOffsetSeconds(),
                sale.units(),
                dueMillis);
    }

    int localDay() {
        return LocalDays.of(timeMillis, utcOffsetSeconds);
    }

    int localHour() {
        return LocalDays.hourOf(timeMillis, utcOffsetSeconds);
    }

    @Override
    public void applyTo(DemandLedger ledger, long watermark) {
        ledger.apply(this, watermark);
    }
}

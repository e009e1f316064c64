package io.restock.operators.coordination;

import java.util.Comparator;
import java.util.List;

/** 64 bits that stand for a text or for everything a review looks at; the same on every machine. */
final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = OFFSET;

    /**
     * Seed of a review: the same for every run of a cycle, so that the same facts plan the same.
     */
    static long seed(long baseSeed, String group, int cycle) {
        return new Fingerprint().add(baseSeed).add(group).add(cycle).mixed();
    }

    /**
     * Of the network's version, levels, movements, forecasts, what is still to come and what people
     * have set. An answer that only confirms what was expected is no new fact.
     */
    static long facts(
            int networkVersion, List<SeriesState> series, List<OpenOrder> orders, People people) {
        Fingerprint print = new Fingerprint().add(networkVersion);
        people.heldSuppliers().stream().sorted().forEach(print::add);
        people.interventions().forEach(print::intervention);
        series.stream()
                .sorted(
                        Comparator.comparing(SeriesState::location)
                                .thenComparing(SeriesState::item))
                .forEach(print::series);
        orders.stream()
                .filter(OpenOrder::isOpen)
                .sorted(Comparator.comparing(OpenOrder::number))
                .forEach(print::order);
        return print.mixed();
    }

    private void series(SeriesState s) {
        add(s.location()).add(s.item()).add(Double.doubleToLongBits(s.levelUnits()));
        add(s.levelMillis());
        for (int i = 0; i < s.movedMillis().length; i++) {
            add(s.movedMillis()[i]).add(s.movedUnits()[i]);
        }
        if (s.forecast() != null) {
            add(s.forecast().originEpochDay()).add(s.forecast().issuedMillis());
        }
    }

    private void intervention(Intervention i) {
        add(i.kind().name()).add(i.supplier()).add(i.location()).add(i.item());
        add(Double.doubleToLongBits(i.quantity())).add(i.fromEpochDay()).add(i.untilEpochDay());
    }

    private void order(OpenOrder order) {
        add(order.number());
        for (OpenLine line : order.lines()) {
            add(line.item()).add(line.open()).add(line.unshipped()).add(line.expectedEpochDay());
        }
    }

    private Fingerprint add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return add(text.length());
    }

    private Fingerprint add(long value) {
        long rest = value;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = (hash ^ (rest & 0xff)) * PRIME;
            rest >>>= Byte.SIZE;
        }
        return this;
    }

    private long mixed() {
        long z = hash;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

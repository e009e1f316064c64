package io.restock.operators.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.Decision;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.OrderLine;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Texts;
import io.restock.domain.TransferOrder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hash-chained log of what people and the job have decided, form 1. What is hashed is each
 * field in its order: texts as their length and UTF-8, numbers as eight bytes, lists as their
 * length and their members. So a hash depends on values alone, not on how JSON writes them.
 */
public final class DecisionLog {
    /** The hash before the first entry. */
    public static final String NOTHING = "0".repeat(64);

    private static final String FORM = "restock-decision-log/1";

    private DecisionLog() {}

    /**
     * What is wrong with a chain.
     *
     * @param place index of the first record that is not as it was written, from 0; where the end
     *     is missing, that of the first one missing
     * @param what a sentence
     */
    public record Fault(int place, String what) {}

    /**
     * The first fault of a group's log; null where there is none.
     *
     * @param entries in the order in which the topic has them
     */
    public static @Nullable Fault fault(List<LogEntry> entries) {
        String previous = NOTHING;
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            String what = "Entry %d (%s %s) ".formatted(i, entry.kind(), entry.subject());
            if (!hash(entry).equals(entry.hash())) {
                return new Fault(i, what + "was changed: its hash is not that of what it says.");
            }
            if (entry.sequence() > i) {
                return new Fault(
                        i,
                        "Entry %d is missing: %d comes in its place."
                                .formatted(i, entry.sequence()));
            }
            if (entry.sequence() < i) {
                return new Fault(
                        i,
                        what
                                + "was inserted or moved: it says that it is %d."
                                        .formatted(entry.sequence()));
            }
            if (!entry.previous().equals(previous)) {
                return new Fault(
                        i,
                        what
                                + "does not follow what stands before it: that, or all from here on, was written anew.");
            }
            previous = entry.hash();
        }
        return null;
    }

    /** Of a decision that counted, or of one that was refused for a reason. */
    static LogEntry of(Decision decision, String refused) {
        String said =
                String.join(
                                " ",
                                decision.kind().name(),
                                decision.orderNumber(),
                                decision.supplier(),
                                decision.location(),
                                decision.item(),
                                decision.isOverride()
                                        ? String.format(Locale.ROOT, "%s", decision.quantity())
                                        : "")
                        .replaceAll(" +", " ")
                        .strip();
        return open(
                decision.group(),
                refused.isEmpty() ? LogKind.DECISION : LogKind.REFUSAL,
                decision.timeMillis(),
                decision.by(),
                decision.eventId(),
                refused.isEmpty() ? said : said + ": " + refused,
                digest(decision));
    }

    static LogEntry of(PlanRecord plan) {
        return open(
                plan.group(),
                LogKind.PLAN,
                plan.issuedMillis(),
                "",
                plan.decisionId(),
                "",
                digest(plan));
    }

    static LogEntry of(PurchaseOrder order) {
        return open(
                order.group(),
                LogKind.ORDER,
                order.issuedMillis(),
                "",
                order.number() + ':' + order.revision(),
                order.transition().name(),
                digest(order));
    }

    static LogEntry of(TransferOrder order) {
        return open(
                order.group(),
                LogKind.TRANSFER,
                order.issuedMillis(),
                "",
                order.number() + ':' + order.revision(),
                order.transition().name(),
                digest(order));
    }

    private static LogEntry open(
            String group,
            LogKind kind,
            long timeMillis,
            String by,
            String subject,
            String text,
            String digest) {
        return new LogEntry(
                group, 0, kind, timeMillis, by, subject, Texts.cut(text), digest, "", "");
    }

    /** An entry in its place. */
    static LogEntry chain(LogEntry open, long sequence, String previous) {
        LogEntry placed = placed(open, sequence, previous, "");
        return placed(open, sequence, previous, hash(placed));
    }

    private static LogEntry placed(LogEntry e, long sequence, String previous, String hash) {
        return new LogEntry(
                e.group(),
                sequence,
                e.kind(),
                e.timeMillis(),
                e.by(),
                e.subject(),
                e.text(),
                e.digest(),
                previous,
                hash);
    }

    /** The hash that an entry must have. */
    public static String hash(LogEntry e) {
        return new Hashed("entry")
                .text(e.group())
                .number(e.sequence())
                .text(e.kind().name())
                .number(e.timeMillis())
                .text(e.by())
                .text(e.subject())
                .text(e.text())
                .text(e.digest())
                .text(e.previous())
                .hex();
    }

    /** Of all that a decision says. */
    public static String digest(Decision d) {
        return new Hashed("decision")
                .text(d.eventId())
                .text(d.group())
                .text(d.kind().name())
                .text(d.orderNumber())
                .text(d.by())
                .text(d.reason())
                .number(d.timeMillis())
                .text(d.supplier())
                .text(d.location())
                .text(d.item())
                .real(d.quantity())
                .number(d.fromEpochDay())
                .number(d.untilEpochDay())
                .hex();
    }

    /** Of all that a plan says. */
    public static String digest(PlanRecord p) {
        return new Hashed("plan")
                .text(p.decisionId())
                .text(p.group())
                .number(p.cycleEpochDay())
                .number(p.run())
                .number(p.issuedMillis())
                .number(p.seed())
                .number(p.rounds())
                .cost(p.cost())
                .cost(p.costOfNoLine())
                .real(p.costOrderUpTo())
                .text(p.modelVersion())
                .number(p.forecasts())
                .number(p.staleForecasts())
                .number(p.unknownStock())
                .number(p.staleStock())
                .texts(p.orderNumbers())
                .texts(p.transferNumbers())
                .text(p.covers())
                .hex();
    }

    /** Of all that a purchase order says. */
    public static String digest(PurchaseOrder o) {
        return new Hashed("purchase-order")
                .text(o.number())
                .number(o.revision())
                .text(o.transition().name())
                .text(o.status().name())
                .text(o.group())
                .number(o.cycleEpochDay())
                .text(o.supplier())
                .text(o.shipTo())
                .number(o.issuedMillis())
                .text(o.currency())
                .lines(o.lines())
                .text(o.reason())
                .text(o.decisionId())
                .text(o.modelVersion())
                .hex();
    }

    /** Of all that a transfer says. */
    public static String digest(TransferOrder o) {
        return new Hashed("transfer-order")
                .text(o.number())
                .number(o.revision())
                .text(o.transition().name())
                .text(o.group())
                .number(o.cycleEpochDay())
                .text(o.from())
                .text(o.to())
                .number(o.issuedMillis())
                .lines(o.lines())
                .text(o.decisionId())
                .hex();
    }

    /** SHA-256 of values one after the other. */
    private static final class Hashed {
        private final MessageDigest sha;
        private final ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);

        Hashed(String what) {
            try {
                sha = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256.", e);
            }
            text(FORM).text(what);
        }

        Hashed text(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            number(bytes.length);
            sha.update(bytes);
            return this;
        }

        Hashed number(long number) {
            sha.update(eight.putLong(0, number).array());
            return this;
        }

        /** JSON has one zero only. */
        Hashed real(double real) {
            return number(Double.doubleToLongBits(real + 0.0));
        }

        Hashed texts(List<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
            return this;
        }

        Hashed cost(PlanCost c) {
            return real(c.purchase())
                    .real(c.orderLines())
                    .real(c.orderHeaders())
                    .real(c.trucks())
                    .real(c.transferUnits())
                    .real(c.transferLines())
                    .real(c.holding())
                    .real(c.runOutHolding())
                    .real(c.backorder())
                    .real(c.overflow())
                    .real(c.endOfHorizonCredit())
                    .real(c.sunk());
        }

        Hashed lines(List<OrderLine> lines) {
            number(lines.size());
            for (OrderLine l : lines) {
                number(l.line())
                        .text(l.item())
                        .number(l.quantity())
                        .real(l.baseUnit())
                        .real(l.unitPrice())
                        .number(l.requestedEpochDay());
            }
            return this;
        }

        String hex() {
            return HexFormat.of().formatHex(sha.digest());
        }
    }
}

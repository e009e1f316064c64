package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.LogEntry;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.List;

/** What a group has to say after an event or as time passes, in the order it happened. */
public final class Outcome {
    private final List<PlanRecord> plans = new ArrayList<>();
    private final Documents documents = new Documents();
    private final List<PlanLine> lines = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<LogEntry> log = new ArrayList<>();
    private int duplicates;
    private int tooLate;
    private int passedOver;
    private boolean moreDue;

    /** Records of the reviews that were done. */
    public List<PlanRecord> plans() {
        return plans;
    }

    /** Documents to suppliers. */
    public List<PurchaseOrder> purchaseOrders() {
        return documents.purchaseOrders();
    }

    /** Documents to locations. */
    public List<TransferOrder> transferOrders() {
        return documents.transferOrders();
    }

    /** Why each line is what it is. */
    public List<PlanLine> lines() {
        return lines;
    }

    /** What a person should know: likely stock-outs, orders that never came or wait. */
    public List<Alert> alerts() {
        return alerts;
    }

    /** What is written into the decision log. */
    public List<LogEntry> log() {
        return log;
    }

    /** What was not allowed. */
    public List<Refused> refused() {
        return refused;
    }

    /** Events that had been seen before and were ignored. */
    public int duplicates() {
        return duplicates;
    }

    /** Answers that were overtaken by what was said meanwhile. */
    public int tooLate() {
        return tooLate;
    }

    /** Cut-offs of which nobody had reported anything, or of groups that are held. */
    public int passedOver() {
        return passedOver;
    }

    /** Whether another cut-off is due already: {@link GroupState#advance} has more to do. */
    boolean isMoreDue() {
        return moreDue;
    }

    void moreIsDue() {
        moreDue = true;
    }

    void add(ReviewResult review) {
        plans.add(review.plan());
        purchaseOrders().addAll(review.purchaseOrders());
        transferOrders().addAll(review.transferOrders());
        lines.addAll(review.lines());
        alerts.addAll(review.alerts());
    }

    /** An order, as a document to whoever delivers it. */
    void say(
            OpenOrder order,
            OrderTransition transition,
            String currency,
            String reason,
            String modelVersion) {
        documents.say(order, transition, currency, reason, modelVersion);
    }

    void refuse(Refused event) {
        refused.add(event);
    }

    void countDuplicate() {
        duplicates++;
    }

    void countTooLate() {
        tooLate++;
    }

    void countPassedOver() {
        passedOver++;
    }
}

package io.restock.jobs.wire;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.LineOverride;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import java.util.List;

/** Shapes of what planning says: orders, plans with their lines, alerts. */
final class OrderShapes {
    private static final int NUMBER_LENGTH = 22;
    private static final int GROUP_LENGTH = 6;
    private static final int SUPPLIER_LENGTH = 8;
    private static final int MOST_REVISIONS = 1_000_000;

    private OrderShapes() {}

    static final class OfPurchaseOrder extends Shape<PurchaseOrder> {
        private final TextField<PurchaseOrder> number =
                code("number", NUMBER_LENGTH, PurchaseOrder::number);
        private final WholeField<PurchaseOrder> revision =
                whole("revision", 0, MOST_REVISIONS, PurchaseOrder::revision);
        private final ChoiceField<PurchaseOrder, OrderTransition> transition =
                choice("transition", OrderTransition.class, PurchaseOrder::transition);
        private final ChoiceField<PurchaseOrder, OrderStatus> status =
                choice("status", OrderStatus.class, PurchaseOrder::status);
        private final TextField<PurchaseOrder> group =
                code("group", GROUP_LENGTH, PurchaseOrder::group);
        private final DayField<PurchaseOrder> cycle = day("cycle", PurchaseOrder::cycleEpochDay);
        private final TextField<PurchaseOrder> supplier =
                code("supplier", SUPPLIER_LENGTH, PurchaseOrder::supplier);
        private final TextField<PurchaseOrder> shipTo = id("shipTo", PurchaseOrder::shipTo);
        private final TimeField<PurchaseOrder> issued = time("issued", PurchaseOrder::issuedMillis);
        private final TextField<PurchaseOrder> currency =
                code("currency", 3, PurchaseOrder::currency);
        private final PartsField<PurchaseOrder, OrderLine> lines =
                parts("lines", 0, new OfOrderLine(), PurchaseOrder::lines);
        private final TextField<PurchaseOrder> reason =
                optional(text("reason", 0, PurchaseOrder::reason));
        private final TextField<PurchaseOrder> decisionId =
                text("decisionId", 1, PurchaseOrder::decisionId);
        private final TextField<PurchaseOrder> modelVersion =
                optional(text("modelVersion", 0, PurchaseOrder::modelVersion));

        OfPurchaseOrder() {
            super("purchase-order");
            identifiedBy(List.of(number));
        }

        @Override
        PurchaseOrder make() {
            return new PurchaseOrder(
                    number.value(),
                    revision.intValue(),
                    transition.value(),
                    status.value(),
                    group.value(),
                    cycle.value(),
                    supplier.value(),
                    shipTo.value(),
                    issued.millis(),
                    currency.value(),
                    lines.value(),
                    reason.value(),
                    decisionId.value(),
                    modelVersion.value());
        }

        @Override
        long time(PurchaseOrder order) {
            return order.issuedMillis();
        }
    }

    static final class OfTransferOrder extends Shape<TransferOrder> {
        private final TextField<TransferOrder> number =
                code("number", NUMBER_LENGTH, TransferOrder::number);
        private final WholeField<TransferOrder> revision =
                whole("revision", 0, MOST_REVISIONS, TransferOrder::revision);
        private final ChoiceField<TransferOrder, OrderTransition> transition =
                choice("transition", OrderTransition.class, TransferOrder::transition);
        private final TextField<TransferOrder> group =
                code("group", GROUP_LENGTH, TransferOrder::group);
        private final DayField<TransferOrder> cycle = day("cycle", TransferOrder::cycleEpochDay);
        private final TextField<TransferOrder> from = id("from", TransferOrder::from);
        private final TextField<TransferOrder> to = id("to", TransferOrder::to);
        private final TimeField<TransferOrder> issued = time("issued", TransferOrder::issuedMillis);
        private final PartsField<TransferOrder, OrderLine> lines =
                parts("lines", 0, new OfOrderLine(), TransferOrder::lines);
        private final TextField<TransferOrder> decisionId =
                text("decisionId", 1, TransferOrder::decisionId);

        OfTransferOrder() {
            super("transfer-order");
            identifiedBy(List.of(number));
        }

        @Override
        TransferOrder make() {
            return new TransferOrder(
                    number.value(),
                    revision.intValue(),
                    transition.value(),
                    group.value(),
                    cycle.value(),
                    from.value(),
                    to.value(),
                    issued.millis(),
                    lines.value(),
                    decisionId.value());
        }

        @Override
        long time(TransferOrder order) {
            return order.issuedMillis();
        }
    }

    private static final class OfOrderLine extends Shape<OrderLine> {
        private final WholeField<OrderLine> line = whole("line", 1, 1_000_000, OrderLine::line);
        private final TextField<OrderLine> item = id("item", OrderLine::item);
        private final WholeField<OrderLine> quantity =
                wholeLong("quantity", 1, OrderLine::quantity);
        private final RealField<OrderLine> baseUnit =
                real("baseUnit", OrderLine::baseUnit).above(0);
        private final RealField<OrderLine> unitPrice =
                real("unitPrice", OrderLine::unitPrice).atLeast(0);
        private final DayField<OrderLine> requested =
                day("requested", OrderLine::requestedEpochDay);

        OfOrderLine() {
            super("line");
            identifiedBy(List.of(line));
        }

        @Override
        OrderLine make() {
            return new OrderLine(
                    line.intValue(),
                    item.value(),
                    quantity.value(),
                    baseUnit.value(),
                    unitPrice.value(),
                    requested.value());
        }
    }

    static final class OfPlan extends Shape<PlanRecord> {
        private final TextField<PlanRecord> decisionId =
                text("decisionId", 1, PlanRecord::decisionId);
        private final TextField<PlanRecord> group = code("group", GROUP_LENGTH, PlanRecord::group);
        private final DayField<PlanRecord> cycle = day("cycle", PlanRecord::cycleEpochDay);
        private final WholeField<PlanRecord> run = whole("run", 0, MOST_REVISIONS, PlanRecord::run);
        private final TimeField<PlanRecord> issued = time("issued", PlanRecord::issuedMillis);
        private final WholeField<PlanRecord> seed =
                wholeLong("seed", Long.MIN_VALUE, PlanRecord::seed);
        private final WholeField<PlanRecord> rounds =
                whole("rounds", 0, Integer.MAX_VALUE, PlanRecord::rounds);
        private final PartField<PlanRecord, PlanCost> cost =
                part("cost", new OfPlanCost("cost"), PlanCost.ZERO, PlanRecord::cost);
        private final PartField<PlanRecord, PlanCost> costOfNoLine =
                part(
                        "costOfNoLine",
                        new OfPlanCost("costOfNoLine"),
                        PlanCost.ZERO,
                        PlanRecord::costOfNoLine);
        private final RealField<PlanRecord> costOrderUpTo =
                real("costOrderUpTo", PlanRecord::costOrderUpTo);
        private final TextField<PlanRecord> modelVersion =
                optional(text("modelVersion", 0, PlanRecord::modelVersion));
        private final WholeField<PlanRecord> forecasts =
                whole("forecasts", 0, Integer.MAX_VALUE, PlanRecord::forecasts);
        private final WholeField<PlanRecord> staleForecasts =
                whole("staleForecasts", 0, Integer.MAX_VALUE, PlanRecord::staleForecasts);
        private final WholeField<PlanRecord> unknownStock =
                whole("unknownStock", 0, Integer.MAX_VALUE, PlanRecord::unknownStock);
        private final WholeField<PlanRecord> staleStock =
                whole("staleStock", 0, Integer.MAX_VALUE, PlanRecord::staleStock);
        private final TextsField<PlanRecord> orderNumbers =
                ids("orderNumbers", PlanRecord::orderNumbers);
        private final TextsField<PlanRecord> transferNumbers =
                ids("transferNumbers", PlanRecord::transferNumbers);
        private final TextField<PlanRecord> covers =
                optional(code("covers", NUMBER_LENGTH, PlanRecord::covers));

        OfPlan() {
            super("plan");
            identifiedBy(List.of(decisionId));
        }

        @Override
        PlanRecord make() {
            return new PlanRecord(
                    decisionId.value(),
                    group.value(),
                    cycle.value(),
                    run.intValue(),
                    issued.millis(),
                    seed.value(),
                    rounds.intValue(),
                    cost.value(),
                    costOfNoLine.value(),
                    costOrderUpTo.value(),
                    modelVersion.value(),
                    forecasts.intValue(),
                    staleForecasts.intValue(),
                    unknownStock.intValue(),
                    staleStock.intValue(),
                    orderNumbers.value(),
                    transferNumbers.value(),
                    covers.value());
        }

        @Override
        long time(PlanRecord plan) {
            return plan.issuedMillis();
        }
    }

    private static final class OfPlanCost extends Shape<PlanCost> {
        private final RealField<PlanCost> purchase = real("purchase", PlanCost::purchase);
        private final RealField<PlanCost> orderLines = real("orderLines", PlanCost::orderLines);
        private final RealField<PlanCost> orderHeaders =
                real("orderHeaders", PlanCost::orderHeaders);
        private final RealField<PlanCost> trucks = real("trucks", PlanCost::trucks);
        private final RealField<PlanCost> transferUnits =
                real("transferUnits", PlanCost::transferUnits);
        private final RealField<PlanCost> transferLines =
                real("transferLines", PlanCost::transferLines);
        private final RealField<PlanCost> holding = real("holding", PlanCost::holding);
        private final RealField<PlanCost> runOutHolding =
                real("runOutHolding", PlanCost::runOutHolding);
        private final RealField<PlanCost> backorder = real("backorder", PlanCost::backorder);
        private final RealField<PlanCost> overflow = real("overflow", PlanCost::overflow);
        private final RealField<PlanCost> endOfHorizonCredit =
                real("endOfHorizonCredit", PlanCost::endOfHorizonCredit);
        private final RealField<PlanCost> sunk = real("sunk", PlanCost::sunk);

        OfPlanCost(String name) {
            super(name);
        }

        @Override
        PlanCost make() {
            return new PlanCost(
                    purchase.value(),
                    orderLines.value(),
                    orderHeaders.value(),
                    trucks.value(),
                    transferUnits.value(),
                    transferLines.value(),
                    holding.value(),
                    runOutHolding.value(),
                    backorder.value(),
                    overflow.value(),
                    endOfHorizonCredit.value(),
                    sunk.value());
        }
    }

    static final class OfPlanLine extends Shape<PlanLine> {
        private final TextField<PlanLine> decisionId = text("decisionId", 1, PlanLine::decisionId);
        private final TextField<PlanLine> orderNumber =
                optional(code("orderNumber", NUMBER_LENGTH, PlanLine::orderNumber));
        private final TextField<PlanLine> group = code("group", GROUP_LENGTH, PlanLine::group);
        private final DayField<PlanLine> cycle = day("cycle", PlanLine::cycleEpochDay);
        private final TextField<PlanLine> item = id("item", PlanLine::item);
        private final TextField<PlanLine> location = id("location", PlanLine::location);
        private final TextField<PlanLine> source = id("source", PlanLine::source);
        private final WholeField<PlanLine> quantity = wholeLong("quantity", 0, PlanLine::quantity);
        private final WholeField<PlanLine> onHand =
                wholeLong("onHand", Long.MIN_VALUE, PlanLine::onHand);
        private final WholeField<PlanLine> onOrder =
                wholeLong("onOrder", Long.MIN_VALUE, PlanLine::onOrder);
        private final WholeField<PlanLine> inTransit =
                wholeLong("inTransit", Long.MIN_VALUE, PlanLine::inTransit);
        private final WholeField<PlanLine> protectionDays =
                whole("protectionDays", 0, 1_000_000, PlanLine::protectionDays);
        private final RealField<PlanLine> demandMean = real("demandMean", PlanLine::demandMean);
        private final RealField<PlanLine> quantile =
                real("quantile", PlanLine::quantile).between(0, 1);
        private final RealField<PlanLine> serviceTarget =
                real("serviceTarget", PlanLine::serviceTarget).between(0, 1);
        private final TextField<PlanLine> bound = text("bound", 1, PlanLine::bound);
        private final PartField<PlanLine, PlanCost> cost =
                part("cost", new OfPlanCost("cost"), PlanCost.ZERO, PlanLine::cost);
        private final TextField<PlanLine> forecastMethod =
                optional(text("forecastMethod", 0, PlanLine::forecastMethod));
        private final TextField<PlanLine> modelVersion =
                optional(text("modelVersion", 0, PlanLine::modelVersion));
        private final WholeField<PlanLine> seed = wholeLong("seed", Long.MIN_VALUE, PlanLine::seed);
        private final DayField<PlanLine> lastOrder =
                optional(day("lastOrder", OfPlanLine::lastOrder));
        private final PartField<PlanLine, LineOverride> override =
                optional(
                        part(
                                "override",
                                new OfLineOverride(),
                                LineOverride.NONE,
                                PlanLine::override));

        OfPlanLine() {
            super("line");
            identifiedBy(List.of(decisionId, item, location));
        }

        @Override
        PlanLine make() {
            return new PlanLine(
                    decisionId.value(),
                    orderNumber.value(),
                    group.value(),
                    cycle.value(),
                    item.value(),
                    location.value(),
                    source.value(),
                    quantity.value(),
                    onHand.value(),
                    onOrder.value(),
                    inTransit.value(),
                    protectionDays.intValue(),
                    demandMean.value(),
                    quantile.value(),
                    serviceTarget.value(),
                    bound.value(),
                    cost.value(),
                    forecastMethod.value(),
                    modelVersion.value(),
                    seed.value(),
                    Math.max(0, lastOrder.value()),
                    override.value());
        }

        private static int lastOrder(PlanLine line) {
            int day = line.lastOrderEpochDay();
            return day > 0 ? day : DayField.NO_DAY;
        }
    }

    private static final class OfLineOverride extends Shape<LineOverride> {
        private final TextField<LineOverride> by = text("by", 1, LineOverride::by);
        private final WholeField<LineOverride> planned =
                wholeLong("planned", 0, LineOverride::planned);
        private final RealField<LineOverride> moneyAbovePlan =
                real("moneyAbovePlan", LineOverride::moneyAbovePlan);

        OfLineOverride() {
            super("override");
        }

        @Override
        LineOverride make() {
            return new LineOverride(by.value(), planned.value(), moneyAbovePlan.value());
        }
    }

    static final class OfLogEntry extends Shape<LogEntry> {
        private final TextField<LogEntry> group = code("group", GROUP_LENGTH, LogEntry::group);
        private final WholeField<LogEntry> sequence = wholeLong("sequence", 0, LogEntry::sequence);
        private final ChoiceField<LogEntry, LogKind> kind =
                choice("kind", LogKind.class, LogEntry::kind);
        private final TimeField<LogEntry> time = time("time", LogEntry::timeMillis);
        private final TextField<LogEntry> by = optional(text("by", 0, LogEntry::by));
        private final TextField<LogEntry> subject = text("subject", 1, LogEntry::subject);
        private final TextField<LogEntry> text = optional(text("text", 0, LogEntry::text));
        private final TextField<LogEntry> digest = hash("digest", LogEntry::digest);
        private final TextField<LogEntry> previous = hash("previous", LogEntry::previous);
        private final TextField<LogEntry> hash = hash("hash", LogEntry::hash);

        OfLogEntry() {
            super("log-entry");
            identifiedBy(List.of(group, sequence));
        }

        @Override
        LogEntry make() {
            return new LogEntry(
                    group.value(),
                    sequence.value(),
                    kind.value(),
                    time.millis(),
                    by.value(),
                    subject.value(),
                    text.value(),
                    digest.value(),
                    previous.value(),
                    hash.value());
        }

        @Override
        long time(LogEntry entry) {
            return entry.timeMillis();
        }
    }

    static final class OfAlert extends Shape<Alert> {
        private final TextField<Alert> alertId = text("alertId", 1, Alert::alertId);
        private final ChoiceField<Alert, AlertKind> kind =
                choice("kind", AlertKind.class, Alert::kind);
        private final TextField<Alert> group = optional(code("group", GROUP_LENGTH, Alert::group));
        private final TextField<Alert> location = optional(id("location", Alert::location));
        private final TextField<Alert> item = optional(id("item", Alert::item));
        private final TextField<Alert> orderNumber =
                optional(code("orderNumber", NUMBER_LENGTH, Alert::orderNumber));
        private final TextField<Alert> source = optional(id("source", Alert::source));
        private final DayField<Alert> cycle = day("cycle", Alert::cycleEpochDay);
        private final DayField<Alert> nextReceipt =
                optional(day("nextReceipt", Alert::nextReceiptEpochDay));
        private final RealField<Alert> probability =
                real("probability", Alert::probability).between(0, 1);
        private final RealField<Alert> expectedShortBaseUnits =
                real("expectedShortBaseUnits", Alert::expectedShortBaseUnits).atLeast(0);
        private final RealField<Alert> money = real("money", Alert::money).atLeast(0);
        private final TextField<Alert> text = text("text", 1, Alert::text);
        private final TimeField<Alert> time = time("time", Alert::timeMillis);
        private final TextField<Alert> key = optional(text("key", 0, Alert::key));
        private final TextField<Alert> owner = optional(text("owner", 0, Alert::owner));
        private final TimeField<Alert> deadline = optional(time("deadline", Alert::deadlineMillis));
        private final FlagField<Alert> ended = optional(flag("ended", Alert::ended));

        OfAlert() {
            super("alert");
            identifiedBy(List.of(alertId));
        }

        @Override
        Alert make() {
            return new Alert(
                    alertId.value(),
                    kind.value(),
                    group.value(),
                    location.value(),
                    item.value(),
                    orderNumber.value(),
                    source.value(),
                    cycle.value(),
                    nextReceipt.value(),
                    probability.value(),
                    expectedShortBaseUnits.value(),
                    money.value(),
                    text.value(),
                    time.millis(),
                    key.value().isEmpty() ? alertId.value() : key.value(),
                    owner.value(),
                    deadline.millis(),
                    ended.value());
        }

        @Override
        long time(Alert alert) {
            return alert.timeMillis();
        }
    }
}

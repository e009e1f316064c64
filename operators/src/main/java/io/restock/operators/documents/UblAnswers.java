package io.restock.operators.documents;

import io.restock.domain.ReplyKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CustomerPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.DeliveryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.DespatchLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.LineItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.OrderLineReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.OrderLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.OrderReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PeriodType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PriceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ShipmentType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.SupplierPartyType;
import oasis.names.specification.ubl.schema.xsd.despatchadvice_21.DespatchAdviceType;
import oasis.names.specification.ubl.schema.xsd.orderresponse_21.OrderResponseType;
import oasis.names.specification.ubl.schema.xsd.unqualifieddatatypes_21.QuantityType;
import org.jspecify.annotations.Nullable;

/** OrderResponse and DespatchAdvice of UBL 2.1, both ways. */
final class UblAnswers {
    private static final String TRANSACTION = "urn:fdc:peppol.eu:poacc:trns:";

    private UblAnswers() {}

    static OrderResponseType orderResponse(
            Envelope envelope, AnswerMessage answer, String id, String unit) {
        OrderResponseType document = new OrderResponseType();
        document.setCustomizationID(TRANSACTION + "order_response_advanced:3");
        document.setProfileID("urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3");
        document.setID(id);
        document.setIssueDate(UblParts.date(envelope.timeMillis()));
        document.setIssueTime(UblParts.time(envelope.timeMillis()));
        document.setOrderResponseCode(
                switch (answer.kind()) {
                    case TECH_ACKED -> "AB";
                    case ACCEPTED -> "AP";
                    case REJECTED -> "RE";
                    default -> "CA";
                });
        if (!answer.currency().isEmpty()) {
            document.setDocumentCurrencyCode(answer.currency());
        }
        if (answer.revision() > 0) {
            document.setCustomerReference(answer.orderNumber() + "-C" + answer.revision());
        }
        document.addOrderReference(UblParts.orderReference(answer.orderNumber()));
        document.setSellerSupplierParty(UblParts.seller(envelope.terms(), ""));
        document.setBuyerCustomerParty(UblParts.buyer(envelope.terms()));
        for (AnswerLine line : answer.lines()) {
            document.addOrderLine(line(line, answer.kind(), unit));
        }
        return document;
    }

    private static OrderLineType line(AnswerLine line, ReplyKind kind, String unit) {
        LineItemType item = new LineItemType();
        item.setID(Integer.toString(line.line()));
        boolean refused = line.quantity() == 0;
        item.setLineStatusCode(refused ? "7" : kind == ReplyKind.ACCEPTED ? "5" : "3");
        UblParts.unit(
                item.setQuantity(BigDecimal.valueOf(line.quantity())),
                line.unit().isEmpty() ? unit : line.unit());
        if (line.expectedEpochDay() != AnswerLine.UNSAID) {
            DeliveryType delivery = new DeliveryType();
            delivery.setPromisedDeliveryPeriod(UblParts.until(line.expectedEpochDay()));
            item.addDelivery(delivery);
        }
        item.setItem(UblParts.item(line.item()));
        OrderLineReferenceType of = new OrderLineReferenceType();
        of.setLineID(Integer.toString(line.line()));
        OrderLineType all = new OrderLineType();
        all.setLineItem(item);
        all.addOrderLineReference(of);
        return all;
    }

    static DespatchAdviceType despatchAdvice(
            Envelope envelope, AnswerMessage answer, String id, String unit) {
        DespatchAdviceType document = new DespatchAdviceType();
        document.setCustomizationID(TRANSACTION + "despatch_advice:3");
        document.setProfileID("urn:fdc:peppol.eu:poacc:bis:despatch_advice:3");
        document.setID(id);
        document.setIssueDate(UblParts.date(envelope.timeMillis()));
        document.setIssueTime(UblParts.time(envelope.timeMillis()));
        document.addOrderReference(UblParts.orderReference(answer.orderNumber()));
        document.setDespatchSupplierParty(UblParts.seller(envelope.terms(), ""));
        document.setDeliveryCustomerParty(UblParts.buyer(envelope.terms()));
        int latest = AnswerLine.UNSAID;
        for (AnswerLine line : answer.lines()) {
            document.addDespatchLine(line(line, answer.orderNumber(), unit));
            latest = Math.max(latest, line.expectedEpochDay());
        }
        if (latest != AnswerLine.UNSAID) {
            DeliveryType delivery = new DeliveryType();
            delivery.setEstimatedDeliveryPeriod(UblParts.until(latest));
            ShipmentType shipment = new ShipmentType();
            shipment.setID("1");
            shipment.setDelivery(delivery);
            document.setShipment(shipment);
        }
        return document;
    }

    private static DespatchLineType line(AnswerLine line, String number, String unit) {
        DespatchLineType all = new DespatchLineType();
        all.setID(Integer.toString(line.line()));
        UblParts.unit(
                all.setDeliveredQuantity(BigDecimal.valueOf(line.quantity())),
                line.unit().isEmpty() ? unit : line.unit());
        OrderLineReferenceType of = new OrderLineReferenceType();
        of.setLineID(Integer.toString(line.line()));
        of.setOrderReference(UblParts.orderReference(number));
        all.addOrderLineReference(of);
        ItemType item = UblParts.item(line.item());
        item.setSellersItemIdentification(UblParts.itemId(line.item()));
        all.setItem(item);
        return all;
    }

    static Interchange read(OrderResponseType document) throws UnreadableDocumentException {
        String code = UblParts.required("OrderResponseCode", document.getOrderResponseCodeValue());
        ReplyKind kind =
                switch (code) {
                    case "AB" -> ReplyKind.TECH_ACKED;
                    case "AP" -> ReplyKind.ACCEPTED;
                    case "CA" -> ReplyKind.ACCEPTED_WITH_CHANGE;
                    case "RE" -> ReplyKind.REJECTED;
                    default ->
                            throw UblParts.fault(
                                    "OrderResponseCode",
                                    "The code (%s) must be one of AB, AP, CA, RE.".formatted(code));
                };
        String number = UblParts.number(document.getOrderReference());
        int revision =
                UblFormat.revision(number, UblParts.text(document.getCustomerReferenceValue()));
        boolean speaks = kind == ReplyKind.ACCEPTED || kind == ReplyKind.ACCEPTED_WITH_CHANGE;
        List<AnswerLine> lines = new ArrayList<>();
        for (OrderLineType each : document.getOrderLine()) {
            String own = orderOfLine(each.getOrderLineReference());
            if (!own.isEmpty() && !own.equals(number)) {
                throw UblParts.fault(
                        "OrderLineReference/OrderReference",
                        "The order (%s) must be that of the response, %s.".formatted(own, number));
            }
            if (speaks) {
                lines.add(answered(each));
            }
        }
        return interchange(
                "OrderResponse",
                document.getIDValue(),
                UblParts.millis(document.getIssueDateValue(), document.getIssueTimeValue()),
                document.getSellerSupplierParty(),
                document.getBuyerCustomerParty(),
                List.of(
                        new AnswerMessage(
                                kind,
                                number,
                                revision,
                                kind == ReplyKind.ACCEPTED,
                                List.copyOf(lines),
                                UblParts.text(document.getDocumentCurrencyCodeValue()),
                                0)));
    }

    private static AnswerLine answered(OrderLineType each) throws UnreadableDocumentException {
        LineItemType line = UblParts.present("LineItem", each.getLineItem());
        PriceType price = line.getPrice();
        BigDecimal amount = price == null ? null : price.getPriceAmountValue();
        QuantityType quantity = line.getQuantity();
        String status = UblParts.text(line.getLineStatusCodeValue());
        boolean refused = status.equals("7") || status.equals("2");
        List<OrderLineReferenceType> references = each.getOrderLineReference();
        String of = references.isEmpty() ? line.getIDValue() : references.get(0).getLineIDValue();
        return new AnswerLine(
                UblParts.line("OrderLineReference/LineID", of),
                UblParts.item(line.getItem()),
                refused ? 0 : UblParts.quantity("Quantity", quantity),
                quantity == null || refused ? "" : UblParts.text(quantity.getUnitCode()),
                promised(line),
                amount == null ? OptionalDouble.empty() : OptionalDouble.of(amount.doubleValue()),
                0);
    }

    private static int promised(LineItemType line) throws UnreadableDocumentException {
        for (DeliveryType delivery : line.getDelivery()) {
            PeriodType period = delivery.getPromisedDeliveryPeriod();
            if (period != null && period.getEndDateValue() != null) {
                return UblParts.day("PromisedDeliveryPeriod", period.getEndDateValue());
            }
        }
        return AnswerLine.UNSAID;
    }

    static Interchange read(DespatchAdviceType document) throws UnreadableDocumentException {
        int day = estimated(document.getShipment());
        Map<String, AnswerMessage> orders = new LinkedHashMap<>();
        for (DespatchLineType each : document.getDespatchLine()) {
            QuantityType quantity = each.getDeliveredQuantity();
            List<OrderLineReferenceType> references = each.getOrderLineReference();
            String of =
                    references.isEmpty() ? each.getIDValue() : references.get(0).getLineIDValue();
            AnswerLine line =
                    new AnswerLine(
                            UblParts.line("OrderLineReference/LineID", of),
                            UblParts.item(each.getItem()),
                            UblParts.quantity("DeliveredQuantity", quantity),
                            quantity == null ? "" : UblParts.text(quantity.getUnitCode()),
                            day,
                            OptionalDouble.empty(),
                            0);
            String own = orderOfLine(references);
            String number = own.isEmpty() ? UblParts.number(document.getOrderReference()) : own;
            orders.merge(
                    number, shipped(number, List.of(line)), (all, one) -> all.with(one.lines()));
        }
        if (orders.isEmpty()) {
            String number = UblParts.number(document.getOrderReference());
            orders.put(number, shipped(number, List.of()));
        }
        return interchange(
                "DespatchAdvice",
                document.getIDValue(),
                UblParts.millis(document.getIssueDateValue(), document.getIssueTimeValue()),
                document.getDespatchSupplierParty(),
                document.getDeliveryCustomerParty(),
                List.copyOf(orders.values()));
    }

    private static AnswerMessage shipped(String number, List<AnswerLine> lines) {
        return new AnswerMessage(ReplyKind.SHIPPED, number, AnswerLine.UNSAID, false, lines, "", 0);
    }

    /** Number of the order that a line names itself; empty where it names none. */
    private static String orderOfLine(List<OrderLineReferenceType> references) {
        OrderReferenceType order =
                references.isEmpty() ? null : references.get(0).getOrderReference();
        return order == null ? "" : UblParts.text(order.getIDValue());
    }

    private static int estimated(@Nullable ShipmentType shipment)
            throws UnreadableDocumentException {
        DeliveryType delivery = shipment == null ? null : shipment.getDelivery();
        PeriodType period = delivery == null ? null : delivery.getEstimatedDeliveryPeriod();
        return period == null || period.getEndDateValue() == null
                ? AnswerLine.UNSAID
                : UblParts.day("EstimatedDeliveryPeriod", period.getEndDateValue());
    }

    private static Interchange interchange(
            String type,
            @Nullable String id,
            long time,
            @Nullable SupplierPartyType supplier,
            @Nullable CustomerPartyType buyer,
            List<AnswerMessage> answers)
            throws UnreadableDocumentException {
        return UblParts.interchange(
                type,
                UblParts.endpoint("supplier party", supplier == null ? null : supplier.getParty()),
                UblParts.endpoint("buyer party", buyer == null ? null : buyer.getParty()),
                UblParts.required("ID", id),
                time,
                List.of(),
                answers);
    }
}

package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;
import io.restock.domain.Gs1;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CustomerPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.DeliveryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemPropertyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.LineItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.OrderLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyNameType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PeriodType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PriceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.SupplierPartyType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.CancellationNoteType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.NoteType;
import oasis.names.specification.ubl.schema.xsd.order_21.OrderType;
import oasis.names.specification.ubl.schema.xsd.ordercancellation_21.OrderCancellationType;
import oasis.names.specification.ubl.schema.xsd.orderchange_21.OrderChangeType;
import oasis.names.specification.ubl.schema.xsd.unqualifieddatatypes_21.QuantityType;
import org.jspecify.annotations.Nullable;

/** Order, OrderChange and OrderCancellation of UBL 2.1, both ways. */
final class UblOrders {
    private static final String TRANSACTION = "urn:fdc:peppol.eu:poacc:trns:";
    private static final String ORDERING = "urn:fdc:peppol.eu:poacc:bis:ordering:3";
    private static final String ADVANCED = "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3";

    /** What is said where nobody gave a reason, and Peppol wants one. */
    private static final String NO_REASON = "cancelled";

    /** Name of the property that says how many units one unit of order has. */
    private static final String BASE_UNIT = "units of one unit of order";

    private UblOrders() {}

    static OrderType order(DocumentTerms terms, OrderMessage order, String unit) {
        OrderType document = new OrderType();
        document.setCustomizationID(TRANSACTION + "order:3");
        document.setProfileID(ORDERING);
        document.setID(order.number());
        document.setIssueDate(UblParts.date(order.issuedMillis()));
        document.setIssueTime(UblParts.time(order.issuedMillis()));
        document.setOrderTypeCode("220");
        document.setDocumentCurrencyCode(order.currency());
        document.setBuyerCustomerParty(UblParts.buyer(terms));
        document.setSellerSupplierParty(UblParts.seller(terms, order.supplier()));
        document.addDelivery(delivery(order.shipTo()));
        for (OrderLine line : order.lines()) {
            document.addOrderLine(line(line, "", order.currency(), unit));
        }
        return document;
    }

    static OrderChangeType change(
            DocumentTerms terms, OrderMessage order, List<OrderLine> before, String unit) {
        OrderChangeType document = new OrderChangeType();
        document.setCustomizationID(TRANSACTION + "order_change:3");
        document.setProfileID(ADVANCED);
        document.setID(UblFormat.id(order.number(), order.revision(), order.transition()));
        document.setIssueDate(UblParts.date(order.issuedMillis()));
        document.setIssueTime(UblParts.time(order.issuedMillis()));
        document.setSequenceNumberID(Integer.toString(order.revision()));
        document.setDocumentCurrencyCode(order.currency());
        document.setOrderReference(UblParts.orderReference(order.number()));
        if (!order.reason().isEmpty()) {
            document.addNote(new NoteType(order.reason()));
        }
        document.setBuyerCustomerParty(UblParts.buyer(terms));
        document.setSellerSupplierParty(UblParts.seller(terms, order.supplier()));
        document.addDelivery(delivery(order.shipTo()));
        Map<Integer, OrderLine> known = new LinkedHashMap<>();
        before.forEach(line -> known.put(line.line(), line));
        for (OrderLine line : order.lines()) {
            boolean added = known.remove(line.line()) == null && !before.isEmpty();
            document.addOrderLine(line(line, added ? "1" : "3", order.currency(), unit));
        }
        for (OrderLine gone : known.values()) {
            document.addOrderLine(line(gone, "2", order.currency(), unit));
        }
        return document;
    }

    static OrderCancellationType cancellation(DocumentTerms terms, OrderMessage order) {
        OrderCancellationType document = new OrderCancellationType();
        document.setCustomizationID(TRANSACTION + "order_cancellation:3");
        document.setProfileID(ADVANCED);
        document.setID(UblFormat.id(order.number(), order.revision(), order.transition()));
        document.setIssueDate(UblParts.date(order.issuedMillis()));
        document.setIssueTime(UblParts.time(order.issuedMillis()));
        document.addCancellationNote(
                new CancellationNoteType(order.reason().isEmpty() ? NO_REASON : order.reason()));
        document.addOrderReference(UblParts.orderReference(order.number()));
        document.setBuyerCustomerParty(UblParts.buyer(terms));
        document.setSellerSupplierParty(UblParts.seller(terms, order.supplier()));
        return document;
    }

    private static DeliveryType delivery(String shipTo) {
        PartyIdentificationType id = new PartyIdentificationType();
        id.setID(shipTo).setSchemeID(Gs1.isGln(shipTo) ? UblParts.GLN : null);
        PartyType party = new PartyType();
        party.addPartyIdentification(id);
        PartyNameType name = new PartyNameType();
        name.setName(shipTo);
        party.addPartyName(name);
        DeliveryType delivery = new DeliveryType();
        delivery.setDeliveryParty(party);
        return delivery;
    }

    /**
     * @param status of the line in a change: 1 added, 2 deleted, 3 changed; empty in an order
     */
    private static OrderLineType line(OrderLine line, String status, String currency, String unit) {
        LineItemType item = new LineItemType();
        item.setID(Integer.toString(line.line()));
        if (!status.isEmpty()) {
            item.setLineStatusCode(status);
        }
        UblParts.unit(item.setQuantity(BigDecimal.valueOf(line.quantity())), unit);
        BigDecimal price = UblParts.exact(line.unitPrice());
        item.setLineExtensionAmount(
                        price.multiply(BigDecimal.valueOf(line.quantity()))
                                .setScale(2, RoundingMode.HALF_UP))
                .setCurrencyID(currency);
        PriceType each = new PriceType();
        each.setPriceAmount(price).setCurrencyID(currency);
        UblParts.unit(each.setBaseQuantity(BigDecimal.ONE), unit);
        item.setPrice(each);
        DeliveryType delivery = new DeliveryType();
        delivery.setRequestedDeliveryPeriod(UblParts.until(line.requestedEpochDay()));
        item.addDelivery(delivery);
        ItemType what = UblParts.item(line.item());
        if (Gs1.isGtin(line.item())) {
            ItemIdentificationType gtin = new ItemIdentificationType();
            gtin.setID(line.item()).setSchemeID(UblParts.GTIN);
            what.setStandardItemIdentification(gtin);
        }
        if (line.baseUnit() != 1) {
            ItemPropertyType pack = new ItemPropertyType();
            pack.setName(BASE_UNIT);
            pack.setValue(UblParts.exact(line.baseUnit()).toPlainString());
            what.addAdditionalItemProperty(pack);
        }
        item.setItem(what);
        OrderLineType all = new OrderLineType();
        all.setLineItem(item);
        return all;
    }

    static Interchange read(OrderType document) throws UnreadableDocumentException {
        return read(
                "Order",
                UblParts.required("ID", document.getIDValue()),
                new OrderMessage(
                        UblParts.required("ID", document.getIDValue()),
                        0,
                        OrderTransition.CREATED,
                        UblParts.millis(document.getIssueDateValue(), document.getIssueTimeValue()),
                        UblParts.day("IssueDate", document.getIssueDateValue()),
                        UblParts.supplier(document.getSellerSupplierParty()),
                        shipTo(document.getDelivery()),
                        UblParts.text(document.getDocumentCurrencyCodeValue()),
                        lines(document.getOrderLine()),
                        unit(document.getOrderLine()),
                        ""),
                document.getBuyerCustomerParty(),
                document.getSellerSupplierParty());
    }

    static Interchange read(OrderChangeType document) throws UnreadableDocumentException {
        List<NoteType> notes = document.getNote();
        return read(
                "OrderChange",
                UblParts.required("ID", document.getIDValue()),
                new OrderMessage(
                        UblParts.number(
                                List.of(
                                        UblParts.present(
                                                "OrderReference", document.getOrderReference()))),
                        UblParts.line("SequenceNumberID", document.getSequenceNumberIDValue()),
                        OrderTransition.CHANGED,
                        UblParts.millis(document.getIssueDateValue(), document.getIssueTimeValue()),
                        UblParts.day("IssueDate", document.getIssueDateValue()),
                        UblParts.supplier(document.getSellerSupplierParty()),
                        shipTo(document.getDelivery()),
                        UblParts.text(document.getDocumentCurrencyCodeValue()),
                        lines(document.getOrderLine()),
                        unit(document.getOrderLine()),
                        notes.isEmpty() ? "" : UblParts.text(notes.get(0).getValue())),
                document.getBuyerCustomerParty(),
                document.getSellerSupplierParty());
    }

    static Interchange read(OrderCancellationType document) throws UnreadableDocumentException {
        String number = UblParts.number(document.getOrderReference());
        String id = UblParts.required("ID", document.getIDValue());
        List<CancellationNoteType> notes = document.getCancellationNote();
        String reason = notes.isEmpty() ? "" : UblParts.text(notes.get(0).getValue());
        return read(
                "OrderCancellation",
                id,
                new OrderMessage(
                        number,
                        UblFormat.revision(number, id),
                        OrderTransition.CANCELLED,
                        UblParts.millis(document.getIssueDateValue(), document.getIssueTimeValue()),
                        UblParts.day("IssueDate", document.getIssueDateValue()),
                        UblParts.supplier(document.getSellerSupplierParty()),
                        "",
                        "",
                        List.of(),
                        "",
                        reason.equals(NO_REASON) ? "" : reason),
                document.getBuyerCustomerParty(),
                document.getSellerSupplierParty());
    }

    private static Interchange read(
            String type,
            String id,
            OrderMessage order,
            @Nullable CustomerPartyType buyer,
            @Nullable SupplierPartyType seller)
            throws UnreadableDocumentException {
        return UblParts.interchange(
                type,
                UblParts.endpoint("BuyerCustomerParty", buyer == null ? null : buyer.getParty()),
                UblParts.endpoint("SellerSupplierParty", seller == null ? null : seller.getParty()),
                id,
                order.issuedMillis(),
                List.of(order),
                List.of());
    }

    private static String shipTo(List<DeliveryType> deliveries) throws UnreadableDocumentException {
        for (DeliveryType delivery : deliveries) {
            PartyType party = delivery.getDeliveryParty();
            if (party != null && !party.getPartyIdentification().isEmpty()) {
                return UblParts.text(party.getPartyIdentification().get(0).getIDValue());
            }
        }
        throw UblParts.fault("Delivery", "The delivery party must have an id.");
    }

    private static String unit(List<OrderLineType> lines) {
        LineItemType first = lines.isEmpty() ? null : lines.get(0).getLineItem();
        QuantityType quantity = first == null ? null : first.getQuantity();
        return quantity == null ? "" : UblParts.text(quantity.getUnitCode());
    }

    private static List<OrderLine> lines(List<OrderLineType> lines)
            throws UnreadableDocumentException {
        List<OrderLine> read = new ArrayList<>();
        for (OrderLineType each : lines) {
            LineItemType line = UblParts.present("LineItem", each.getLineItem());
            if ("2".equals(line.getLineStatusCodeValue())) {
                continue;
            }
            ItemType item = UblParts.present("Item", line.getItem());
            double baseUnit = 1;
            for (ItemPropertyType property : item.getAdditionalItemProperty()) {
                if (BASE_UNIT.equals(property.getNameValue())) {
                    baseUnit = number(property.getValueValue());
                }
            }
            PriceType price = line.getPrice();
            BigDecimal amount = price == null ? null : price.getPriceAmountValue();
            PeriodType period =
                    line.getDelivery().isEmpty()
                            ? null
                            : line.getDelivery().get(0).getRequestedDeliveryPeriod();
            read.add(
                    new OrderLine(
                            UblParts.line("LineItem/ID", line.getIDValue()),
                            UblParts.item(item),
                            UblParts.quantity("Quantity", line.getQuantity()),
                            baseUnit,
                            UblParts.present("PriceAmount", amount).doubleValue(),
                            UblParts.day(
                                    "RequestedDeliveryPeriod",
                                    period == null ? null : period.getEndDateValue())));
        }
        return List.copyOf(read);
    }

    private static double number(@Nullable String text) throws UnreadableDocumentException {
        String said = UblParts.required(BASE_UNIT, text);
        if (!said.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw UblParts.fault(BASE_UNIT, "The value (%s) must be a number.".formatted(said));
        }
        return Double.parseDouble(said);
    }
}

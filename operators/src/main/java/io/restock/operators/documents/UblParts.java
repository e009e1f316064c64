package io.restock.operators.documents;

import com.helger.datetime.xml.XMLOffsetDate;
import com.helger.datetime.xml.XMLOffsetTime;
import io.restock.domain.DocumentTerms;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.AddressType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CountryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CustomerPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.OrderReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyLegalEntityType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PeriodType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.SupplierPartyType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.EndpointIDType;
import oasis.names.specification.ubl.schema.xsd.unqualifieddatatypes_21.QuantityType;
import org.jspecify.annotations.Nullable;

/** Parts that several documents of UBL have. */
final class UblParts {
    /** UN/ECE recommendation 20, codes of units. */
    private static final String UNIT_CODES = "UNECERec20";

    /** ISO 6523 codes of schemes. */
    static final String GLN = "0088";

    static final String GTIN = "0160";

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    private UblParts() {}

    static XMLOffsetDate date(int epochDay) {
        return XMLOffsetDate.of(LocalDate.ofEpochDay(epochDay), null);
    }

    static XMLOffsetDate date(long millis) {
        return XMLOffsetDate.of(moment(millis).toLocalDate(), null);
    }

    static XMLOffsetTime time(long millis) {
        return XMLOffsetTime.of(moment(millis).toLocalTime(), ZoneOffset.UTC);
    }

    private static OffsetDateTime moment(long millis) {
        return Instant.ofEpochSecond(Math.floorDiv(millis, 1000L)).atOffset(ZoneOffset.UTC);
    }

    /** When a document was issued; without an offset in UTC, without a time at midnight. */
    static long millis(@Nullable XMLOffsetDate date, @Nullable XMLOffsetTime time)
            throws UnreadableDocumentException {
        LocalDate day = LocalDate.ofEpochDay(day("IssueDate", date));
        LocalTime at = time == null ? LocalTime.MIDNIGHT : time.toLocalTime();
        ZoneOffset offset = time == null ? null : time.getOffset();
        return day.atTime(at).toInstant(offset == null ? ZoneOffset.UTC : offset).toEpochMilli();
    }

    static int day(String element, @Nullable XMLOffsetDate date)
            throws UnreadableDocumentException {
        try {
            if (date != null && date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return (int) date.toLocalDate().toEpochDay();
            }
        } catch (DateTimeException e) {
            throw fault(element, "The date (%s) must be one of the calendar.".formatted(date));
        }
        throw fault(element, "The date (%s) must be of the years 1970 to 2199.".formatted(date));
    }

    static CustomerPartyType buyer(DocumentTerms terms) {
        CustomerPartyType buyer = new CustomerPartyType();
        buyer.setParty(party(terms.buyerQualifier(), terms.buyerId(), terms.buyerName()));
        return buyer;
    }

    /**
     * @param code what the buyer calls it, with its country; empty where only its id is said
     */
    static SupplierPartyType seller(DocumentTerms terms, String code) {
        SupplierPartyType seller = new SupplierPartyType();
        PartyType party =
                party(terms.supplierQualifier(), terms.supplierId(), terms.supplierName());
        if (!code.isEmpty()) {
            PartyIdentificationType id = new PartyIdentificationType();
            id.setID(code);
            party.addPartyIdentification(id);
            party.setPostalAddress(address(terms.country()));
        }
        seller.setParty(party);
        return seller;
    }

    private static AddressType address(String country) {
        CountryType code = new CountryType();
        code.setIdentificationCode(country);
        AddressType address = new AddressType();
        address.setCountry(code);
        return address;
    }

    private static PartyType party(String scheme, String id, String name) {
        PartyType party = new PartyType();
        party.setEndpointID(id).setSchemeID(scheme);
        PartyLegalEntityType legal = new PartyLegalEntityType();
        legal.setRegistrationName(name.isEmpty() ? id : name);
        party.addPartyLegalEntity(legal);
        return party;
    }

    /** What the buyer calls the seller. */
    static String supplier(@Nullable SupplierPartyType seller) {
        PartyType party = seller == null ? null : seller.getParty();
        List<PartyIdentificationType> ids =
                party == null ? List.of() : party.getPartyIdentification();
        return ids.isEmpty() ? "" : text(ids.get(0).getIDValue());
    }

    /** Number of the one order that is referred to. */
    static String number(List<OrderReferenceType> references) throws UnreadableDocumentException {
        if (references.size() != 1) {
            throw fault(
                    "OrderReference",
                    "The document must name one order, not %d.".formatted(references.size()));
        }
        return required("OrderReference/ID", references.get(0).getIDValue());
    }

    /** Scheme and id of a party's endpoint. */
    static String[] endpoint(String role, @Nullable PartyType party)
            throws UnreadableDocumentException {
        EndpointIDType id = party == null ? null : party.getEndpointID();
        if (id == null) {
            throw fault(role, "The party must have an EndpointID.");
        }
        return new String[] {text(id.getSchemeID()), required(role + "/EndpointID", id.getValue())};
    }

    static OrderReferenceType orderReference(String number) {
        OrderReferenceType reference = new OrderReferenceType();
        reference.setID(number);
        return reference;
    }

    static PeriodType until(int epochDay) {
        PeriodType period = new PeriodType();
        period.setEndDate(date(epochDay));
        return period;
    }

    static ItemType item(String id) {
        ItemType item = new ItemType();
        item.setName(id);
        item.setBuyersItemIdentification(itemId(id));
        return item;
    }

    static ItemIdentificationType itemId(String id) {
        ItemIdentificationType identification = new ItemIdentificationType();
        identification.setID(id);
        return identification;
    }

    /** The buyer's item; empty where it is not there. */
    static String item(@Nullable ItemType item) {
        ItemIdentificationType buyers = item == null ? null : item.getBuyersItemIdentification();
        return buyers == null ? "" : text(buyers.getIDValue());
    }

    static <Q extends QuantityType> Q unit(Q quantity, String unit) {
        quantity.setUnitCode(unit);
        quantity.setUnitCodeListID(UNIT_CODES);
        return quantity;
    }

    static long quantity(String element, @Nullable QuantityType quantity)
            throws UnreadableDocumentException {
        BigDecimal value = quantity == null ? null : quantity.getValue();
        if (value == null) {
            throw fault(element, "The quantity must be said.");
        }
        try {
            if (value.signum() >= 0 && value.precision() - value.scale() <= 18) {
                return value.longValueExact();
            }
        } catch (ArithmeticException e) {
            throw fault(
                    element,
                    "The quantity (%s) must be whole: the unit of order has no parts."
                            .formatted(value));
        }
        throw fault(element, "The quantity (%s) must be in 0 … 10^18.".formatted(value));
    }

    static int line(String element, @Nullable String id) throws UnreadableDocumentException {
        String text = text(id);
        if (!text.matches("[0-9]{1,6}")) {
            throw fault(element, "The line (%s) must be a number of the order's.".formatted(text));
        }
        return Integer.parseInt(text);
    }

    static BigDecimal exact(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        return exact.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(exact.stripTrailingZeros().toPlainString());
    }

    /** What the XSD asks for is there. */
    static <T> T present(String element, @Nullable T part) throws UnreadableDocumentException {
        if (part == null) {
            throw fault(element, "The element must be there.");
        }
        return part;
    }

    static String required(String element, @Nullable String text)
            throws UnreadableDocumentException {
        String said = text(text);
        if (said.isEmpty()) {
            throw fault(element, "The element must not be empty.");
        }
        return said;
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    static UnreadableDocumentException fault(String element, String text) {
        return new UnreadableDocumentException(new DocumentFault(element, 0, 0, text));
    }

    /** A document with one message. */
    static Interchange interchange(
            String type,
            String[] sender,
            String[] receiver,
            String id,
            long time,
            List<OrderMessage> orders,
            List<AnswerMessage> answers) {
        return new Interchange(
                io.restock.domain.DocumentFormat.UBL,
                sender[0],
                sender[1],
                receiver[0],
                receiver[1],
                id,
                false,
                time,
                List.of(
                        new Message(
                                type, id, List.of(), "", 0, 0, 1, 0, orders, answers, null,
                                List.of())));
    }
}

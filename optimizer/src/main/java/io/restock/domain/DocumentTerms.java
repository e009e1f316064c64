package io.restock.domain;

/**
 * In what documents a supplier is told its orders, and what both sides are called there.
 *
 * @param format which
 * @param buyerQualifier what kind of id the buyer's is: of ISA05 in X12, of 0007 in EDIFACT, the
 *     scheme of an EndpointID in UBL
 * @param buyerId the buyer's id
 * @param supplierQualifier what kind of id the supplier's is
 * @param supplierId the supplier's id
 * @param unit code of one base unit in the format's own list; empty for its "piece"
 * @param buyerName name of the buyer; empty for its id
 * @param supplierName name of the supplier; empty for its id
 * @param country ISO 3166 code of the supplier's country; empty where it is not said
 * @param test whether both sides only try it: documents say so, and production is refused
 */
public record DocumentTerms(
        DocumentFormat format,
        String buyerQualifier,
        String buyerId,
        String supplierQualifier,
        String supplierId,
        String unit,
        String buyerName,
        String supplierName,
        String country,
        boolean test) {
    /** Of a supplier that reads the messages themselves; the format means nothing. */
    public static final DocumentTerms NONE =
            new DocumentTerms(DocumentFormat.X12, "", "", "", "", "", "", "", "", false);

    private static final int X12_ID = 15;
    private static final String SEPARATORS_OF_X12 = "*~>";

    /** Who exchanges the documents: format and both parties. */
    public String partner() {
        return String.join(
                "|", format.name(), supplierQualifier, supplierId, buyerQualifier, buyerId);
    }

    /** Why no document could be exchanged on these terms, from "must" on; empty where one can. */
    public String fault() {
        String buyer = fault("buyer", buyerQualifier, buyerId);
        String supplier = fault("supplier", supplierQualifier, supplierId);
        if (buyer.isEmpty() && supplier.isEmpty() && format == DocumentFormat.UBL) {
            if (test) {
                return "must not be a test: documents of UBL cannot say so";
            }
            return country.matches("[A-Z]{2}")
                    ? ""
                    : "must name the supplier's country, such as NL";
        }
        return buyer.isEmpty() ? supplier : buyer;
    }

    private String fault(String side, String qualifier, String id) {
        String form =
                switch (format) {
                    case X12 -> "[A-Z0-9]{2}";
                    case EDIFACT -> "[A-Z0-9]{1,4}";
                    case UBL -> "[0-9]{4}";
                };
        if (!qualifier.matches(form)) {
            return "must have a %sQualifier (%s) that matches %s".formatted(side, qualifier, form);
        }
        if (id.contains("|") || id.isBlank() || !id.equals(id.strip())) {
            return "must have a %sId (%s) without | and blanks around it".formatted(side, id);
        }
        if (format == DocumentFormat.X12
                && (id.length() < 2
                        || id.length() > X12_ID
                        || id.chars().anyMatch(c -> SEPARATORS_OF_X12.indexOf(c) >= 0))) {
            return "must have a %sId (%s) of 2 to %d characters without %s"
                    .formatted(side, id, X12_ID, SEPARATORS_OF_X12);
        }
        boolean gln =
                switch (format) {
                    case X12 -> qualifier.equals("07");
                    case EDIFACT -> qualifier.equals("14");
                    case UBL -> qualifier.equals("0088");
                };
        return gln && !Gs1.isGln(id)
                ? "must have a %sId (%s) that is a GLN with its check digit".formatted(side, id)
                : "";
    }
}

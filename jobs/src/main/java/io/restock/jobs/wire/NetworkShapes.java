package io.restock.jobs.wire;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.Texts;
import io.restock.domain.TransferLane;
import io.restock.operators.coordination.Network;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Shapes of the master data of planning: locations, and planning groups with all that is in them.
 */
final class NetworkShapes {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final int LONGEST_LEAD_TIME = 365;
    private static final int LONGEST_PARTY = 35;

    private NetworkShapes() {}

    static final class OfLocation extends Shape<Location> {
        private final TextField<Location> id = id("id", Location::id);
        private final TextField<Location> region = id("region", Location::region);
        private final TextField<Location> zone = zone(this, Location::zone);
        private final ChoiceField<Location, LocationKind> kind =
                choice("kind", LocationKind.class, Location::kind);
        private final TextField<Location> servedBy = optional(id("servedBy", Location::servedBy));
        private final RealField<Location> space = real("space", Location::space).atLeast(0);

        OfLocation() {
            super("location");
            identifiedBy(List.of(id));
        }

        @Override
        Location make() {
            return new Location(
                    id.value(),
                    region.value(),
                    zone.value(),
                    kind.value(),
                    servedBy.value(),
                    space.value());
        }

        @Override
        void check(Location location) throws BadMessageException {
            if (location.servedBy().equals(location.id())) {
                throw complaint("servedBy", location.servedBy(), "must be another location");
            }
        }
    }

    static final class OfGroup extends Shape<PlanningGroup> {
        private final TextField<PlanningGroup> id = code("id", 6, PlanningGroup::id);
        private final WholeField<PlanningGroup> version =
                whole("version", 0, Integer.MAX_VALUE, PlanningGroup::version);
        private final TextField<PlanningGroup> zone = zone(this, PlanningGroup::zone);
        private final WholeField<PlanningGroup> cutOffMinute =
                whole("cutOffMinute", 0, 1439, PlanningGroup::cutOffMinute);
        private final WholeField<PlanningGroup> buckets =
                whole("buckets", 2, 366, PlanningGroup::buckets);
        private final RealField<PlanningGroup> overflowCost =
                real("overflowCost", PlanningGroup::overflowCost).atLeast(0);
        private final TextField<PlanningGroup> currency =
                text(
                        "currency",
                        1,
                        text -> text.length() == 3 && Ids.isCode(text),
                        "an ISO 4217 code",
                        PlanningGroup::currency);
        private final TextField<PlanningGroup> assumed =
                optional(text("assumed", 0, PlanningGroup::assumed));
        private final PartsField<PlanningGroup, Location> locations =
                parts("locations", 1, new OfLocation(), PlanningGroup::locations);
        private final PartsField<PlanningGroup, Supplier> suppliers =
                parts("suppliers", 0, new OfSupplier(), PlanningGroup::suppliers);
        private final PartsField<PlanningGroup, TransferLane> lanes =
                parts("lanes", 0, new OfLane(), PlanningGroup::lanes);
        private final PartsField<PlanningGroup, NetworkItem> items =
                parts("items", 0, new OfItem(), PlanningGroup::items);

        OfGroup() {
            super("group");
            identifiedBy(List.of(id));
        }

        @Override
        PlanningGroup make() {
            return new PlanningGroup(
                    id.value(),
                    version.intValue(),
                    zone.value(),
                    cutOffMinute.intValue(),
                    buckets.intValue(),
                    overflowCost.value(),
                    currency.value(),
                    assumed.value(),
                    locations.value(),
                    suppliers.value(),
                    lanes.value(),
                    items.value());
        }

        /** A group that cannot be planned may not move items away from one that can. */
        @Override
        void check(PlanningGroup group) throws BadMessageException {
            List<String> faults = Network.faults(group);
            if (!faults.isEmpty()) {
                String all = Texts.cut(String.join(" ", faults));
                throw new BadMessageException(
                        "The planning group " + group.id() + " cannot be planned:",
                        all.substring(0, all.length() - 1));
            }
        }
    }

    private static final class OfSupplier extends Shape<Supplier> {
        private final TextField<Supplier> id = code("id", 8, Supplier::id);
        private final WholeField<Supplier> leadTimeDays =
                whole("leadTimeDays", 1, LONGEST_LEAD_TIME, Supplier::leadTimeDays);
        private final RealField<Supplier> capacityPerDay =
                real("capacityPerDay", Supplier::capacityPerDay).atLeast(0);
        private final RealField<Supplier> orderHeaderCost =
                real("orderHeaderCost", Supplier::orderHeaderCost).atLeast(0);
        private final TextField<Supplier> owner = optional(text("owner", 0, Supplier::owner));
        private final PartField<Supplier, DocumentTerms> documents =
                optional(
                        part(
                                "documents",
                                new OfDocuments(),
                                DocumentTerms.NONE,
                                Supplier::documents));

        OfSupplier() {
            super("supplier");
            identifiedBy(List.of(id));
        }

        @Override
        Supplier make() {
            return new Supplier(
                    id.value(),
                    leadTimeDays.intValue(),
                    capacityPerDay.value(),
                    orderHeaderCost.value(),
                    owner.value(),
                    documents.value());
        }
    }

    private static final class OfDocuments extends Shape<DocumentTerms> {
        private final ChoiceField<DocumentTerms, DocumentFormat> format =
                choice("format", DocumentFormat.class, DocumentTerms::format);
        private final TextField<DocumentTerms> buyerQualifier =
                ascii("buyerQualifier", 4, DocumentTerms::buyerQualifier);
        private final TextField<DocumentTerms> buyerId =
                ascii("buyerId", LONGEST_PARTY, DocumentTerms::buyerId);
        private final TextField<DocumentTerms> supplierQualifier =
                ascii("supplierQualifier", 4, DocumentTerms::supplierQualifier);
        private final TextField<DocumentTerms> supplierId =
                ascii("supplierId", LONGEST_PARTY, DocumentTerms::supplierId);
        private final TextField<DocumentTerms> unit =
                optional(ascii("unit", 3, DocumentTerms::unit));
        private final TextField<DocumentTerms> buyerName =
                optional(ascii("buyerName", LONGEST_PARTY, DocumentTerms::buyerName));
        private final TextField<DocumentTerms> supplierName =
                optional(ascii("supplierName", LONGEST_PARTY, DocumentTerms::supplierName));
        private final TextField<DocumentTerms> country =
                optional(ascii("country", 2, DocumentTerms::country));
        private final FlagField<DocumentTerms> test = optional(flag("test", DocumentTerms::test));

        OfDocuments() {
            super("documents");
            identifiedBy(List.of(format));
        }

        @Override
        DocumentTerms make() {
            return new DocumentTerms(
                    format.value(),
                    buyerQualifier.value(),
                    buyerId.value(),
                    supplierQualifier.value(),
                    supplierId.value(),
                    unit.value(),
                    buyerName.value(),
                    supplierName.value(),
                    country.value(),
                    test.value());
        }

        @Override
        void check(DocumentTerms terms) throws BadMessageException {
            String fault = terms.fault();
            if (!fault.isEmpty()) {
                throw new BadMessageException("The documents", fault);
            }
        }
    }

    private static final class OfLane extends Shape<TransferLane> {
        private final TextField<TransferLane> from = id("from", TransferLane::from);
        private final TextField<TransferLane> to = id("to", TransferLane::to);
        private final WholeField<TransferLane> leadTimeDays =
                whole("leadTimeDays", 1, LONGEST_LEAD_TIME, TransferLane::leadTimeDays);
        private final RealField<TransferLane> truckCost =
                real("truckCost", TransferLane::truckCost).atLeast(0);
        private final RealField<TransferLane> costPerPallet =
                real("costPerPallet", TransferLane::costPerPallet).atLeast(0);

        OfLane() {
            super("lane");
            identifiedBy(List.of(from, to));
        }

        @Override
        TransferLane make() {
            return new TransferLane(
                    from.value(),
                    to.value(),
                    leadTimeDays.intValue(),
                    truckCost.value(),
                    costPerPallet.value());
        }
    }

    private static final class OfItem extends Shape<NetworkItem> {
        private final TextField<NetworkItem> id = id("id", NetworkItem::id);
        private final TextField<NetworkItem> category =
                optional(text("category", 0, NetworkItem::category));
        private final RealField<NetworkItem> baseUnit =
                real("baseUnit", NetworkItem::baseUnit).above(0);
        private final RealField<NetworkItem> volume =
                real("volume", NetworkItem::volume).atLeast(0);
        private final RealField<NetworkItem> standardCost =
                real("standardCost", NetworkItem::standardCost).atLeast(0);
        private final RealField<NetworkItem> holding =
                real("holdingCostPerDay", NetworkItem::holdingCostPerDay).atLeast(0);
        private final RealField<NetworkItem> backorder =
                real("backorderCostPerDay", NetworkItem::backorderCostPerDay).atLeast(0);
        private final WholeField<NetworkItem> transferMultiple =
                wholeLong("transferMultiple", 1, NetworkItem::transferMultiple);
        private final RealField<NetworkItem> transferLineCost =
                real("transferLineCost", NetworkItem::transferLineCost).atLeast(0);
        private final PartsField<NetworkItem, SupplySource> sources =
                parts("sources", 0, new OfSource(), NetworkItem::sources);
        private final TextsField<NetworkItem> stores = ids("stores", NetworkItem::stores);

        OfItem() {
            super("item");
            identifiedBy(List.of(id));
        }

        @Override
        NetworkItem make() {
            return new NetworkItem(
                    id.value(),
                    category.value(),
                    baseUnit.value(),
                    volume.value(),
                    standardCost.value(),
                    holding.value(),
                    backorder.value(),
                    transferMultiple.value(),
                    transferLineCost.value(),
                    sources.value(),
                    stores.value());
        }
    }

    private static final class OfSource extends Shape<SupplySource> {
        private final TextField<SupplySource> supplier =
                code("supplier", 8, SupplySource::supplier);
        private final WholeField<SupplySource> multiple =
                wholeLong("orderMultiple", 1, SupplySource::orderMultiple);
        private final WholeField<SupplySource> minimum =
                wholeLong("minimumOrderQuantity", 1, SupplySource::minimumOrderQuantity);
        private final WholeField<SupplySource> maximum =
                wholeLong("maximumOrderQuantity", 1, SupplySource::maximumOrderQuantity);
        private final RealField<SupplySource> lineCost =
                real("lineCost", SupplySource::lineCost).atLeast(0);
        private final PartsField<SupplySource, PriceBreak> priceBreaks =
                parts("priceBreaks", 1, new OfPriceBreak(), SupplySource::priceBreaks);

        OfSource() {
            super("source");
            identifiedBy(List.of(supplier));
        }

        @Override
        SupplySource make() {
            return new SupplySource(
                    supplier.value(),
                    multiple.value(),
                    minimum.value(),
                    maximum.value(),
                    lineCost.value(),
                    priceBreaks.value());
        }
    }

    private static final class OfPriceBreak extends Shape<PriceBreak> {
        private final WholeField<PriceBreak> fromQuantity =
                wholeLong("fromQuantity", 0, PriceBreak::fromQuantity);
        private final RealField<PriceBreak> unitPrice =
                real("unitPrice", PriceBreak::unitPrice).atLeast(0);

        OfPriceBreak() {
            super("price-break");
            identifiedBy(List.of(fromQuantity));
        }

        @Override
        PriceBreak make() {
            return new PriceBreak(fromQuantity.value(), unitPrice.value());
        }
    }

    private static <T> TextField<T> zone(Shape<T> shape, Function<T, String> get) {
        return shape.text("zone", 1, ZONES::contains, "an IANA time zone", get);
    }
}

package io.restock.jobs.wire;

import io.restock.domain.DataFlag;
import io.restock.domain.DataFlagKind;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.LocalDays;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.Promotion;
import io.restock.domain.Quantiles;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.WeatherDay;
import java.util.List;

/** Shapes of what happens: the messages that come in day by day, the demand and the forecasts. */
final class FeedShapes {
    /** More units than any series sells or holds: beyond it a figure is a mistake. */
    private static final double MOST_UNITS = 1e9;

    private static final int LONGEST_HORIZON = 366;

    /** What is said of a later day is a mistake, and would be kept until that day. */
    private static final int FURTHEST_DAYS = 366;

    /** Calendars are published years ahead. */
    private static final int FURTHEST_HOLIDAY_DAYS = 3660;

    private FeedShapes() {}

    private static boolean isBeyond(int epochDay, long saidMillis, int days) {
        return epochDay > Math.floorDiv(saidMillis, LocalDays.MILLIS) + days;
    }

    static final class OfSale extends Shape<Sale> {
        private final TextField<Sale> eventId = id("eventId", Sale::eventId);
        private final TextField<Sale> location = id("location", Sale::location);
        private final TextField<Sale> item = id("item", Sale::item);
        private final TimeField<Sale> time = time("time", Sale::timeMillis, Sale::utcOffsetSeconds);
        private final RealField<Sale> units = real("units", Sale::units).between(0, MOST_UNITS);
        private final TextField<Sale> corrects = optional(id("corrects", Sale::corrects));

        OfSale() {
            super("sale");
            identifiedBy(List.of(eventId));
        }

        @Override
        Sale make() {
            return new Sale(
                    eventId.value(),
                    location.value(),
                    item.value(),
                    time.millis(),
                    time.utcOffsetSeconds(),
                    units.value(),
                    corrects.value());
        }

        @Override
        void check(Sale sale) throws BadMessageException {
            if (sale.corrects().equals(sale.eventId())) {
                throw complaint("corrects", sale.corrects(), "must name another sale than itself");
            }
        }

        @Override
        long time(Sale sale) {
            return sale.timeMillis();
        }
    }

    static final class OfStock extends Shape<StockLevel> {
        private final TextField<StockLevel> eventId = id("eventId", StockLevel::eventId);
        private final TextField<StockLevel> location = id("location", StockLevel::location);
        private final TextField<StockLevel> item = id("item", StockLevel::item);
        private final DayField<StockLevel> day = day("day", StockLevel::epochDay);
        private final TimeField<StockLevel> time =
                time("time", StockLevel::timeMillis, StockLevel::utcOffsetSeconds);
        private final RealField<StockLevel> onHand =
                real("onHand", StockLevel::onHand).between(0, MOST_UNITS).orNaN();
        private final HoursField<StockLevel> hours =
                hours("stockOutHours", StockLevel::stockOutHours);

        OfStock() {
            super("stock");
            identifiedBy(List.of(eventId));
        }

        @Override
        StockLevel make() {
            return new StockLevel(
                    eventId.value(),
                    location.value(),
                    item.value(),
                    day.value(),
                    time.millis(),
                    time.utcOffsetSeconds(),
                    onHand.value(),
                    hours.value());
        }

        @Override
        void check(StockLevel level) throws BadMessageException {
            if (level.timeMillis()
                    < LocalDays.endMillis(level.epochDay(), level.utcOffsetSeconds())) {
                throw complaint(
                        "time", time.shown(), "must be at or after the end of day " + day.shown());
            }
        }

        @Override
        long time(StockLevel level) {
            return level.timeMillis();
        }
    }

    static final class OfWeather extends Shape<WeatherDay> {
        private final TextField<WeatherDay> eventId = id("eventId", WeatherDay::eventId);
        private final TextField<WeatherDay> region = id("region", WeatherDay::region);
        private final DayField<WeatherDay> day = day("day", WeatherDay::epochDay);
        private final TimeField<WeatherDay> issued = time("issued", WeatherDay::issuedMillis);
        private final FlagField<WeatherDay> observed = flag("observed", WeatherDay::observed);
        private final RealField<WeatherDay> temperature =
                single("temperatureC", WeatherDay::temperatureC).between(-100, 70).orNaN();
        private final RealField<WeatherDay> precipitation =
                single("precipitationMm", WeatherDay::precipitationMm).between(0, 3000).orNaN();
        private final RealField<WeatherDay> humidity =
                single("humidityPct", WeatherDay::humidityPct).between(0, 100).orNaN();
        private final RealField<WeatherDay> wind =
                single("windLevel", WeatherDay::windLevel).between(0, 20).orNaN();

        OfWeather() {
            super("weather");
            identifiedBy(List.of(eventId));
        }

        @Override
        WeatherDay make() {
            return new WeatherDay(
                    eventId.value(),
                    region.value(),
                    day.value(),
                    issued.millis(),
                    observed.value(),
                    (float) temperature.value(),
                    (float) precipitation.value(),
                    (float) humidity.value(),
                    (float) wind.value());
        }

        @Override
        void check(WeatherDay weather) throws BadMessageException {
            if (isBeyond(weather.epochDay(), weather.issuedMillis(), FURTHEST_DAYS)) {
                throw complaint(
                        "day",
                        day.shown(),
                        "must be at most " + FURTHEST_DAYS + " days after " + issued.shown());
            }
        }

        @Override
        long time(WeatherDay weather) {
            return weather.issuedMillis();
        }
    }

    static final class OfHoliday extends Shape<Holiday> {
        private final TextField<Holiday> region = id("region", Holiday::region);
        private final DayField<Holiday> day = day("day", Holiday::epochDay);
        private final FlagField<Holiday> holiday = flag("holiday", Holiday::holiday);
        private final TextField<Holiday> name = optional(text("name", 0, Holiday::name));
        private final TimeField<Holiday> announced = time("announced", Holiday::announcedMillis);

        OfHoliday() {
            super("holiday");
            identifiedBy(List.of(region, day));
        }

        @Override
        Holiday make() {
            return new Holiday(
                    region.value(), day.value(), holiday.value(), name.value(), announced.millis());
        }

        @Override
        void check(Holiday message) throws BadMessageException {
            if (isBeyond(message.epochDay(), message.announcedMillis(), FURTHEST_HOLIDAY_DAYS)) {
                throw complaint(
                        "day",
                        day.shown(),
                        "must be at most "
                                + FURTHEST_HOLIDAY_DAYS
                                + " days after "
                                + announced.shown());
            }
        }

        @Override
        long time(Holiday message) {
            return message.announcedMillis();
        }
    }

    static final class OfPromotion extends Shape<Promotion> {
        /** A promotion is unfolded into its days; a year of them is a mistake. */
        private static final int LONGEST_DAYS = 366;

        private final TextField<Promotion> eventId = id("eventId", Promotion::eventId);
        private final TextField<Promotion> location = id("location", Promotion::location);
        private final TextField<Promotion> item = id("item", Promotion::item);
        private final DayField<Promotion> from = day("from", Promotion::fromEpochDay);
        private final DayField<Promotion> to = day("to", Promotion::toEpochDay);
        private final RealField<Promotion> discount =
                real("discount", Promotion::discount).between(0, 10).orNaN();
        private final FlagField<Promotion> promoted = flag("promoted", Promotion::promoted);
        private final TimeField<Promotion> announced =
                time("announced", Promotion::announcedMillis);

        OfPromotion() {
            super("promotion");
            identifiedBy(List.of(eventId));
        }

        @Override
        Promotion make() {
            return new Promotion(
                    eventId.value(),
                    location.value(),
                    item.value(),
                    from.value(),
                    to.value(),
                    discount.value(),
                    promoted.value(),
                    announced.millis());
        }

        @Override
        void check(Promotion promotion) throws BadMessageException {
            if (isBeyond(promotion.fromEpochDay(), promotion.announcedMillis(), FURTHEST_DAYS)) {
                throw complaint(
                        "from",
                        from.shown(),
                        "must be at most " + FURTHEST_DAYS + " days after " + announced.shown());
            }
            int days = promotion.toEpochDay() - promotion.fromEpochDay() + 1;
            if (days < 1 || days > LONGEST_DAYS) {
                throw complaint(
                        "to",
                        to.shown(),
                        "must be 0 … " + (LONGEST_DAYS - 1) + " days after " + from.shown());
            }
        }

        @Override
        long time(Promotion promotion) {
            return promotion.announcedMillis();
        }
    }

    static final class OfReply extends Shape<SupplierReply> {
        private final TextField<SupplierReply> eventId = id("eventId", SupplierReply::eventId);
        private final TextField<SupplierReply> orderNumber =
                code("orderNumber", 22, SupplierReply::orderNumber);
        private final WholeField<SupplierReply> revision =
                whole("revision", 0, 1_000_000, SupplierReply::revision);
        private final TextField<SupplierReply> group = code("group", 6, SupplierReply::group);
        private final ChoiceField<SupplierReply, ReplyKind> kind =
                choice("kind", ReplyKind.class, SupplierReply::kind);
        private final TimeField<SupplierReply> time = time("time", SupplierReply::timeMillis);
        private final PartsField<SupplierReply, ReplyLine> lines =
                parts("lines", 0, new OfReplyLine(), SupplierReply::lines);

        OfReply() {
            super("reply");
            identifiedBy(List.of(eventId));
        }

        @Override
        SupplierReply make() {
            return new SupplierReply(
                    eventId.value(),
                    orderNumber.value(),
                    revision.intValue(),
                    group.value(),
                    kind.value(),
                    time.millis(),
                    lines.value());
        }

        @Override
        long time(SupplierReply reply) {
            return reply.timeMillis();
        }
    }

    private static final class OfReplyLine extends Shape<ReplyLine> {
        private final TextField<ReplyLine> item = id("item", ReplyLine::item);
        private final WholeField<ReplyLine> quantity =
                wholeLong("quantity", 0, ReplyLine::quantity);
        private final DayField<ReplyLine> expected = day("expected", ReplyLine::expectedEpochDay);

        OfReplyLine() {
            super("line");
            identifiedBy(List.of(item));
        }

        @Override
        ReplyLine make() {
            return new ReplyLine(item.value(), quantity.value(), expected.value());
        }
    }

    static final class OfDecision extends Shape<Decision> {
        private final TextField<Decision> eventId = id("eventId", Decision::eventId);
        private final TextField<Decision> group = code("group", 6, Decision::group);
        private final ChoiceField<Decision, DecisionKind> kind =
                choice("kind", DecisionKind.class, Decision::kind);
        private final TextField<Decision> orderNumber =
                optional(code("orderNumber", 22, Decision::orderNumber));
        private final TextField<Decision> by = text("by", 1, Decision::by);
        private final TextField<Decision> reason = optional(text("reason", 0, Decision::reason));
        private final TimeField<Decision> time = time("time", Decision::timeMillis);
        private final TextField<Decision> supplier =
                optional(code("supplier", 8, Decision::supplier));
        private final TextField<Decision> location = optional(id("location", Decision::location));
        private final TextField<Decision> item = optional(id("item", Decision::item));
        private final RealField<Decision> quantity =
                real("quantity", OfDecision::quantity).between(0, MOST_UNITS).orNaN();
        private final DayField<Decision> from = optional(day("from", Decision::fromEpochDay));
        private final DayField<Decision> until = optional(day("until", Decision::untilEpochDay));

        OfDecision() {
            super("decision");
            identifiedBy(List.of(eventId));
        }

        @Override
        Decision make() {
            return new Decision(
                    eventId.value(),
                    group.value(),
                    kind.value(),
                    orderNumber.value(),
                    by.value(),
                    reason.value(),
                    time.millis(),
                    supplier.value(),
                    location.value(),
                    item.value(),
                    Double.isNaN(quantity.value()) ? -1 : quantity.value(),
                    from.value(),
                    until.value());
        }

        private static double quantity(Decision decision) {
            return decision.quantity() >= 0 ? decision.quantity() : Double.NaN;
        }

        @Override
        void check(Decision decision) throws BadMessageException {
            boolean ofSupplier =
                    decision.kind() == DecisionKind.HOLD_SUPPLIER
                            || decision.kind() == DecisionKind.RELEASE_SUPPLIER;
            if (ofSupplier && decision.supplier().isEmpty()) {
                throw complaint("supplier", "missing", "must name who is held or released");
            }
            if (decision.kind() == DecisionKind.CANCEL_ORDER && decision.orderNumber().isEmpty()) {
                throw complaint("orderNumber", "missing", "must name the order to cancel");
            }
        }

        @Override
        long time(Decision decision) {
            return decision.timeMillis();
        }
    }

    static final class OfForecast extends Shape<Forecast> {
        private final TextField<Forecast> location = id("location", Forecast::location);
        private final TextField<Forecast> item = id("item", Forecast::item);
        private final DayField<Forecast> origin = day("origin", Forecast::originEpochDay);
        private final TimeField<Forecast> issued = time("issued", Forecast::issuedMillis);
        private final TextField<Forecast> modelVersion =
                optional(text("modelVersion", 0, Forecast::modelVersion));
        private final TextField<Forecast> method = text("method", 1, Forecast::method);
        private final TextField<Forecast> fallbackReason =
                optional(text("fallbackReason", 0, Forecast::fallbackReason));
        private final RealsField<Forecast> mean = reals("mean", Forecast::mean);
        private final RealsField<Forecast> quantiles = reals("quantiles", Forecast::quantiles);
        private final DayField<Forecast> seasonEnd =
                optional(day("seasonEnd", OfForecast::seasonEnd));

        OfForecast() {
            super("forecast");
            identifiedBy(List.of(location, item, origin));
        }

        @Override
        Forecast make() {
            return new Forecast(
                    location.value(),
                    item.value(),
                    origin.value(),
                    issued.millis(),
                    modelVersion.value(),
                    method.value(),
                    fallbackReason.value(),
                    mean.value(),
                    quantiles.value(),
                    Math.max(0, seasonEnd.value()));
        }

        private static int seasonEnd(Forecast forecast) {
            return forecast.isSeasonal() ? forecast.seasonEndEpochDay() : DayField.NO_DAY;
        }

        @Override
        void check(Forecast forecast) throws BadMessageException {
            int days = forecast.horizon();
            if (days < 1 || days > LONGEST_HORIZON) {
                throw complaint(
                        "mean", days + " days", "must have 1 … " + LONGEST_HORIZON + " days");
            }
            if (forecast.quantiles().length != days * Quantiles.COUNT) {
                throw complaint(
                        "quantiles",
                        forecast.quantiles().length + " numbers",
                        "must have " + Quantiles.COUNT + " for each of " + days + " days");
            }
            for (int day = 0; day < days; day++) {
                for (int i = 1; i < Quantiles.COUNT; i++) {
                    if (forecast.quantile(day, i) < forecast.quantile(day, i - 1)) {
                        throw complaint(
                                "quantiles", "day " + (day + 1), "must ascend within each day");
                    }
                }
            }
        }

        @Override
        long time(Forecast forecast) {
            return forecast.issuedMillis();
        }
    }

    static final class OfModel extends Shape<ModelNews> {
        private final TextField<ModelNews> version = id("version", ModelNews::version);
        private final TextField<ModelNews> folder = optional(text("folder", 0, ModelNews::folder));
        private final ChoiceField<ModelNews, ModelChange> change =
                choice("change", ModelChange.class, ModelNews::change);
        private final TextField<ModelNews> reason = optional(text("reason", 0, ModelNews::reason));
        private final TextField<ModelNews> comparedWith =
                optional(id("comparedWith", ModelNews::comparedWith));
        private final WholeField<ModelNews> days =
                optional(whole("days", 0, 100_000, ModelNews::days));
        private final WholeField<ModelNews> rows = optional(wholeLong("rows", 0, ModelNews::rows));
        private final RealField<ModelNews> pinball =
                real("pinball", ModelNews::pinball).between(0, MOST_UNITS).orNaN();
        private final RealField<ModelNews> comparedPinball =
                real("comparedPinball", ModelNews::comparedPinball).between(0, MOST_UNITS).orNaN();
        private final RealField<ModelNews> holdOutWape =
                real("holdOutWape", ModelNews::holdOutWape).between(0, MOST_UNITS).orNaN();
        private final RealField<ModelNews> holdOutPinball =
                real("holdOutPinball", ModelNews::holdOutPinball).between(0, MOST_UNITS).orNaN();
        private final TimeField<ModelNews> time = time("time", ModelNews::timeMillis);

        OfModel() {
            super("model");
            identifiedBy(List.of(version));
        }

        @Override
        ModelNews make() {
            return new ModelNews(
                    version.value(),
                    folder.value(),
                    change.value(),
                    reason.value(),
                    comparedWith.value(),
                    days.intValue(),
                    rows.value(),
                    pinball.value(),
                    comparedPinball.value(),
                    holdOutWape.value(),
                    holdOutPinball.value(),
                    time.millis());
        }

        @Override
        long time(ModelNews news) {
            return news.timeMillis();
        }
    }

    static final class OfDemand extends Shape<DemandReport> {
        private final TextField<DemandReport> location = id("location", DemandReport::location);
        private final TextField<DemandReport> item = id("item", DemandReport::item);
        private final DayField<DemandReport> day = day("day", DemandReport::epochDay);
        private final WholeField<DemandReport> revision =
                whole("revision", 0, 1_000_000, DemandReport::revision);
        private final RealField<DemandReport> units =
                single("units", DemandReport::units).between(0, MOST_UNITS).orNaN();
        private final RealField<DemandReport> recovered =
                single("recovered", DemandReport::recovered).between(0, MOST_UNITS).orNaN();
        private final RealField<DemandReport> stockOutShare =
                single("stockOutShare", DemandReport::stockOutShare).between(0, 1).orNaN();
        private final TextField<DemandReport> reason =
                optional(text("reason", 0, DemandReport::reason));
        private final PartsField<DemandReport, DataFlag> flags =
                parts("flags", 0, new OfFlag(), DemandReport::flags);

        OfDemand() {
            super("demand");
            identifiedBy(List.of(location, item, day));
        }

        @Override
        DemandReport make() {
            return new DemandReport(
                    location.value(),
                    item.value(),
                    day.value(),
                    revision.intValue(),
                    (float) units.value(),
                    (float) recovered.value(),
                    (float) stockOutShare.value(),
                    reason.value(),
                    flags.value());
        }
    }

    private static final class OfFlag extends Shape<DataFlag> {
        private final ChoiceField<DataFlag, DataFlagKind> kind =
                choice("kind", DataFlagKind.class, DataFlag::kind);
        private final DayField<DataFlag> from = day("from", DataFlag::fromEpochDay);
        private final WholeField<DataFlag> days = whole("days", 1, 100_000, DataFlag::days);
        private final TextField<DataFlag> reason = text("reason", 1, DataFlag::reason);

        OfFlag() {
            super("flag");
        }

        @Override
        DataFlag make() {
            return new DataFlag(kind.value(), from.value(), days.intValue(), reason.value());
        }
    }
}

package io.restock.jobs.kafka;

/** The topics there are. {@link Topics} knows their full names and what Kafka is told of them. */
public enum Topic {
    /** Sales and their corrections. */
    SALES("sales", Keep.DAILY),
    /** Stock reports. */
    STOCK("stock", Keep.DAILY),
    /** Weather, observed and forecast. */
    WEATHER("weather", Keep.DAILY),
    /** Holidays, announced long before. */
    HOLIDAYS("holidays", Keep.FOREVER),
    /** Price plans. */
    PROMOTIONS("promotions", Keep.DAILY),
    /** Locations and planning groups: a new installation needs them all. */
    NETWORK("network", Keep.FOREVER),
    /** Days as they were sold, what would have been sold, and what looks wrong. */
    DEMAND("demand", Keep.DAILY, true),
    /** Forecasts, from one job to the other. */
    FORECASTS("forecasts", Keep.DAILY, true),
    /** News of models, from whoever trains them and from the job that tries them. */
    MODELS("models", Keep.FOREVER, true),
    /** Suppliers' and warehouses' answers. */
    SUPPLIER_REPLIES("supplier-replies", Keep.DAILY),
    /** People's decisions. */
    DECISIONS("decisions", Keep.DAILY),
    /** Every transition of every purchase order. */
    PURCHASE_ORDERS("purchase-orders", Keep.ORDERS, true),
    /** The latest document of each purchase order. */
    PURCHASE_ORDERS_STATE("purchase-orders-state", Keep.LATEST, true),
    /** Every transition of every transfer order. */
    TRANSFER_ORDERS("transfer-orders", Keep.ORDERS, true),
    /** Orders and receipts as documents of X12, EDIFACT and UBL. */
    SUPPLIER_DOCUMENTS("supplier-documents", Keep.ORDERS, true),
    /** Suppliers' documents. */
    SUPPLIER_DOCUMENTS_IN("supplier-documents-in", Keep.DAILY),
    /** Plans and their lines. */
    PLANS("plans", Keep.ORDERS, true),
    /** What people and the job have decided, hash-chained for each group. */
    DECISION_LOG("decision-log", Keep.FOREVER, true),
    /** What a person should look at. */
    ALERTS("alerts", Keep.DAILY, true),
    /** What could not be read or was not allowed. */
    REJECTED("rejected", Keep.DAILY, true);

    private final String base;
    private final Keep keep;
    private final boolean written;

    Topic(String base, Keep keep) {
        this(base, keep, false);
    }

    Topic(String base, Keep keep, boolean written) {
        this.base = base;
        this.keep = keep;
        this.written = written;
    }

    /** Name without prefix. */
    public String base() {
        return base;
    }

    Keep keep() {
        return keep;
    }

    /** Whether the jobs write it. */
    boolean isWritten() {
        return written;
    }

    /** What is kept of a topic. */
    enum Keep {
        DAILY,
        ORDERS,
        FOREVER,
        LATEST
    }
}

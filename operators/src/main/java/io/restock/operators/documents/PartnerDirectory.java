package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Order events and planning groups → the order events of suppliers that are told in documents, with
 * their terms. Orders of cycles before a first day are passed over: they have been told another
 * way.
 *
 * <p>Keyed by group and supplier. State: the latest terms, one record a supplier, for good; order
 * events that came before any terms, until those come. No timers, no side outputs.
 */
public final class PartnerDirectory
        extends KeyedCoProcessFunction<String, PurchaseOrder, SupplierTerms, PartnerOrder> {
    private static final long serialVersionUID = 1L;

    /** Identity of the operator in savepoints. */
    public static final String UID = "partner-directory";

    private final int firstCycle;

    private transient ValueState<SupplierTerms> terms;
    private transient ListState<PurchaseOrder> waiting;

    PartnerDirectory(int firstCycle) {
        this.firstCycle = firstCycle;
    }

    /**
     * Orders that are to be said in documents; key them by partner.
     *
     * @param firstCycle of the orders that are; days since 1970-01-01
     */
    public static DataStream<PartnerOrder> attach(
            DataStream<PurchaseOrder> orders, DataStream<PlanningGroup> groups, int firstCycle) {
        FlatMapFunction<PlanningGroup, SupplierTerms> suppliers =
                (group, out) -> SupplierTerms.of(group).forEach(out::collect);
        DataStream<SupplierTerms> all =
                groups.flatMap(suppliers)
                        .returns(SupplierTerms.class)
                        .uid("supplier-terms")
                        .name("supplier-terms");
        return orders.keyBy(SupplierTerms::key)
                .connect(all.keyBy(SupplierTerms::key))
                .process(new PartnerDirectory(firstCycle), TypeInformation.of(PartnerOrder.class))
                .uid(UID)
                .name(UID);
    }

    static ValueStateDescriptor<SupplierTerms> termsState() {
        return new ValueStateDescriptor<>("terms", SupplierTerms.class);
    }

    static ListStateDescriptor<PurchaseOrder> waitingState() {
        return new ListStateDescriptor<>("waiting-for-terms", PurchaseOrder.class);
    }

    @Override
    public void open(OpenContext unused) {
        terms = getRuntimeContext().getState(termsState());
        waiting = getRuntimeContext().getListState(waitingState());
    }

    @Override
    public void processElement1(PurchaseOrder order, Context ctx, Collector<PartnerOrder> out)
            throws Exception {
        if (order.cycleEpochDay() < firstCycle) {
            return;
        }
        SupplierTerms known = terms.value();
        if (known == null) {
            waiting.add(order);
        } else {
            say(known.terms(), order, out);
        }
    }

    @Override
    public void processElement2(SupplierTerms said, Context ctx, Collector<PartnerOrder> out)
            throws Exception {
        SupplierTerms known = terms.value();
        if (known != null && known.version() > said.version()) {
            return;
        }
        terms.update(said);
        List<PurchaseOrder> held = new ArrayList<>();
        waiting.get().forEach(held::add);
        waiting.clear();
        held.forEach(order -> say(said.terms(), order, out));
    }

    private static void say(DocumentTerms terms, PurchaseOrder order, Collector<PartnerOrder> out) {
        if (!terms.equals(DocumentTerms.NONE)) {
            out.collect(new PartnerOrder(terms, order));
        }
    }
}

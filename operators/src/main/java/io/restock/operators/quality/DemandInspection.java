package io.restock.operators.quality;

import io.restock.domain.DataFlag;
import io.restock.domain.DemandReport;
import io.restock.domain.SeriesHistory;
import io.restock.operators.history.HistoryDay;
import io.restock.operators.recovery.DemandRecovery;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Each closed day beside what would have been sold, and what looks wrong about it; again when the
 * day is revised. No state: a day brings the history that is looked at. Gauges {@code soldUnits,
 * demandedUnits} sum the days as they close: their ratio is the fill rate.
 */
public final class DemandInspection extends RichMapFunction<HistoryDay, DemandReport> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "demand-inspection";

    private final DoubleAdder sold = new DoubleAdder(); // base units since the start
    private final DoubleAdder demanded = new DoubleAdder();

    /** Adds the operator. */
    public static SingleOutputStreamOperator<DemandReport> attach(DataStream<HistoryDay> days) {
        return days.map(new DemandInspection())
                .returns(TypeInformation.of(DemandReport.class))
                .uid(UID)
                .name(UID);
    }

    @Override
    public void open(OpenContext unused) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("restock");
        metrics.gauge("soldUnits", sold::sum);
        metrics.gauge("demandedUnits", demanded::sum);
    }

    @Override
    public DemandReport map(HistoryDay closed) {
        SeriesHistory history = closed.history();
        int last = history.units().length - 1;
        float units = history.units()[last];
        float share = history.stockOutShare()[last];
        float missed = closed.missedShare()[last];
        float recovered =
                !Float.isNaN(units) && missed > 0
                        ? (float) DemandRecovery.recover(history, closed.missedShare())[last]
                        : units;
        if (closed.revision() == 0 && !Float.isNaN(units)) {
            sold.add(units);
            demanded.add(recovered);
        }
        int day = history.originEpochDay();
        return new DemandReport(
                history.location(),
                history.item(),
                day,
                closed.revision(),
                units,
                recovered,
                share,
                recovered > units ? reason(share, missed) : "",
                flags(history, day));
    }

    private static String reason(float share, float missed) {
        return String.format(
                Locale.ROOT,
                "out of stock for %.0f %% of the opening hours, %.0f %% of the day's demand was expected while it was",
                100 * share,
                100 * missed);
    }

    private static List<DataFlag> flags(SeriesHistory history, int day) {
        return QualityCheck.of(history).stream()
                .filter(flag -> flag.fromEpochDay() + flag.days() > day)
                .toList();
    }
}

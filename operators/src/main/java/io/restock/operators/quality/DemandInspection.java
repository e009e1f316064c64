package io.restock.operators.quality;

import io.restock.domain.DataFlag;
import io.restock.domain.DemandReport;
import io.restock.domain.SeriesHistory;
import io.restock.operators.history.HistoryDay;
import io.restock.operators.recovery.DemandRecovery;
import io.restock.operators.recovery.HourProfile;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Each closed day beside what would have been sold, and what looks wrong about it; again when the
 * day is revised. No state: a day brings the history that is looked at. Hours of demand are taken
 * to be even from 6 to 22 o'clock, as sales tell of the hours in stock only.
 */
public final class DemandInspection implements MapFunction<HistoryDay, DemandReport> {
    private static final long serialVersionUID = 1L;

    public static final String UID = "demand-inspection";

    private static final HourProfile PROFILE = HourProfile.even();
    private static final DemandRecovery RECOVERY = new DemandRecovery(PROFILE);

    /** Adds the operator. */
    public static SingleOutputStreamOperator<DemandReport> attach(DataStream<HistoryDay> days) {
        return days.map(new DemandInspection())
                .returns(TypeInformation.of(DemandReport.class))
                .uid(UID)
                .name(UID);
    }

    @Override
    public DemandReport map(HistoryDay closed) {
        SeriesHistory history = closed.history();
        int last = history.units().length - 1;
        float units = history.units()[last];
        float share = history.stockOutShare()[last];
        boolean missed = !Float.isNaN(units) && share > 0;
        float recovered = missed ? (float) RECOVERY.recover(history)[last] : units;
        int day = history.originEpochDay();
        return new DemandReport(
                history.location(),
                history.item(),
                day,
                closed.revision(),
                units,
                recovered,
                share,
                recovered > units ? reason(share) : "",
                flags(history, day));
    }

    private static String reason(float share) {
        return String.format(
                Locale.ROOT,
                "out of stock for %.0f %% of the opening hours, in which %.0f %% of the day's demand is expected",
                100 * share,
                100 * (1 - PROFILE.inStock(share)));
    }

    private static List<DataFlag> flags(SeriesHistory history, int day) {
        return QualityCheck.of(history).stream()
                .filter(flag -> flag.fromEpochDay() + flag.days() > day)
                .toList();
    }
}

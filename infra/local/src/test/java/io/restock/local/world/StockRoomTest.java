package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StockRoomTest {
    @Property
    void givesNoMoreThanItHasAndLosesNothing(
            @ForAll List<@IntRange(min = -50, max = 50) Integer> moves) {
        StockRoom room = new StockRoom();
        long came = 0;
        long went = 0;
        for (int move : moves) {
            String item = Math.abs(move) % 3 == 0 ? "milk" : "bread";
            if (move >= 0) {
                room.receive("N1", item, move);
                came += move;
            } else {
                long before = room.onHand("N1", item);
                long taken = room.take("N1", item, -move);
                assertThat(taken).isEqualTo(Math.min(before, -move));
                assertThat(room.onHand("N1", item)).isEqualTo(before - taken);
                went += taken;
            }
        }

        assertThat(room.received()).isEqualTo(came);
        assertThat(room.given()).isEqualTo(went);
        assertThat(room.total()).isEqualTo(came - went);
        assertThat(room.onHand("N1", "milk") + room.onHand("N1", "bread")).isEqualTo(room.total());
    }

    @Test
    void locationsAndItemsHaveTheirOwnStock() {
        StockRoom room = new StockRoom();
        room.receive("N1", "milk", 5);

        assertThat(room.onHand("N2", "milk")).isZero();
        assertThat(room.onHand("N1", "bread")).isZero();
        assertThat(room.take("N2", "milk", 3)).isZero();
        assertThat(room.take("N1", "milk", -3)).as("nobody takes less than nothing").isZero();
        assertThat(room.onHand("N1", "milk")).isEqualTo(5);
    }

    @Test
    void refusesToReceiveLessThanNothing() {
        assertThatThrownBy(() -> new StockRoom().receive("N1", "milk", -1))
                .hasMessageContaining("(-1) of milk received at N1");
    }

    @Property
    void counterSellsHourByHourUntilTheShelfIsEmpty(
            @ForAll @Size(24) List<@IntRange(max = 9) Integer> wanted,
            @ForAll @IntRange(max = 120) int stock,
            @ForAll boolean emptyOvernight) {
        StockRoom room = new StockRoom();
        room.receive("N1", "milk", stock);
        float[] hourly = new float[24];
        int total = 0;
        for (int hour = 0; hour < 24; hour++) {
            hourly[hour] = wanted.get(hour) / 2f;
            total += wanted.get(hour);
        }

        SeriesOutcome sold =
                Counter.sell(new SeriesDay("N1", "milk", hourly, -1), 0.5, room, emptyOvernight);

        assertThat(sold.units()).isCloseTo(Math.min(stock, total) * 0.5, within(1e-6));
        assertThat(sold.unmet()).isCloseTo(Math.max(0, total - stock) * 0.5, within(1e-6));
        assertThat(sold.onHand()).isCloseTo(Math.max(0, stock - total) * 0.5, within(1e-6));
        double left = stock * 0.5;
        for (int hour = 0; hour < 24; hour++) {
            left -= sold.sold()[hour];
            boolean out = (sold.stockOutHours() >> hour & 1) == 1;
            if (hour < Counter.DELIVERY_HOUR) {
                assertThat(out).isEqualTo(emptyOvernight);
            } else {
                assertThat(out).as("hour %d", hour).isEqualTo(left < 0.25);
            }
            if (!out && hour >= Counter.DELIVERY_HOUR) {
                assertThat(sold.sold()[hour]).isEqualTo(hourly[hour]);
            }
        }
    }

    @Property
    void recordedSalesStayAsRecordedWhateverTheStockCovers(
            @ForAll @IntRange(max = 60) int recorded, @ForAll @IntRange(max = 60) int stock) {
        StockRoom room = new StockRoom();
        room.receive("7", "k1", stock);
        float[] hourly = new float[24];
        hourly[9] = recorded / 10f;

        SeriesOutcome outcome =
                Counter.sellAsRecorded(new SeriesDay("7", "k1", hourly, 0x00ff00), 0.1, room);

        assertThat(outcome.units()).isCloseTo(recorded / 10.0, within(1e-4));
        assertThat(outcome.stockOutHours()).isEqualTo(0x00ff00);
        assertThat(outcome.unmet()).isCloseTo(Math.max(0, recorded - stock) / 10.0, within(1e-6));
        assertThat(outcome.onHand()).isCloseTo(Math.max(0, stock - recorded) / 10.0, within(1e-6));
    }
}

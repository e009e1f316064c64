package io.restock.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TrainProgressTest {
    private final StringWriter text = new StringWriter();

    @Test
    void printsALineAnEpochWhereThereIsNoTerminal() {
        TrainProgress progress = new TrainProgress(new PrintWriter(text), false);

        progress.resumed(1);
        progress.stepped(2, 4, 0.5);
        progress.epochEnded(2, 4, 0.125, 0.25);
        progress.epochEnded(3, 4, 0.125, Double.NaN);

        assertThat(text.toString().lines())
                .containsExactly(
                        "going on after epoch 1",
                        "epoch 2/4  training 0.1250  hold-out 0.25000",
                        "epoch 3/4  training 0.1250  learning from all days");
    }

    @Test
    void drawsABarOverItselfOnATerminal() {
        TrainProgress progress = new TrainProgress(new PrintWriter(text), true);

        progress.stepped(1, 4, 0);
        progress.stepped(1, 4, 0.5);
        progress.epochEnded(1, 4, 0.125, 0.25);

        String[] drawn = text.toString().split("\r", -1);
        assertThat(drawn)
                .contains("epoch 1/4  [..............................]   0 %")
                .contains("epoch 1/4  [###############...............]  50 %");
        assertThat(drawn[drawn.length - 1])
                .isEqualTo("epoch 1/4  training 0.1250  hold-out 0.25000" + System.lineSeparator());
        assertThat(text.toString()).containsOnlyOnce(System.lineSeparator());
    }
}

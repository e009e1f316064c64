package io.restock.operators.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.WeatherDay;
import org.junit.jupiter.api.Test;

class DayWeatherTest {
    private final DayWeather day = new DayWeather();

    @Test
    void knowsNothingBeforeTheFirstIssue() {
        day.add(issue("f", 10, false, 20));

        assertThat(day.expectedBy(9)).isNull();
        assertThat(day.observedBy(10)).isNull();
    }

    @Test
    void expectsWhatWasIssuedLast() {
        day.add(issue("second", 20, false, 22));
        day.add(issue("first", 10, false, 21));

        assertThat(day.expectedBy(19).temperatureC()).isEqualTo(21);
        assertThat(day.expectedBy(20).temperatureC()).isEqualTo(22);
    }

    @Test
    void expectsWhatWasObservedOnceItIs() {
        day.add(issue("f", 10, false, 21));
        day.add(issue("o", 30, true, 23));

        assertThat(day.expectedBy(30).temperatureC()).isEqualTo(23);
    }

    @Test
    void replacesAnObservationByALaterOne() {
        day.add(issue("o1", 10, true, 21));
        day.add(issue("o2", 20, true, 22));
        day.add(issue("f", 30, false, 30));

        assertThat(day.observedBy(40).temperatureC()).isEqualTo(22);
    }

    @Test
    void takesAnEventOnce() {
        day.add(issue("f", 10, false, 21));
        day.add(issue("f", 10, false, 21));

        assertThat(day.issues).hasSize(1);
    }

    @Test
    void decidesBetweenIssuesOfOneMomentByTheirIdWhicheverCameFirst() {
        day.add(issue("b", 10, false, 22));
        day.add(issue("a", 10, false, 21));

        assertThat(day.expectedBy(10).temperatureC()).isEqualTo(22);
    }

    private static WeatherDay issue(String id, long issued, boolean observed, float temperature) {
        return new WeatherDay(id, "north", 20_000, issued, observed, temperature, 0, 0, 0);
    }
}

package io.kalmstream.sinks.embedded.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatetimesTest {
    @ParameterizedTest
    @CsvSource({
        "2023-02-08T10:49:00Z, 2023-02-08T10:49:00Z",
        "2023-02-08t10:49:00z, 2023-02-08T10:49:00Z",
        "2023-02-08T10:49:00.123456789+01:30, 2023-02-08T09:19:00.123456Z",
        "2023-02-08T10:49:00-0200, 2023-02-08T12:49:00Z",
        "2023-02-08 10:49:00+02, 2023-02-08T08:49:00Z",
        "2023-02-08 10:49:00, 2023-02-08T10:49:00Z",
        "2023-02-08T10:49, 2023-02-08T10:49:00Z",
        "2023-02-08, 2023-02-08T00:00:00Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z"
    })
    void micros_everyForm_isThatInstant(String text, Instant expected) {
        assertThat(Datetimes.micros(text))
                .isEqualTo(OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2023", "2023-02-30", "2023-02-08T25:00:00Z", "08.02.2023", "2023-02-08T", "2023-02-08 x"})
    void micros_noDatetime_isNothing(String text) {
        assertThat(Datetimes.micros(text)).isEmpty();
    }
}

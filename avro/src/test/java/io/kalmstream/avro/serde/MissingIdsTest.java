package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MissingIdsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void refuse_forAsLongAsToldTo() {
        MissingIds missing = new MissingIds(Duration.ofNanos(10), 2, nanos::get);
        missing.add(1);

        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> missing.refuse(1))
                .withMessageContaining("1");
        nanos.addAndGet(10);
        assertThatCode(() -> missing.refuse(1)).doesNotThrowAnyException();
    }

    @Test
    void add_remembersNoMoreThanItMay_andNothingByDefault() {
        MissingIds two = new MissingIds(Duration.ofHours(1), 2, nanos::get);
        MissingIds none = new MissingIds(Duration.ZERO, 2, nanos::get);
        for (int id = 1; id <= 3; id++) {
            two.add(id);
            none.add(id);
        }

        assertThatCode(() -> two.refuse(1)).doesNotThrowAnyException();
        assertThatExceptionOfType(UndecodableRecordException.class).isThrownBy(() -> two.refuse(3));
        assertThatCode(() -> none.refuse(3)).doesNotThrowAnyException();
    }
}

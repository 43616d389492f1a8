package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallWatchTest {
    private final AtomicLong nanos = new AtomicLong(17);
    private final CallWatch watch = new CallWatch(Duration.ofSeconds(10), nanos::get);

    @Test
    void look_callTakesLongerThanTheLimit_givesItUpForGood() {
        watch.begin();
        IntStream.range(0, 10)
                .forEach(_ -> assertThat(after(Duration.ofSeconds(1))).isFalse());

        assertThat(after(Duration.ofNanos(1))).isTrue();

        watch.end();
        assertThat(watch.begin()).isFalse();
        assertThat(watch.hangs()).isTrue();
    }

    @Test
    void look_manyShortCalls_addsNothingUp() {
        for (int i = 0; i < 100; i++) {
            assertThat(watch.begin()).isTrue();
            assertThat(after(Duration.ofMillis(900))).isFalse();
            watch.end();
        }
    }

    @Test
    void look_noCall_timeDoesNotCount() {
        IntStream.range(0, 100)
                .forEach(_ -> assertThat(after(Duration.ofSeconds(1))).isFalse());

        assertThat(watch.begin()).isTrue();
        assertThat(after(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void look_processWasStopped_countsAsOneLook() {
        watch.begin();

        assertThat(after(Duration.ofHours(1))).isFalse();
        assertThat(after(Duration.ofHours(1))).isFalse();
    }

    @Test
    void giveUp_duringACall_hangsAndBetweenCallsDoesNot() {
        watch.begin();
        watch.end();
        watch.giveUp();
        assertThat(watch.hangs()).isFalse();

        watch.begin();
        watch.giveUp();
        assertThat(watch.hangs()).isTrue();
        watch.end();
        watch.giveUp();
        assertThat(watch.hangs()).isTrue();
    }

    private boolean after(Duration time) {
        nanos.addAndGet(time.toNanos());
        return watch.look();
    }
}

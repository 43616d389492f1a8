package io.kalmstream.encoder.batch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeviceHangTest {
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final AtomicLong nanos = new AtomicLong();
    private final TestingEncoder encoder = new TestingEncoder(8);
    private final DeviceBatcher batcher = batcher(Duration.ofDays(1));

    @AfterEach
    void end() {
        encoder.release();
        batcher.close();
    }

    @Test
    void submit_callNeverReturns_failsWhoWaitsAndWhoComesLater() {
        encoder.hang();
        CompletableFuture<List<EncodeOutcome>> running = batcher.submit("p0", List.of("a"));
        encoder.awaitHeld();
        CompletableFuture<List<EncodeOutcome>> waiting = batcher.submit("p1", List.of("b"));
        assertThat(running).isNotDone();

        passTimeUntilDone(running);

        assertThat(fault(running)).isEqualTo(Fault.HUNG);
        assertThat(fault(waiting)).isEqualTo(Fault.HUNG);
        CompletableFuture<List<EncodeOutcome>> later = batcher.submit("p2", List.of("c"));
        assertThat(later).as("fails at once").isDone();
        assertThat(fault(later)).isEqualTo(Fault.HUNG);
        assertThat(batcher.hangs()).isTrue();
        assertThat(encoder.calls()).as("calls: no second thread is lost").isOne();
    }

    /** It has a day to wait, and would take it. */
    @Test
    void close_afterAHang_doesNotWaitForItAndLeavesTheEncoderItsMemory() {
        encoder.hang();
        CompletableFuture<List<EncodeOutcome>> running = batcher.submit("p0", List.of("a"));
        encoder.awaitHeld();
        passTimeUntilDone(running);

        batcher.close();
        encoder.close();

        assertThat(encoder.released()).isFalse();
        assertThat(batcher.hangs()).isTrue();
        assertThat(fault(batcher.submit("p0", List.of("b")))).isEqualTo(Fault.HUNG);
    }

    @Test
    void close_whileACallNeverReturns_givesItUp() {
        DeviceBatcher impatient = batcher(Duration.ofMillis(50));
        encoder.hang();
        CompletableFuture<List<EncodeOutcome>> running = impatient.submit("p0", List.of("a"));
        encoder.awaitHeld();

        impatient.close();

        assertThat(fault(running)).isEqualTo(Fault.STOPPED);
        assertThat(impatient.hangs()).isTrue();
    }

    @Test
    void submit_callReturnsAfterAll_changesNothing() throws InterruptedException {
        encoder.hang().failOn("BAD");
        CompletableFuture<List<EncodeOutcome>> running = batcher.submit("p0", List.of("BAD", "b", "c"));
        encoder.awaitHeld();
        Thread device = deviceThread();
        passTimeUntilDone(running);

        encoder.release();
        device.join();

        assertThat(fault(running)).isEqualTo(Fault.HUNG);
        assertThat(encoder.calls())
                .as("calls: the bad text is not looked for any more")
                .isOne();
        assertThat(batcher.hangs()).isTrue();
    }

    @Test
    void close_callsReturn_isNoHang() {
        batcher.submit("p0", List.of("a")).join();

        batcher.close();

        assertThat(batcher.hangs()).isFalse();
    }

    private DeviceBatcher batcher(Duration closeWithin) {
        BatchBudget budget = new BatchBudget(100, 10, 40, DEADLINE);
        return new DeviceBatcher(encoder, budget, 1, BatchListener.NONE, 100, closeWithin, nanos::get);
    }

    /** No look counts for more than a second: several are needed, and the test's timeout ends this if none come. */
    private void passTimeUntilDone(CompletableFuture<?> future) {
        while (!future.isDone()) {
            nanos.addAndGet(Duration.ofMillis(1).toNanos());
            Thread.onSpinWait();
        }
    }

    private static Thread deviceThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("kalm-device") && isHeld(thread))
                .findAny()
                .orElseThrow();
    }

    private static boolean isHeld(Thread thread) {
        return List.of(thread.getStackTrace()).stream()
                .anyMatch(frame -> frame.getClassName().equals(TestingEncoder.class.getName()));
    }

    private static Fault fault(CompletableFuture<?> future) {
        assertThatThrownBy(() -> future.orTimeout(20, SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EncoderException.class);
        return future.exceptionNow() instanceof EncoderException e ? e.fault() : Fault.MODEL;
    }
}

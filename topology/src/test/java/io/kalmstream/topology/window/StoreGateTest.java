package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class StoreGateTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final StoreGate gate = new StoreGate();

    @Test
    void pass_untilClosed() {
        assertThat(gate.pass(() -> "answer")).isEqualTo("answer");
        assertThat(gate.close(Duration.ZERO)).isTrue();
        assertThatThrownBy(() -> gate.pass(() -> "never called")).isInstanceOf(CancellationException.class);
    }

    @Test
    void close_waitsForCallInside() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> gate.pass(() -> {
            inside.countDown();
            await(answer);
            return "done";
        }));
        inside.await();

        CompletableFuture<Boolean> closing = new CompletableFuture<>();
        Thread closer = Thread.ofPlatform().start(() -> closing.complete(gate.close(LONG)));
        while (closer.getState() != Thread.State.TIMED_WAITING && !closing.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(closing).as("a call is inside").isNotDone();
        assertThatThrownBy(() -> gate.pass(() -> "never called")).isInstanceOf(CancellationException.class);
        answer.countDown();
        assertThat(closing.join()).isTrue();
        assertThat(call.join()).isEqualTo("done");
    }

    @Test
    void close_interruptsCallThatDoesNotEnd() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> gate.pass(() -> {
            inside.countDown();
            await(new CountDownLatch(1));
            return "never";
        }));
        inside.await();

        assertThat(gate.close(Duration.ofSeconds(2))).isTrue();
        assertThatThrownBy(call::join).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void leave_evenWhenCallFails() {
        assertThatThrownBy(() -> gate.pass(() -> {
                    throw new IllegalStateException("scripted");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(gate.close(Duration.ZERO)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CloseBudgetTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final CloseBudget budget = new CloseBudget(Duration.ofSeconds(10), nanos::get);

    @Test
    void next_tasksThatCloseInTurn_shareIt() {
        assertThat(budget.next()).isEqualTo(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(7));
        assertThat(budget.next()).isEqualTo(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(5));
        assertThat(budget.next()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void next_longAfterwards_isWhole() {
        assertThat(budget.next()).isEqualTo(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(21));
        assertThat(budget.next()).isEqualTo(Duration.ofSeconds(10));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}

package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchBudgetTest {
    @ParameterizedTest
    @CsvSource({"0, 8, 8, maxTokens", "-1, 8, 8, maxTokens", "8, 0, 8, maxRows", "8, 8, 7, lookAheadRows"})
    void create_unusableValue_isRefusedByName(int maxTokens, int maxRows, int lookAheadRows, String name) {
        assertThatThrownBy(() -> new BatchBudget(maxTokens, maxRows, lookAheadRows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void create_noTimeForTheDevice_isRefusedByName() {
        assertThatThrownBy(() -> BatchBudget.CPU.withDeadline(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deadline");
    }

    @Test
    void holds_rowsAndLongest_countsThePaddedTokens() {
        BatchBudget budget = new BatchBudget(100, 8, 8);

        assertThat(budget.holds(4, 25)).isTrue();
        assertThat(budget.holds(4, 26)).isFalse();
        assertThat(budget.holds(9, 1)).isFalse();
        assertThat(budget.holds(1, 1000)).isTrue();
        assertThat(budget.holds(8, Integer.MAX_VALUE)).isFalse();
    }
}

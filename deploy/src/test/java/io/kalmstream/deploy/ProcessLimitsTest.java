package io.kalmstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessLimitsTest {
    @Test
    void problem_tooFewFiles_namesBothNumbers() {
        assertThat(ProcessLimits.problem(64))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("may open 64 files", "512 at least", "ulimit -n"));
    }

    @Test
    void problem_enoughFiles_orUnlimited() {
        assertThat(ProcessLimits.problem(1024)).isEmpty();
        assertThat(ProcessLimits.problem(-1)).isEmpty();
        assertThat(ProcessLimits.problem()).as("here").isEmpty();
    }
}

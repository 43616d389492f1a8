package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenCapTest {
    private final TokenCap cap = new TokenCap(new BatchBudget(640, 64, 64));

    @Test
    void outOfMemory_anyBatch_halvesWhatDidNotFit() {
        cap.outOfMemory(600);
        assertThat(cap.tokens()).isEqualTo(300);

        cap.outOfMemory(200);
        assertThat(cap.tokens()).isEqualTo(100);
    }

    @Test
    void outOfMemory_largerThanTheCap_halvesTheCap() {
        cap.outOfMemory(400);
        cap.outOfMemory(2000);

        assertThat(cap.tokens()).isEqualTo(100);
    }

    @Test
    void outOfMemory_again_leavesOneToken() {
        IntStream.range(0, 20).forEach(_ -> cap.outOfMemory(640));

        assertThat(cap.tokens()).isOne();
        assertThat(cap.holds(1, 500)).isTrue();
        assertThat(cap.holds(2, 1)).isFalse();
    }

    @Test
    void encoded_nearTheCap_regainsALittleEachTimeUpToTheBudget() {
        cap.outOfMemory(640);

        cap.encoded(320);
        assertThat(cap.tokens()).isEqualTo(330);
        IntStream.range(0, TokenCap.STEPS / 2 - 2).forEach(_ -> cap.encoded(320));
        assertThat(cap.isFull()).isFalse();
        cap.encoded(320);
        assertThat(cap.isFull()).isTrue();
        cap.encoded(640);
        assertThat(cap.tokens()).isEqualTo(640);
    }

    @Test
    void encoded_farFromTheCap_saysNothing() {
        cap.outOfMemory(640);

        IntStream.range(0, 100).forEach(_ -> cap.encoded(100));

        assertThat(cap.tokens()).isEqualTo(320);
    }
}

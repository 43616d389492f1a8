package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NativeUseTest {
    private final AtomicInteger released = new AtomicInteger();
    private final NativeUse use = new NativeUse("model@1", released::incrementAndGet);

    @Test
    void close_noCall_releasesOnce() {
        use.begin();
        use.end();
        assertThat(released).hasValue(0);

        use.close();
        use.close();

        assertThat(released).hasValue(1);
    }

    @Test
    void close_callsUnderWay_releasesWhenTheLastReturns() {
        use.begin();
        use.begin();

        use.close();
        use.end();
        assertThat(released).hasValue(0);

        use.end();
        assertThat(released).hasValue(1);
    }

    @Test
    void begin_closed_isRefused() {
        use.begin();
        use.close();

        assertThatThrownBy(use::begin).isInstanceOf(IllegalStateException.class).hasMessageContaining("model@1");
        use.end();
        assertThat(released).hasValue(1);
    }
}

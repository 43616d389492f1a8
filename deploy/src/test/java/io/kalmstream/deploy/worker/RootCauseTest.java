package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RootCauseTest {
    @Test
    void inWords_namesTheInnermost_onOneLine() {
        Throwable failure = new IllegalStateException("outer", new IllegalArgumentException("port\n  -1"));
        assertThat(RootCause.inWords(failure)).isEqualTo("IllegalArgumentException: port -1");
        assertThat(RootCause.inWords(new NullPointerException())).isEqualTo("NullPointerException");
    }

    @Test
    void of_ends_whenCausesFormARing() {
        Throwable one = new IllegalStateException("one");
        Throwable other = new IllegalStateException("other", one);
        one.initCause(other);
        assertThat(RootCause.of(one)).isIn(one, other);
    }
}

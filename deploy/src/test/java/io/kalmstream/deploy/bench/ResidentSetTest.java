package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResidentSetTest {
    @Test
    void parse_statusOfLinux_answersBytes() {
        assertThat(ResidentSet.parse("VmHWM:\t  900 kB\nVmRSS:\t  512 kB\nRssAnon:\t 10 kB\n"))
                .isEqualTo(512 * 1024);
    }

    @Test
    void parse_otherSystem_answersZero() {
        assertThat(ResidentSet.parse("")).isZero();
    }
}

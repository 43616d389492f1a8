package io.kalmstream.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.quickstart.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * FAULTS 1-3, 6, 13, 14, 38, 39, 47, 48 and 49 together: {@code bench soak} for a minute. Against the server of
 * -Dqdrant.url=http://127.0.0.1:6334, or an embedded one.
 */
final class NemesisIT {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(text -> !text.isBlank())
            .map(Long::parseLong)
            .orElse(1L);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void nothingIsLostOrInvented_whateverDies() throws Exception {
        System.out.println("NemesisIT: repeat with -Dseed=" + SEED);
        SoakSettings settings = new SoakSettings(Duration.ofSeconds(60), SEED, 150, qdrantPort(), folder);

        SoakReport report = Soak.run(settings, new Said());

        assertThat(report.findings())
                .as("repeat with -Dseed=%d; logs in %s", SEED, report.logs())
                .isEmpty();
        assertThat(report.faults()).containsOnlyKeys(FaultKind.values());
        assertThat(report.flaws()).allSatisfy((_, count) -> assertThat(count).isZero());
        assertThat(report.passed()).isTrue();
        assertThat(report.lettersExpected()).isPositive().isEqualTo(report.lettersSeen());
        assertThat(report.events()).isGreaterThan(5_000);
        assertThat(report.documents()).isPositive();
        assertThat(report.vectors()).isPositive();
        assertThat(report.duplicates()).isPositive();
    }

    private static int qdrantPort() {
        String url = System.getProperty("qdrant.url", "");
        return url.isEmpty() ? 0 : URI.create(url).getPort();
    }

    /** Says what happens, so that a failure's output tells what came before. */
    private static final class Said implements Progress {
        @Override
        public void say(String line) {
            System.out.println("NemesisIT: " + line);
        }

        @Override
        public void at(long done, long total) {}

        @Override
        public void close() {}
    }
}

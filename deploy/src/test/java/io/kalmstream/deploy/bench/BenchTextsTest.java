package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTextsTest {
    private static final Path SAMPLES = Path.of("samples");

    @Test
    void read_twice_answersTheSame() throws IOException {
        assertThat(BenchTexts.read(SAMPLES)).isEqualTo(BenchTexts.read(SAMPLES));
    }

    @Test
    void read_samples_answersEventsAndAsManyComposedTexts() throws IOException {
        List<String> texts = BenchTexts.read(SAMPLES);

        assertThat(texts).hasSizeBetween(900, 1100).noneMatch(String::isBlank);
        assertThat(texts).contains("Yellow children's raincoat, ages 3-8.");
        assertThat(texts.stream().mapToInt(text -> text.strip().split("\\s+").length))
                .allMatch(words -> words <= 400);
    }
}

package io.kalmstream.encoder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NearestQuestionTest {
    private static final Path EXAMPLE = Path.of("src/test/java/io/kalmstream/encoder/examples/NearestQuestion.java");
    private static final Path README = Path.of("../README.md");

    @Test
    void scores_example_findsTheDocumentThatAnswers() {
        float[] scores = NearestQuestion.scores();

        assertThat(scores[0]).isGreaterThan(0.4f);
        assertThat(scores[1]).isLessThan(0.3f);
        assertThat(scores[2]).isLessThan(0.3f);
    }

    @Test
    void readme_snippet_isTheExampleThatWasCompiled() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE);
        int begin = index(lines, "// README: begin");
        int end = index(lines, "// README: end");
        String snippet = lines.subList(begin + 1, end).stream()
                .collect(Collectors.joining("\n"))
                .stripIndent();

        assertThat(Files.readString(README)).contains("```java\n" + snippet);
    }

    private static int index(List<String> lines, String mark) {
        return lines.stream().map(String::strip).toList().indexOf(mark);
    }
}

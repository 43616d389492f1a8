package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryFileTest {
    @TempDir
    Path folder;

    @Test
    void shown_answersTheMarkedOnes_upToTheLimit() throws IOException {
        Path file = Files.writeString(folder.resolve("queries.jsonl"), """
            {"query": "hidden", "tenant": "acme", "expected_id": "a"}
            {"query": "first", "tenant": "acme", "expected_id": "b", "show": true}

            {"query": "second", "expected_id": "c", "show": true}
            {"query": "third", "tenant": "", "expected_id": "d", "show": true}
            """);
        assertThat(QueryFile.shown(file, 2))
                .containsExactly(new ExampleQuery("first", "acme"), new ExampleQuery("second", null));
    }

    @Test
    void shown_fails_onABrokenLine() throws IOException {
        Path file = Files.writeString(folder.resolve("queries.jsonl"), "{");
        assertThatThrownBy(() -> QueryFile.shown(file, 3)).isInstanceOf(UncheckedIOException.class);
    }
}

package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExampleTextsTest {
    @Test
    void of_takesBeginningsAtASpace() {
        assertThat(ExampleTexts.of(List.of(point("word ".repeat(50))), 3))
                .containsExactly(new ExampleQuery("word ".repeat(24).strip(), "north"));
    }

    @Test
    void of_textWithoutSpaces_cutsNoCharacterInTwo() {
        String text = "\uD83C\uDF45".repeat(200);

        assertThat(ExampleTexts.of(List.of(point(text)), 3))
                .singleElement()
                .satisfies(query -> assertThat(text).startsWith(query.text()))
                .satisfies(query -> assertThat(query.text().length() % 2).isZero());
    }

    @Test
    void of_pointsWithoutText_areLeftOut() {
        assertThat(ExampleTexts.of(List.of(point(null), point("short")), 3))
                .containsExactly(new ExampleQuery("short", "north"));
    }

    private static StoredPoint point(@Nullable String text) {
        return new StoredPoint(
                new DocumentKey("north", "1"),
                text,
                "hash",
                "model@1",
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                new Point.Source("events", 0, 0),
                null,
                null);
    }
}

package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<String> TEXTS = List.of("plain words", "z\u00FCrich \u65E5\u672C \uD83D\uDE00");
    private static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://bench-events");

    @Test
    void next_ofSize_isAlwaysThatLongAndNeverTheSame() {
        try (SchemaRegistryClient registry = SchemaRegistries.open(REGISTRY);
                RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, REGISTRY, false)) {
            BenchEvents events = new BenchEvents.OfSize(TEXTS, 600, event -> bytes(serializer, event));
            Set<String> texts = new HashSet<>();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                TextEvent event = events.next(NOW);
                assertThat(bytes(serializer, event)).isEqualTo(600);
                texts.add(event.getText());
                ids.add(event.getId());
            }
            assertThat(texts).hasSize(1_000);
            assertThat(ids).hasSize(1_000);
        }
    }

    private static int bytes(RegistryAvroSerializer serializer, TextEvent event) {
        byte[] value = serializer.serialize("events", event);
        return value == null ? 0 : value.length;
    }

    @Test
    void next_ofTexts_repeatsThemInAnotherTenant() {
        BenchEvents events = new BenchEvents.OfTexts(TEXTS, "run");

        List<TextEvent> four = List.of(events.next(NOW), events.next(NOW), events.next(NOW), events.next(NOW));

        assertThat(four)
                .extracting(TextEvent::getText)
                .containsExactly(TEXTS.get(0), TEXTS.get(1), TEXTS.get(0), TEXTS.get(1));
        assertThat(four).extracting(TextEvent::getTenant).containsExactly("run-0", "run-0", "run-1", "run-1");
    }
}

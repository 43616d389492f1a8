package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.DuplicateKind;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoredPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuplicatesTest {
    @TempDir
    Path state;

    private PipelineDriver pipeline;

    @BeforeEach
    void open() {
        pipeline = new PipelineDriver(state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void forward_duplicateOfEarlierWindow() {
        pipeline.send("acme", "a", "same words", Map.of());
        pipeline.drain();
        assertThat(pipeline.duplicates()).isEmpty();
        pipeline.send("acme", "b", "same  words", Map.of());
        pipeline.drain();

        DuplicateFound found = pipeline.duplicates().getFirst();
        assertThat(found.getId()).isEqualTo("b");
        assertThat(found.getDuplicateOf()).isEqualTo("a");
        assertThat(found.getKind()).isEqualTo(DuplicateKind.EXACT);
        assertThat(found.getScore()).isBetween(0.999, 1.001);
        assertThat(found.getTenant()).isEqualTo("acme");
        assertThat(found.getModel()).isEqualTo("testing@1");
        assertThat(found.getOccurredAt()).isEqualTo(PipelineDriver.OCCURRED);
        assertThat(pipeline.listener.duplicates()).containsExactly(new DocumentKey("acme", "b"));
        assertThat(marked("acme", "b")).isTrue();
        assertThat(marked("acme", "a")).isFalse();
    }

    @Test
    void forward_duplicateOfSameWindow() {
        pipeline.send("b", "same words");
        pipeline.send("a", "same words");
        pipeline.send("c", "other words");
        pipeline.drain();

        assertThat(pipeline.duplicates()).singleElement().satisfies(found -> {
            assertThat(found.getId()).isEqualTo("b");
            assertThat(found.getDuplicateOf()).isEqualTo("a");
        });
    }

    @Test
    void forward_nothingAcrossTenants() {
        pipeline.send("x", "a", "same words", Map.of());
        pipeline.send("y", "b", "same words", Map.of());
        pipeline.drain();
        assertThat(pipeline.duplicates()).isEmpty();
    }

    private boolean marked(String tenant, String id) {
        StoredPoint point = pipeline.store
                .get(List.of(new DocumentKey(tenant, id)))
                .getFirst()
                .orElseThrow();
        return point.duplicate() != null;
    }
}

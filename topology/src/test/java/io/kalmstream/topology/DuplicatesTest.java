package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.DuplicateKind;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    @Test
    void forward_originalDeleted_theOthersFollowTheEarliestLeft() {
        pipeline.send("acme", "a", "same words", Map.of());
        pipeline.send("acme", "b", "same words", Map.of());
        pipeline.send("acme", "c", "same words", Map.of());
        pipeline.drain();
        assertThat(leaders()).containsExactly(entry("a", "-"), entry("b", "a"), entry("c", "a"));
        pipeline.duplicates();

        pipeline.delete("acme", "a");
        pipeline.drain();

        assertThat(leaders()).containsExactly(entry("b", "-"), entry("c", "b"));
        assertThat(pipeline.duplicates()).last().satisfies(found -> {
            assertThat(found.getId()).isEqualTo("c");
            assertThat(found.getDuplicateOf()).isEqualTo("b");
        });
    }

    @Test
    void forward_originalChanged_theOthersFollowTheEarliestLeft() {
        pipeline.send("acme", "a", "same words", Map.of());
        pipeline.send("acme", "b", "same words", Map.of());
        pipeline.send("acme", "c", "same words", Map.of());
        pipeline.drain();

        pipeline.send("acme", "a", "quite another text", Map.of());
        pipeline.drain();

        assertThat(leaders()).containsExactly(entry("a", "-"), entry("b", "-"), entry("c", "b"));
    }

    @Test
    void forward_policySkip_toldOfAndNotStored_lookedAtAgainWhenItComesAgain() {
        pipeline.close();
        pipeline = new PipelineDriver(
                state.resolve("skip"), PipelineDriver.settings(new DuplicateRules(Policy.SKIP, 0.95, 10)));
        pipeline.send("acme", "a", "same words", Map.of());
        pipeline.send("acme", "b", "same words", Map.of());
        pipeline.drain();

        assertThat(leaders()).containsExactly(entry("a", "-"));
        assertThat(pipeline.duplicates())
                .singleElement()
                .satisfies(found -> assertThat(found.getId()).isEqualTo("b"));
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.SKIPPED);

        pipeline.delete("acme", "a");
        pipeline.send("acme", "b", "same words", Map.of());
        pipeline.drain();

        assertThat(leaders()).containsExactly(entry("b", "-"));
    }

    private SortedMap<String, String> leaders() {
        SortedMap<String, String> leaders = new TreeMap<>();
        try (Stream<StoredPoint> all = pipeline.store.all()) {
            all.forEach(point -> leaders.put(
                    point.key().id(),
                    point.duplicate() == null ? "-" : point.duplicate().of()));
        }
        return leaders;
    }

    private boolean marked(String tenant, String id) {
        StoredPoint point = pipeline.store
                .get(List.of(new DocumentKey(tenant, id)))
                .getFirst()
                .orElseThrow();
        return point.duplicate() != null;
    }
}

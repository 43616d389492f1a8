package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.event.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InFlightWindowsTest {
    private static final ModelCard MODEL = new ModelCard("testing", "1", 2, 100);
    private static final List<EncodeOutcome> VECTOR = List.of(new EncodeOutcome.Encoded(new float[] {1, 0}, 3, false));

    private final StoreBreaker breaker =
            new StoreBreaker(() -> new VectorStore.Health(true, "up"), _ -> {}, Runnable::run, () -> 0);
    private final TestingVectorStore store = new TestingVectorStore(new CollectionSpec("documents", 2, MODEL.stamp()));
    private final List<CompletableFuture<List<EncodeOutcome>>> device = new ArrayList<>();
    private final StoreGate gate = new StoreGate();
    private final StoreStage stage = new StoreStage(
            new StoreCalls(store, gate, breaker, () -> new Fence("kalm/0", 1, 1)),
            (_, _) -> List.of(),
            Policy.MARK,
            new ChangeWriter(MODEL, true),
            gate,
            breaker,
            _ -> {},
            InstantSource.fixed(Instant.EPOCH));
    private final InFlightWindows windows = new InFlightWindows(
            _ -> {
                CompletableFuture<List<EncodeOutcome>> answer = new CompletableFuture<>();
                device.add(answer);
                return answer;
            },
            stage,
            Runnable::run);

    @BeforeEach
    void create() {
        store.ensureCollection();
    }

    @Test
    void store_inOrderWhateverTheDeviceDoes() {
        windows.start(plan("a"));
        windows.start(plan("b"));
        device.get(1).complete(VECTOR);
        assertThat(windows.pollDone()).isEmpty();
        assertThat(store.history()).isEmpty();

        device.get(0).complete(VECTOR);
        assertThat(store.history()).extracting(change -> change.key().id()).containsExactly("a", "b");
        assertThat(windows.pollDone()).isPresent();
        assertThat(windows.pollDone()).isPresent();
        assertThat(windows.rows()).isZero();
        assertThat(windows.bytes()).isZero();
    }

    @Test
    void store_windowWithoutTextsAfterThoseBeforeIt() {
        windows.start(plan("a"));
        DocumentKey key = new DocumentKey("", "a");
        Work delete = new Work.Remove(Rows.row(new Decoded.Deletion("a", "")), key);
        windows.start(new WindowPlan(List.of(delete), List.of(), Map.of(), List.of(), List.of(), List.of()));
        assertThat(windows.contains(key)).isTrue();

        device.getFirst().complete(VECTOR);
        assertThat(store.history()).last().isEqualTo(new Change.Delete(key));
        assertThat(windows.pollDone()).isPresent();
        assertThat(windows.contains(key)).isTrue();
        assertThat(windows.pollDone()).isPresent();
        assertThat(windows.contains(key)).isFalse();
    }

    @Test
    void keepBefore_holdsTheRowUntilTheWindowIsDone() {
        windows.start(plan("a"));
        DocumentKey deleted = new DocumentKey("", "b");
        windows.start(new WindowPlan(
                List.of(new Work.Remove(Rows.row(new Decoded.Deletion("b", "")), deleted)),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of()));
        Row first = Rows.document(new DocumentKey("", "a"), "before");
        Row second = Rows.document(deleted, "before a deletion");
        int rows = windows.rows();

        assertThat(windows.keepBefore(new DocumentKey("", "c"), first)).isFalse();
        assertThat(windows.keepBefore(new DocumentKey("", "a"), first)).isTrue();
        assertThat(windows.keepBefore(deleted, second)).isTrue();
        assertThat(windows.rows()).isEqualTo(rows + 2);

        device.getFirst().complete(VECTOR);
        assertThat(windows.pollDone()
                        .orElseThrow()
                        .before(new DocumentKey("", "a"))
                        .rows())
                .containsExactly(first);
        assertThat(windows.pollDone().orElseThrow().overtaken()).containsExactly(second);
        assertThat(windows.rows()).isZero();
        assertThat(windows.bytes()).isZero();
    }

    @Test
    void fail_withEveryWindowBehind() {
        windows.start(plan("a"));
        windows.start(plan("b"));
        device.get(1).complete(VECTOR);
        device.get(0).completeExceptionally(new EncoderException("scripted"));

        assertThat(windows.awaitHead(Duration.ZERO)).isTrue();
        assertThatThrownBy(windows::pollDone)
                .isInstanceOf(EncoderException.class)
                .hasMessage("scripted");
        assertThat(store.history()).isEmpty();
    }

    @Test
    void fail_whenDeviceLosesRows() {
        windows.start(plan("a"));
        device.getFirst().complete(List.of());
        assertThatThrownBy(windows::pollDone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 texts were sent to the device, 0 came back");
    }

    @Test
    void cancel_storesNothingMore() {
        windows.start(plan("a"));
        windows.cancel();
        assertThat(device.getFirst()).isCancelled();
        assertThat(store.history()).isEmpty();
    }

    @Test
    void store_nothingOnceTheGateIsClosed() {
        windows.start(plan("a"));
        assertThat(gate.close(Duration.ZERO)).isTrue();
        device.getFirst().complete(VECTOR);
        assertThat(store.history()).isEmpty();
    }

    private static WindowPlan plan(String id) {
        Row row = Rows.document(new DocumentKey("", id), "some words");
        Decoded.Document document = (Decoded.Document) row.decoded();
        Work work = new Work.Encode(row, document, Fingerprint.of(document, MODEL.stamp(), "collection", 0), 0);
        return new WindowPlan(List.of(work), List.of(document.text()), Map.of(), List.of(), List.of(), List.of());
    }
}

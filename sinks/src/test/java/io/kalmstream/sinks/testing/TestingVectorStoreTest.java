package io.kalmstream.sinks.testing;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TestingVectorStoreTest {
    private final TestingVectorStore store = new TestingVectorStore(new CollectionSpec("c", 2, Samples.MODEL));

    @BeforeEach
    void setUp() {
        store.ensureCollection();
    }

    @Test
    void failNext_failsSoOften_thenWorks() {
        store.failNext(2, StoreException.Fault.WORLD);

        assertThatThrownBy(() -> store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isInstanceOf(StoreException.class);
        assertThat(store.health().up()).isFalse();
        assertThatThrownBy(store::count).isInstanceOf(StoreException.class);
        assertThat(store.count()).isZero();
        assertThat(store.health().up()).isTrue();
    }

    @Test
    void failNext_untilHealed() {
        store.failNext(Integer.MAX_VALUE, StoreException.Fault.WORLD);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(store::count).isInstanceOf(StoreException.class);
        }

        store.heal();

        assertThat(store.count()).isZero();
    }

    @Test
    void loseReplies_appliesAndFails() {
        store.loseReplies(1);

        assertThatThrownBy(() -> store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isInstanceOf(StoreException.class);

        assertThat(store.count()).isEqualTo(1);
        assertThat(store.apply(fence(), List.of(upsert("a", 1, 0)))).isEqualTo(new StoreReply.Applied());
        assertThat(store.calls()).hasSize(2);
    }

    @Test
    void refuse_onlyThatKey() {
        store.refuse(key("b"), "because");

        StoreReply reply = store.apply(fence(), List.of(upsert("a", 1, 0), upsert("b", 1, 0), upsert("c", 1, 0)));

        assertThat(reply).isEqualTo(new StoreReply.Refused(List.of(new StoreReply.Refused.Row(1, "because"))));
        assertThat(store.history()).extracting(Change::key).containsExactly(key("a"), key("c"));
        assertThat(store.point(key("b"))).isEmpty();
    }

    @Test
    void hold_untilOpened() {
        Gate gate = store.hold();
        CompletableFuture<StoreReply> reply =
                CompletableFuture.supplyAsync(() -> store.apply(fence(), List.of(upsert("a", 1, 0))));
        gate.awaitArrivals(1, Duration.ofSeconds(10));
        assertThat(store.history()).isEmpty();

        gate.open();

        assertThat(reply.join()).isEqualTo(new StoreReply.Applied());
    }
}

package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the adapter makes of a collection that is not as it left it, or a server that fails while it looks. */
final class CollectionFaultsIT {
    private static final CollectionSpec SPEC = new CollectionSpec("docs", 2, Samples.MODEL);

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedQdrant server;
    private final QdrantStore store;

    CollectionFaultsIT() throws IOException {
        server = new ScriptedQdrant();
        store = store(SPEC.name());
    }

    @BeforeEach
    void setUp() {
        store.ensureCollection();
    }

    @AfterEach
    void tearDown() {
        store.close();
        server.close();
    }

    @Test
    void ensureCollection_indexRefused_isConfiguration() {
        server.indexes().clear();
        server.refuseIndexesWith("Bad request: Limit exceeded 1 > 0 for \"max_payload_index_count\"");

        assertThatThrownBy(store::ensureCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION))
                .hasMessageContaining("tenant");
    }

    @Test
    void ensureCollection_indexesComeFirst() {
        assertThat(server.indexes())
                .containsExactlyInAnyOrder(
                        "tenant",
                        "duplicate_of",
                        "text_hash",
                        "occurred_at",
                        "text_at",
                        "writer",
                        "writer_epoch",
                        "writer_sequence");
    }

    @Test
    void checkCollection_indexesMissing_addsNone() {
        server.indexes().clear();

        store.checkCollection();

        assertThat(server.indexes()).isEmpty();
    }

    @Test
    void ensureCollection_indexesMissing_addsThem() {
        server.indexes().clear();

        store.ensureCollection();

        assertThat(server.indexes()).isNotEmpty();
    }

    @Test
    void ensureCollection_withoutIdentity_isGivenOne() {
        forgetIdentity();

        String identity = store.ensureCollection();

        assertThat(store.ensureCollection()).isEqualTo(identity);
        assertThat(server.collection(SPEC.name())
                        .getConfig()
                        .getMetadataOrThrow(CollectionGuard.IDENTITY)
                        .getStringValue())
                .isEqualTo(identity);
        assertThat(server.collection(SPEC.name()).getConfig().getMetadataMap())
                .containsKey(CollectionGuard.MODEL_STAMP);
    }

    @Test
    void ensureCollection_identityForbidden_placeStandsIn() {
        forgetIdentity();
        server.forbidCollectionUpdates();

        assertThat(store.ensureCollection()).isEqualTo(server.url() + "/docs");
    }

    @Test
    void ensureCollection_otherWorkerIsFaster() {
        try (QdrantStore probe = store("template")) {
            probe.ensureCollection();
        }
        server.othersAreFaster(server.collection("template"));

        try (QdrantStore late = store("contended")) {
            late.ensureCollection();
        }
    }

    @Test
    void ensureCollection_serverComesUpLate() {
        server.fail(Status.UNAVAILABLE, Status.UNAVAILABLE);

        store.ensureCollection();

        assertThat(ticker.pauses()).hasSize(2);
    }

    private void forgetIdentity() {
        CollectionInfo info = server.collection(SPEC.name());
        server.collection(
                SPEC.name(),
                info.toBuilder()
                        .setConfig(info.getConfig().toBuilder().removeMetadata(CollectionGuard.IDENTITY))
                        .build());
    }

    private QdrantStore store(String collection) {
        CollectionSpec spec = new CollectionSpec(collection, SPEC.dimensions(), SPEC.model());
        return new QdrantStore(
                spec, QdrantSettings.of(server.url(), null), new CountDownLatch(1), ticker, new Random(1));
    }
}

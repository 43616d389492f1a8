package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link VectorStore} does about its collection and its own life. */
interface CollectionContract extends OpenedStore {
    @Test
    default void ensureCollection_again() {
        apply(upsert("a", 1, 0, 0, 0));

        store().ensureCollection();
        client(spec()).ensureCollection();

        assertThat(store().count()).isEqualTo(1);
    }

    @Test
    default void ensureCollection_identity_isTheCollections() {
        CollectionSpec other = new CollectionSpec("contract-other-" + UUID.randomUUID(), 4, spec().model());
        String identity = store().ensureCollection();

        assertThat(identity).isNotBlank();
        assertThat(client(spec()).ensureCollection()).isEqualTo(identity);
        try {
            assertThat(client(other).ensureCollection()).isNotEqualTo(identity);
        } finally {
            drop(other.name());
        }
    }

    @Test
    default void ensureCollection_madeAnew_hasAnotherIdentity() {
        String identity = store().ensureCollection();
        drop(spec().name());

        assertThat(store().ensureCollection()).isNotEqualTo(identity);
        assertThat(store().count()).isZero();
    }

    @Test
    default void ensureCollection_otherDimensions_namesBoth() {
        VectorStore other = client(new CollectionSpec(spec().name(), 8, spec().model()));

        assertThatThrownBy(other::ensureCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining("4")
                .hasMessageContaining("8")
                .hasMessageContaining(spec().name());
    }

    @Test
    default void ensureCollection_otherModel_namesBoth() {
        VectorStore other = client(new CollectionSpec(spec().name(), 4, "other@2"));

        assertThatThrownBy(other::ensureCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining(Samples.MODEL)
                .hasMessageContaining("other@2");
    }

    @Test
    default void checkCollection_asConfigured_changesNothing() {
        apply(upsert("a", 1, 0, 0, 0));

        client(spec()).checkCollection();

        assertThat(store().count()).isEqualTo(1);
    }

    @Test
    default void checkCollection_missing_namesItAndCreatesNone() {
        CollectionSpec missing = new CollectionSpec("contract-none-" + UUID.randomUUID(), 4, spec().model());
        VectorStore other = client(missing);

        assertThatThrownBy(other::checkCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining(missing.name());
        assertThat(other.health().up()).isFalse();
    }

    @Test
    default void checkCollection_otherModel_namesBoth() {
        VectorStore other = client(new CollectionSpec(spec().name(), 4, "other@2"));

        assertThatThrownBy(other::checkCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining(Samples.MODEL)
                .hasMessageContaining("other@2");
    }

    @Test
    default void apply_collectionMissing() {
        VectorStore other = client(new CollectionSpec("contract-none-" + UUID.randomUUID(), 4, spec().model()));

        assertThatThrownBy(() -> other.apply(fence(), List.of(upsert("a", 1, 0, 0, 0))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION));
        assertThat(other.health().up()).isFalse();
    }

    @Test
    default void health_up() {
        assertThat(store().health().up()).isTrue();
    }

    @Test
    default void close_callsAfterwards() {
        store().close();

        assertThatIllegalStateException().isThrownBy(() -> store().count());
        assertThat(store().health().up()).isFalse();
    }
}

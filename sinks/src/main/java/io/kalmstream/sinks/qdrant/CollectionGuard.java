package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.StoreException;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the collection, or makes sure that the one that is there is the one we mean. Its name may be an alias. What merely tunes an
 * existing one is reported and left as it is.
 */
final class CollectionGuard {
    static final String MODEL_STAMP = "kalmstream.model";
    static final String IDENTITY = "kalmstream.collection";

    private static final Logger LOG = LoggerFactory.getLogger(CollectionGuard.class);

    private final CollectionSpec spec;
    private final CollectionSettings wanted;
    private final QdrantSettings settings;
    private final CollectionCalls calls;
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile RequestLimits limits;

    CollectionGuard(CollectionSpec spec, CollectionSettings wanted, QdrantSettings settings, CollectionCalls calls) {
        this.spec = spec;
        this.wanted = wanted;
        this.settings = settings;
        this.calls = calls;
        this.limits = RequestLimits.of(settings);
    }

    /**
     * Two workers may come here at the same moment: who creates it does not matter, both check it afterwards.
     *
     * @return the collection's identity
     */
    String ensure() {
        if (calls.info().isEmpty()) {
            create();
        }
        CollectionInfo found = check();
        for (PayloadIndex index : FieldIndexes.of(wanted.payload())) {
            if (!found.containsPayloadSchema(index.field())) {
                calls.index(FieldIndexes.request(spec.name(), index, wanted.payload()));
            }
        }
        ensureAlias();
        report(found);
        return identity(found).orElseGet(this::identify);
    }

    /** What a worker does with a collection that is not there. */
    void create() {
        calls.create(CollectionRequests.create(spec, wanted, newIdentity()));
    }

    private void ensureAlias() {
        String alias = wanted.alias();
        if (alias == null) {
            return;
        }
        switch (new AliasGuard(spec.name(), calls).ensure(alias)) {
            case AliasGuard.State.Ours _ -> {}
            case AliasGuard.State.Free _ ->
                throw new StoreException(
                        StoreException.Fault.WORLD,
                        "alias '%s' at %s was created and is gone; somebody else removes it"
                                .formatted(alias, settings.url()),
                        null);
            case AliasGuard.State.Elsewhere(String target, String real) ->
                throw new StoreException(
                        StoreException.Fault.CONFIGURATION,
                        ("alias '%s' at %s points to collection '%s', configured is '%s', and it is not moved from"
                                        + " here: move it yourself once '%s' is filled, or leave %s out until then")
                                .formatted(alias, settings.url(), target, real, real, CollectionSetting.ALIAS.key()),
                        null);
            case AliasGuard.State.Taken _ ->
                throw new StoreException(
                        StoreException.Fault.CONFIGURATION,
                        "%s is '%s', which is the name of a collection at %s; choose another"
                                .formatted(CollectionSetting.ALIAS.key(), alias, settings.url()),
                        null);
        }
    }

    /** Once, however often a worker looks for its collection. */
    private void report(CollectionInfo found) {
        if (!reported.compareAndSet(false, true)) {
            return;
        }
        for (Difference difference : Difference.of(wanted, found)) {
            LOG.warn(
                    "Collection '{}' at {}: {} is configured as {}, found is {}, which stays; {}",
                    spec.name(),
                    settings.url(),
                    difference.setting().key(),
                    difference.wanted(),
                    difference.found(),
                    difference.setting().isChangeable()
                            ? "`kalmstream collection apply` changes it"
                            : "only another collection can have it");
        }
    }

    private static Optional<String> identity(CollectionInfo found) {
        Value identity = found.getConfig().getMetadataOrDefault(IDENTITY, Value.getDefaultInstance());
        return identity.hasStringValue() ? Optional.of(identity.getStringValue()) : Optional.empty();
    }

    /** Of two workers that do this at once the later one wins; the other's documents count as unknown from its next start on. */
    private String identify() {
        UpdateCollection request = UpdateCollection.newBuilder()
                .setCollectionName(spec.name())
                .putMetadata(IDENTITY, newIdentity())
                .build();
        try {
            calls.updateOrRefuse("identification", request);
        } catch (Refusal e) {
            LOG.warn("{} was refused: {}", calls.what("identification"), e.getMessage());
        } catch (StoreException e) {
            if (e.fault() != StoreException.Fault.CONFIGURATION) {
                throw e;
            }
            LOG.warn("{}", e.getMessage());
        }
        return identity(check()).orElseGet(this::place);
    }

    /** Stands in for an identity: whether a collection of this name is still the same one it cannot say. */
    private String place() {
        LOG.warn(
                "Collection '{}' at {} has no identity ('{}' in its metadata): that it was dropped and made anew would"
                        + " go unnoticed, and documents that do not change would stay missing",
                spec.name(),
                settings.url(),
                IDENTITY);
        return settings.url() + "/" + spec.name();
    }

    static Value newIdentity() {
        return ValueFactory.value(UUID.randomUUID().toString());
    }

    /** @throws StoreException (CONFIGURATION) it is missing or not what we expect */
    CollectionInfo check() {
        CollectionInfo found =
                calls.info().orElseThrow(() -> wrong("does not exist", "create it by starting a worker"));
        Mismatch.of(spec, found).ifPresent(difference -> {
            throw wrong(difference, "point the worker to another collection, or configure it as this one was made");
        });
        limits = RequestLimits.of(settings).within(found.getConfig().getStrictModeConfig());
        return found;
    }

    /** As configured, until the collection has been looked at. */
    RequestLimits limits() {
        return limits;
    }

    private StoreException wrong(String difference, String remedy) {
        return new StoreException(
                StoreException.Fault.CONFIGURATION,
                "collection '%s' at %s %s; %s".formatted(spec.name(), settings.url(), difference, remedy),
                null);
    }
}

package io.kalmstream.sinks.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.StoreException;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the collection, or makes sure that the one that is there is the one we mean. Its name may be an alias. */
final class CollectionGuard {
    static final String MODEL_STAMP = "kalmstream.model";
    static final String IDENTITY = "kalmstream.collection";

    private static final Logger LOG = LoggerFactory.getLogger(CollectionGuard.class);

    private final CollectionSpec spec;
    private final QdrantSettings settings;
    private final QdrantConnection connection;
    private final Retries retries;
    private volatile RequestLimits limits;

    CollectionGuard(CollectionSpec spec, QdrantSettings settings, QdrantConnection connection, Retries retries) {
        this.spec = spec;
        this.settings = settings;
        this.connection = connection;
        this.retries = retries;
        this.limits = RequestLimits.of(settings);
    }

    /**
     * Two workers may come here at the same moment: who creates it does not matter, both check it afterwards.
     *
     * @return the collection's identity
     */
    String ensure() {
        if (info().isEmpty()) {
            create();
        }
        CollectionInfo found = check();
        for (CreateFieldIndexCollection index : indexes()) {
            if (!found.containsPayloadSchema(index.getFieldName())) {
                create(index);
            }
        }
        return identity(found).orElseGet(this::identify);
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
            retries.callOrRefuse(
                    what("identification"), () -> connection.collections().update(request));
        } catch (Refusal e) {
            LOG.warn("{} was refused: {}", what("identification"), e.getMessage());
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

    private static Value newIdentity() {
        return ValueFactory.value(UUID.randomUUID().toString());
    }

    /** @throws StoreException (CONFIGURATION) it is missing or not what we expect */
    CollectionInfo check() {
        CollectionInfo found = info().orElseThrow(() -> wrong("does not exist", "create it by starting a worker"));
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

    private Optional<CollectionInfo> info() {
        GetCollectionInfoRequest request = GetCollectionInfoRequest.newBuilder()
                .setCollectionName(spec.name())
                .build();
        return retries.call(what("check"), () -> {
            try {
                return Optional.of(connection.collections().get(request).getResult());
            } catch (StatusRuntimeException e) {
                return whenCode(e, Status.Code.NOT_FOUND, Optional::<CollectionInfo>empty);
            }
        });
    }

    private void create() {
        CreateCollection request = CreateCollection.newBuilder()
                .setCollectionName(spec.name())
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder()
                                .putMap(
                                        CollectionSpec.VECTOR,
                                        VectorParams.newBuilder()
                                                .setSize(spec.dimensions())
                                                .setDistance(Distance.Cosine)
                                                .build())))
                .putMetadata(MODEL_STAMP, ValueFactory.value(spec.model()))
                .putMetadata(IDENTITY, newIdentity())
                .build();
        try {
            retries.callOrRefuse(what("creation"), () -> {
                try {
                    return connection.collections().create(request).getResult();
                } catch (StatusRuntimeException e) {
                    return whenCode(e, Status.Code.ALREADY_EXISTS, () -> true);
                }
            });
        } catch (Refusal e) {
            // Servers have also called it an invalid argument that somebody else was faster.
            if (info().isEmpty()) {
                throw new StoreException(
                        StoreException.Fault.CONFIGURATION, what("creation") + " was refused: " + e.getMessage(), e);
            }
        }
    }

    private void create(CreateFieldIndexCollection index) {
        String what = what("index on '" + index.getFieldName() + "'");
        try {
            retries.callOrRefuse(what, () -> connection.points().createFieldIndex(index));
        } catch (Refusal e) {
            throw new StoreException(StoreException.Fault.CONFIGURATION, what + " was refused: " + e.getMessage(), e);
        }
    }

    /** One for every field in a condition of ours: strict mode may demand that. */
    private List<CreateFieldIndexCollection> indexes() {
        CreateFieldIndexCollection tenant = index(PayloadFields.TENANT, FieldType.FieldTypeKeyword).toBuilder()
                .setFieldIndexParams(PayloadIndexParams.newBuilder()
                        .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(true)))
                .build();
        return List.of(
                tenant,
                index(PayloadFields.DUPLICATE_OF, FieldType.FieldTypeKeyword),
                index(PayloadFields.TEXT_HASH, FieldType.FieldTypeKeyword),
                index(PayloadFields.OCCURRED_AT, FieldType.FieldTypeDatetime),
                index(PayloadFields.TEXT_AT, FieldType.FieldTypeDatetime),
                index(PayloadFields.WRITER, FieldType.FieldTypeKeyword),
                index(PayloadFields.WRITER_EPOCH, FieldType.FieldTypeInteger),
                index(PayloadFields.WRITER_SEQUENCE, FieldType.FieldTypeInteger));
    }

    private CreateFieldIndexCollection index(String field, FieldType type) {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(spec.name())
                .setFieldName(field)
                .setFieldType(type)
                .setWait(true)
                .build();
    }

    private static <T> T whenCode(StatusRuntimeException failure, Status.Code expected, Supplier<T> answer) {
        if (failure.getStatus().getCode() == expected) {
            return answer.get();
        }
        throw failure;
    }

    private StoreException wrong(String difference, String remedy) {
        return new StoreException(
                StoreException.Fault.CONFIGURATION,
                "collection '%s' at %s %s; %s".formatted(spec.name(), settings.url(), difference, remedy),
                null);
    }

    private String what(String call) {
        return call + " of collection '" + spec.name() + "' at " + settings.url();
    }
}

package io.kalmstream.sinks.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.JsonWithInt.Value;

/** Opens a collection of KalmStream's as it is, whatever its model: for those who read it by ids. */
public final class FoundCollection {
    private FoundCollection() {}

    /**
     * @return to be closed
     * @throws StoreException the server is not there (WORLD), or the collection is not, or is not ours (CONFIGURATION)
     */
    public static VectorStore open(String name, QdrantSettings settings) {
        CollectionInfo info;
        try (QdrantConnection connection = new QdrantConnection(settings)) {
            info = connection
                    .collections()
                    .get(GetCollectionInfoRequest.newBuilder()
                            .setCollectionName(name)
                            .build())
                    .getResult();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new StoreException(
                        StoreException.Fault.CONFIGURATION,
                        "collection '%s' does not exist at %s".formatted(name, settings.url()),
                        e);
            }
            throw new StoreException(
                    fault(e), "%s does not answer: %s".formatted(settings.url(), StatusMap.words(e)), e);
        }
        return new QdrantStore(spec(name, info, settings), settings);
    }

    private static StoreException.Fault fault(StatusRuntimeException failure) {
        return switch (StatusMap.reaction(failure)) {
            case Reaction.Fail(StoreException.Fault fault) -> fault;
            case Reaction.Retry _, Reaction.RetryFew _ -> StoreException.Fault.WORLD;
            case Reaction.Bisect _ -> StoreException.Fault.BUG;
        };
    }

    private static CollectionSpec spec(String name, CollectionInfo info, QdrantSettings settings) {
        VectorParams vector = info.getConfig()
                .getParams()
                .getVectorsConfig()
                .getParamsMap()
                .getMapOrDefault(CollectionSpec.VECTOR, VectorParams.getDefaultInstance());
        String model = info.getConfig()
                .getMetadataMap()
                .getOrDefault(CollectionGuard.MODEL_STAMP, Value.getDefaultInstance())
                .getStringValue();
        if (vector.getSize() == 0 || model.isEmpty()) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION,
                    "collection '%s' at %s is not KalmStream's: it has no vector named '%s', or no model stamp"
                            .formatted(name, settings.url(), CollectionSpec.VECTOR),
                    null);
        }
        return new CollectionSpec(name, (int) vector.getSize(), model);
    }
}

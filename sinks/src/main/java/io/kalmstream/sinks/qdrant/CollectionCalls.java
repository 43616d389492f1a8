package io.kalmstream.sinks.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.StoreException;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What can be asked of a server about one collection, with the retries of every call. */
final class CollectionCalls {
    private final String collection;
    private final String url;
    private final QdrantConnection connection;
    private final Retries retries;

    /** @param collection its name, or an alias of it */
    CollectionCalls(String collection, String url, QdrantConnection connection, Retries retries) {
        this.collection = collection;
        this.url = url;
        this.connection = connection;
        this.retries = retries;
    }

    /** Empty where there is no such collection. */
    Optional<CollectionInfo> info() {
        return info(collection);
    }

    /** Empty where there is no such collection. */
    Optional<CollectionInfo> info(String nameOrAlias) {
        GetCollectionInfoRequest request = GetCollectionInfoRequest.newBuilder()
                .setCollectionName(nameOrAlias)
                .build();
        return retries.call(what("check"), () -> {
            try {
                return Optional.of(connection.collections().get(request).getResult());
            } catch (StatusRuntimeException e) {
                return whenCode(e, Status.Code.NOT_FOUND, Optional::<CollectionInfo>empty);
            }
        });
    }

    /** Somebody else may be faster: that is no failure. */
    void create(CreateCollection request) {
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
                throw refused("creation", e);
            }
        }
    }

    void update(UpdateCollection request) {
        require("change", () -> connection.collections().update(request));
    }

    /** What the update is for may be done without: a refusal is the caller's to judge. */
    void updateOrRefuse(String purpose, UpdateCollection request) throws Refusal {
        retries.callOrRefuse(what(purpose), () -> connection.collections().update(request));
    }

    /** Builds it, or builds it anew where it is otherwise. */
    void index(CreateFieldIndexCollection request) {
        require(
                "index on '" + request.getFieldName() + "'",
                () -> connection.points().createFieldIndex(request));
    }

    /** Alias to collection, of all collections. */
    Map<String, String> aliases() {
        return retries.call(
                what("aliases"),
                () ->
                        connection
                                .collections()
                                .listAliases(ListAliasesRequest.getDefaultInstance())
                                .getAliasesList()
                                .stream()
                                .collect(Collectors.toMap(
                                        AliasDescription::getAliasName,
                                        AliasDescription::getCollectionName,
                                        (first, _) -> first,
                                        TreeMap::new)));
    }

    /** Qdrant moves an alias that is there without a word: look first. */
    void alias(String alias, String target) {
        ChangeAliases request = ChangeAliases.newBuilder()
                .addActions(AliasOperations.newBuilder()
                        .setCreateAlias(
                                CreateAlias.newBuilder().setAliasName(alias).setCollectionName(target)))
                .build();
        require("alias '" + alias + "'", () -> connection.collections().updateAliases(request));
    }

    /** For messages. */
    String what(String call) {
        return call + " of collection '" + collection + "' at " + url;
    }

    private <T> void require(String call, Supplier<T> send) {
        try {
            retries.callOrRefuse(what(call), send);
        } catch (Refusal e) {
            throw refused(call, e);
        }
    }

    private StoreException refused(String call, Refusal refusal) {
        return new StoreException(
                StoreException.Fault.CONFIGURATION, what(call) + " was refused: " + refusal.getMessage(), refusal);
    }

    private static <T> T whenCode(StatusRuntimeException failure, Status.Code expected, Supplier<T> answer) {
        if (failure.getStatus().getCode() == expected) {
            return answer.get();
        }
        throw failure;
    }
}

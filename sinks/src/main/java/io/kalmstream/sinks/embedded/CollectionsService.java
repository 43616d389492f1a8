package io.kalmstream.sinks.embedded;

import io.grpc.stub.StreamObserver;
import io.kalmstream.sinks.embedded.catalog.Catalog;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.function.Predicate;

/** Qdrant's collections API. */
final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {
    private final Catalog catalog;

    CollectionsService(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> answer) {
        Call.answer(request, answer, create -> {
            catalog.create(create);
            return done(true);
        });
    }

    @Override
    public void update(UpdateCollection request, StreamObserver<CollectionOperationResponse> answer) {
        Call.answer(request, answer, update -> {
            catalog.get(update.getCollectionName()).update(update);
            return done(true);
        });
    }

    @Override
    public void delete(DeleteCollection request, StreamObserver<CollectionOperationResponse> answer) {
        Call.answer(request, answer, delete -> done(catalog.drop(delete.getCollectionName())));
    }

    @Override
    public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> answer) {
        Call.answer(
                request,
                answer,
                get -> GetCollectionInfoResponse.newBuilder()
                        .setResult(catalog.get(get.getCollectionName()).info())
                        .build());
    }

    @Override
    public void list(ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> answer) {
        Call.answer(request, answer, _ -> {
            ListCollectionsResponse.Builder list = ListCollectionsResponse.newBuilder();
            catalog.collections()
                    .forEach(name -> list.addCollections(
                            CollectionDescription.newBuilder().setName(name)));
            return list.build();
        });
    }

    @Override
    public void collectionExists(CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> answer) {
        Call.answer(
                request,
                answer,
                exists -> CollectionExistsResponse.newBuilder()
                        .setResult(CollectionExists.newBuilder().setExists(catalog.has(exists.getCollectionName())))
                        .build());
    }

    @Override
    public void updateAliases(ChangeAliases request, StreamObserver<CollectionOperationResponse> answer) {
        Call.answer(request, answer, change -> {
            catalog.changeAliases(change.getActionsList());
            return done(true);
        });
    }

    @Override
    public void listAliases(ListAliasesRequest request, StreamObserver<ListAliasesResponse> answer) {
        Call.answer(request, answer, _ -> aliases(_ -> true));
    }

    @Override
    public void listCollectionAliases(
            ListCollectionAliasesRequest request, StreamObserver<ListAliasesResponse> answer) {
        // Of a collection that is not there Qdrant answers that it has none.
        Call.answer(request, answer, list -> aliases(list.getCollectionName()::equals));
    }

    private ListAliasesResponse aliases(Predicate<String> collections) {
        ListAliasesResponse.Builder list = ListAliasesResponse.newBuilder();
        catalog.aliases().forEach((alias, collection) -> {
            if (collections.test(collection)) {
                list.addAliases(
                        AliasDescription.newBuilder().setAliasName(alias).setCollectionName(collection));
            }
        });
        return list.build();
    }

    private static CollectionOperationResponse done(boolean changed) {
        return CollectionOperationResponse.newBuilder().setResult(changed).build();
    }
}

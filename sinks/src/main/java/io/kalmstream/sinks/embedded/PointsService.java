package io.kalmstream.sinks.embedded;

import io.grpc.stub.StreamObserver;
import io.kalmstream.sinks.embedded.catalog.Catalog;
import io.kalmstream.sinks.embedded.catalog.OpenCollection;
import io.kalmstream.sinks.embedded.collection.StoredCollection;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RecommendBatchPoints;
import io.qdrant.client.grpc.Points.RecommendBatchResponse;
import io.qdrant.client.grpc.Points.RecommendPoints;
import io.qdrant.client.grpc.Points.RecommendResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SearchBatchPoints;
import io.qdrant.client.grpc.Points.SearchBatchResponse;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.SearchResponse;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.List;

/** Qdrant's points API: {@link Writes} and {@link Reads} do the work, collection by collection. */
final class PointsService extends PointsGrpc.PointsImplBase {
    private final Catalog catalog;
    private final Searches searches;

    PointsService(Catalog catalog) {
        this.catalog = catalog;
        searches = new Searches(catalog);
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                upsert -> Writes.one(points(upsert.getCollectionName()), Operations.of(upsert), upsert.getWait()));
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                delete -> Writes.one(points(delete.getCollectionName()), Operations.of(delete), delete.getWait()));
    }

    @Override
    public void setPayload(SetPayloadPoints request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                set -> Writes.one(points(set.getCollectionName()), Operations.set(set), set.getWait()));
    }

    @Override
    public void overwritePayload(SetPayloadPoints request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                set -> Writes.one(points(set.getCollectionName()), Operations.overwrite(set), set.getWait()));
    }

    @Override
    public void deletePayload(DeletePayloadPoints request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                delete -> Writes.one(points(delete.getCollectionName()), Operations.of(delete), delete.getWait()));
    }

    @Override
    public void clearPayload(ClearPayloadPoints request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                clear -> Writes.one(points(clear.getCollectionName()), Operations.of(clear), clear.getWait()));
    }

    @Override
    public void updateVectors(UpdatePointVectors request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                update -> Writes.one(points(update.getCollectionName()), Operations.of(update), update.getWait()));
    }

    @Override
    public void deleteVectors(DeletePointVectors request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(
                request,
                answer,
                delete -> Writes.one(points(delete.getCollectionName()), Operations.of(delete), delete.getWait()));
    }

    @Override
    public void updateBatch(UpdateBatchPoints request, StreamObserver<UpdateBatchResponse> answer) {
        Call.answer(request, answer, batch -> Writes.batch(points(batch.getCollectionName()), batch));
    }

    @Override
    public void createFieldIndex(CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(request, answer, create -> {
            OpenCollection collection = catalog.get(create.getCollectionName());
            collection.addFieldIndex(create.getFieldName(), FieldIndexes.schema(create));
            return Writes.done(collection.points().operations(), create.getWait());
        });
    }

    @Override
    public void deleteFieldIndex(DeleteFieldIndexCollection request, StreamObserver<PointsOperationResponse> answer) {
        Call.answer(request, answer, delete -> {
            OpenCollection collection = catalog.get(delete.getCollectionName());
            collection.dropFieldIndex(delete.getFieldName());
            return Writes.done(collection.points().operations(), delete.getWait());
        });
    }

    @Override
    public void get(GetPoints request, StreamObserver<GetResponse> answer) {
        Call.answer(request, answer, get -> Reads.get(points(get.getCollectionName()), get));
    }

    @Override
    public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> answer) {
        Call.answer(request, answer, scroll -> Reads.scroll(points(scroll.getCollectionName()), scroll));
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> answer) {
        Call.answer(request, answer, count -> Reads.count(points(count.getCollectionName()), count));
    }

    @Override
    public void search(SearchPoints request, StreamObserver<SearchResponse> answer) {
        Call.answer(
                request,
                answer,
                search -> SearchResponse.newBuilder()
                        .addAllResult(PointMessages.scored(searches.search(search.getCollectionName(), List.of(search))
                                .getFirst()))
                        .build());
    }

    @Override
    public void searchBatch(SearchBatchPoints request, StreamObserver<SearchBatchResponse> answer) {
        Call.answer(
                request,
                answer,
                batch -> SearchBatchResponse.newBuilder()
                        .addAllResult(PointMessages.batch(
                                searches.search(batch.getCollectionName(), batch.getSearchPointsList())))
                        .build());
    }

    @Override
    public void recommend(RecommendPoints request, StreamObserver<RecommendResponse> answer) {
        Call.answer(
                request,
                answer,
                recommend -> RecommendResponse.newBuilder()
                        .addAllResult(PointMessages.scored(searches.recommend(recommend)))
                        .build());
    }

    @Override
    public void recommendBatch(RecommendBatchPoints request, StreamObserver<RecommendBatchResponse> answer) {
        Call.answer(
                request,
                answer,
                batch -> RecommendBatchResponse.newBuilder()
                        .addAllResult(PointMessages.batch(
                                searches.recommend(batch.getCollectionName(), batch.getRecommendPointsList())))
                        .build());
    }

    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> answer) {
        Call.answer(
                request,
                answer,
                query -> QueryResponse.newBuilder()
                        .addAllResult(PointMessages.scored(searches.query(query.getCollectionName(), List.of(query))
                                .getFirst()))
                        .build());
    }

    @Override
    public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> answer) {
        Call.answer(
                request,
                answer,
                batch -> QueryBatchResponse.newBuilder()
                        .addAllResult(PointMessages.batch(
                                searches.query(batch.getCollectionName(), batch.getQueryPointsList())))
                        .build());
    }

    private StoredCollection points(String collection) {
        return catalog.get(collection).points();
    }
}

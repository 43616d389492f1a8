package io.kalmstream.sinks.embedded.differential;

import io.kalmstream.sinks.embedded.payload.RandomFilters;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes about few points, so that they often meet. */
final class RandomWrites {
    private static final int NUMBERS = 60;
    private static final int UUIDS = 12;

    private final Random random;
    private final RandomFilters filters;

    RandomWrites(Random random) {
        this.random = random;
        this.filters = new RandomFilters(random);
    }

    Operation next(Space space) {
        return switch (random.nextInt(20)) {
            case 0 -> delete(space);
            case 1, 2 -> set(space);
            case 3 -> overwrite(space);
            case 4 -> deletePayload(space);
            case 5 -> clear(space);
            case 6, 7 -> updateVectors(space);
            case 8 -> deleteVectors(space);
            case 9, 10 -> batch(space);
            default -> upsert(space);
        };
    }

    PointId id() {
        int id = random.nextInt(NUMBERS + UUIDS);
        return id < NUMBERS ? PointIdFactory.id(id) : PointIdFactory.id(new UUID(0xABCDL << 32 | 0x5000, id));
    }

    private Operation upsert(Space space) {
        PointStructList points = points(space);
        UpsertPoints.Builder request = UpsertPoints.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .addAllPoints(points.getPointsList());
        if (points.hasUpdateFilter()) {
            request.setUpdateFilter(points.getUpdateFilter());
        }
        if (points.hasUpdateMode()) {
            request.setUpdateMode(points.getUpdateMode());
        }
        UpsertPoints upsert = request.build();
        return new Operation("upsert", upsert, server -> done(server.upsert(upsert)));
    }

    private PointStructList points(Space space) {
        PointStructList.Builder points = PointStructList.newBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            points.addPoints(PointStruct.newBuilder()
                    .setId(id())
                    .setVectors(space.some(random))
                    .putAllPayload(filters.payload()));
        }
        if (random.nextInt(3) == 0) {
            points.setUpdateFilter(filter());
        }
        if (random.nextInt(4) == 0) {
            points.setUpdateMode(pick(List.of(UpdateMode.Upsert, UpdateMode.InsertOnly, UpdateMode.UpdateOnly)));
        }
        return points.build();
    }

    private Operation delete(Space space) {
        DeletePoints request = DeletePoints.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .setPoints(selector())
                .build();
        return new Operation("delete", request, server -> done(server.delete(request)));
    }

    private Operation set(Space space) {
        SetPayloadPoints.Builder builder = payload(space);
        // Qdrant takes a null for "remove this key", except where a point was left with no payload at all: there it
        // stays.
        // Ours always removes.
        builder.getPayloadMap().forEach((key, value) -> {
            if (value.hasNullValue()) {
                builder.removePayload(key);
            }
        });
        if (random.nextInt(3) == 0) {
            builder.setKey(filters.path());
        }
        SetPayloadPoints request = builder.build();
        return new Operation("set payload", request, server -> done(server.setPayload(request)));
    }

    private Operation overwrite(Space space) {
        SetPayloadPoints request = payload(space).build();
        return new Operation("overwrite payload", request, server -> done(server.overwritePayload(request)));
    }

    private SetPayloadPoints.Builder payload(Space space) {
        return SetPayloadPoints.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .putAllPayload(filters.payload())
                .setPointsSelector(selector());
    }

    private Operation deletePayload(Space space) {
        DeletePayloadPoints request = DeletePayloadPoints.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .addAllKeys(some(2, filters::path))
                .setPointsSelector(selector())
                .build();
        return new Operation("delete payload", request, server -> done(server.deletePayload(request)));
    }

    private Operation clear(Space space) {
        ClearPayloadPoints request = ClearPayloadPoints.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .setPoints(selector())
                .build();
        return new Operation("clear payload", request, server -> done(server.clearPayload(request)));
    }

    private Operation updateVectors(Space space) {
        UpdatePointVectors.Builder builder = UpdatePointVectors.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .addPoints(PointVectors.newBuilder().setId(id()).setVectors(space.some(random)));
        if (random.nextInt(3) == 0) {
            builder.setUpdateFilter(filter());
        }
        UpdatePointVectors request = builder.build();
        return new Operation("update vectors", request, server -> done(server.updateVectors(request)));
    }

    private Operation deleteVectors(Space space) {
        DeletePointVectors request = DeletePointVectors.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .setVectors(VectorsSelector.newBuilder().addNames(space.anyName(random)))
                .setPointsSelector(selector())
                .build();
        return new Operation("delete vectors", request, server -> done(server.deleteVectors(request)));
    }

    private Operation batch(Space space) {
        UpdateBatchPoints request = UpdateBatchPoints.newBuilder()
                .setCollectionName(space.collection())
                .setWait(true)
                .addOperations(PointsUpdateOperation.newBuilder().setUpsert(points(space)))
                .addOperations(PointsUpdateOperation.newBuilder()
                        .setOverwritePayload(PointsUpdateOperation.OverwritePayload.newBuilder()
                                .putAllPayload(filters.payload())
                                .setPointsSelector(PointsSelector.newBuilder().setFilter(filter()))))
                .addOperations(PointsUpdateOperation.newBuilder()
                        .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder()
                                .setPoints(PointsSelector.newBuilder()
                                        .setPoints(PointsIdsList.newBuilder().addIds(id())))))
                .addOperations(PointsUpdateOperation.newBuilder().setUpsert(points(space)))
                .build();
        return new Operation(
                "batch",
                request,
                server -> new Answer.Exact(server.updateBatch(request).getResultList().stream()
                        .map(result -> result.getStatus())
                        .toList()));
    }

    private PointsSelector selector() {
        PointsSelector.Builder selector = PointsSelector.newBuilder();
        return random.nextBoolean()
                ? selector.setFilter(filter()).build()
                : selector.setPoints(PointsIdsList.newBuilder().addIds(id()).addAllIds(some(2, this::id)))
                        .build();
    }

    /** One that names a few points, so that not too many are hit. */
    private Filter filter() {
        Filter filter = filters.filter(1);
        return filter.getMustCount() == 0 ? filter.toBuilder().addMust(hasIds()).build() : filter;
    }

    private Condition hasIds() {
        return ConditionFactory.hasId(some(12, this::id));
    }

    private static Answer done(PointsOperationResponse response) {
        return new Answer.Exact(response.getResult().getStatus());
    }

    private <T> List<T> some(int most, Supplier<T> supplier) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            some.add(supplier.get());
        }
        return some;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

package io.kalmstream.sinks.testing;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which points an update is about, as far as it names them. */
final class NamedPoints {
    private NamedPoints() {}

    static Set<PointId> of(UpdateBatchPoints update) {
        Set<PointId> ids = new HashSet<>();
        for (PointsUpdateOperation operation : update.getOperationsList()) {
            operation.getUpsert().getPointsList().stream()
                    .map(PointStruct::getId)
                    .forEach(ids::add);
            Stream.of(
                            operation.getDeletePoints().getPoints(),
                            operation.getSetPayload().getPointsSelector(),
                            operation.getDeletePayload().getPointsSelector())
                    .flatMap(selector -> selected(selector).stream())
                    .forEach(ids::add);
        }
        return ids;
    }

    private static List<PointId> selected(PointsSelector selector) {
        return Stream.concat(
                        selector.getPoints().getIdsList().stream(),
                        selector.getFilter().getMustList().stream()
                                .filter(Condition::hasHasId)
                                .flatMap(condition -> condition.getHasId().getHasIdList().stream()))
                .toList();
    }
}

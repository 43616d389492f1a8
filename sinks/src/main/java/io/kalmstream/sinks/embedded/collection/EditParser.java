package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.FilterTranslator;
import io.kalmstream.sinks.embedded.payload.PayloadEdits;
import io.kalmstream.sinks.embedded.payload.PayloadPath;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.Query;

/** Reads operations; refuses those that are wrong or that ask for something this server leaves out. */
final class EditParser {
    private final VectorSpaces spaces;

    EditParser(VectorSpaces spaces) {
        this.spaces = spaces;
    }

    @SuppressWarnings("deprecation") // Older clients send the two deprecated forms.
    Edit parse(PointsUpdateOperation operation) {
        return switch (operation.getOperationCase()) {
            case UPSERT -> upsert(operation.getUpsert());
            case SET_PAYLOAD -> setPayload(operation.getSetPayload());
            case OVERWRITE_PAYLOAD -> overwritePayload(operation.getOverwritePayload());
            case DELETE_PAYLOAD -> {
                noShards(operation.getDeletePayload().hasShardKeySelector());
                List<PayloadPath> paths = operation.getDeletePayload().getKeysList().stream()
                        .map(PayloadPath::parse)
                        .toList();
                yield new Edit.ChangePayload(
                        selection(operation.getDeletePayload().getPointsSelector()), PayloadEdits.remove(paths));
            }
            case CLEAR_PAYLOAD -> {
                noShards(operation.getClearPayload().hasShardKeySelector());
                yield clear(operation.getClearPayload().getPoints());
            }
            case CLEAR_PAYLOAD_DEPRECATED -> clear(operation.getClearPayloadDeprecated());
            case DELETE_POINTS -> {
                noShards(operation.getDeletePoints().hasShardKeySelector());
                yield new Edit.Delete(selection(operation.getDeletePoints().getPoints()));
            }
            case DELETE_DEPRECATED -> new Edit.Delete(selection(operation.getDeleteDeprecated()));
            case UPDATE_VECTORS -> updateVectors(operation.getUpdateVectors());
            case DELETE_VECTORS -> deleteVectors(operation.getDeleteVectors());
            case OPERATION_NOT_SET -> throw Refusal.wrongInput("an update operation is empty");
        };
    }

    private Edit upsert(PointStructList points) {
        noShards(points.hasShardKeySelector());
        return new Edit.Upsert(points.getPointsList().stream().map(this::point).toList(), spared(points));
    }

    /** Insert-only spares all that is there, whether it matches or not. */
    private static Edit.Spared spared(PointStructList points) {
        Query matching = FilterTranslator.translate(points.getUpdateFilter());
        return switch (points.getUpdateMode()) {
            case Upsert -> points.hasUpdateFilter() ? new Edit.Spared.Mismatching(matching) : new Edit.Spared.Nothing();
            case InsertOnly -> new Edit.Spared.Existing();
            case UpdateOnly -> new Edit.Spared.MissingAndMismatching(matching);
            case UNRECOGNIZED -> throw Refusal.unsupported("an update_mode this build does not know");
        };
    }

    private StoredPoint point(PointStruct point) {
        return new StoredPoint(
                PointKey.of(point.getId()),
                spaces.accept(VectorMessages.read(point.getVectors())),
                point.getPayloadMap());
    }

    private static Edit setPayload(SetPayload set) {
        noShards(set.hasShardKeySelector());
        Map<String, Value> added = set.getPayloadMap();
        return new Edit.ChangePayload(
                selection(set.getPointsSelector()),
                set.hasKey()
                        ? PayloadEdits.mergeAt(PayloadPath.parse(set.getKey()), added)
                        : PayloadEdits.merge(added));
    }

    private static Edit overwritePayload(OverwritePayload overwrite) {
        noShards(overwrite.hasShardKeySelector());
        if (overwrite.hasKey()) {
            throw Refusal.unsupported("overwrite payload at a key");
        }
        Map<String, Value> replacement = overwrite.getPayloadMap();
        return new Edit.ChangePayload(selection(overwrite.getPointsSelector()), _ -> replacement);
    }

    private static Edit clear(PointsSelector points) {
        return new Edit.ChangePayload(selection(points), _ -> Map.of());
    }

    private Edit updateVectors(UpdateVectors update) {
        noShards(update.hasShardKeySelector());
        return new Edit.SetVectors(
                update.getPointsList().stream().map(this::vectors).toList(),
                update.hasUpdateFilter()
                        ? new Edit.Spared.Mismatching(FilterTranslator.translate(update.getUpdateFilter()))
                        : new Edit.Spared.Nothing());
    }

    private StoredPoint vectors(PointVectors point) {
        return new StoredPoint(
                PointKey.of(point.getId()), spaces.accept(VectorMessages.read(point.getVectors())), Map.of());
    }

    private Edit deleteVectors(DeleteVectors delete) {
        noShards(delete.hasShardKeySelector());
        Set<String> names = new HashSet<>(delete.getVectors().getNamesList());
        names.forEach(spaces::get);
        return new Edit.RemoveVectors(selection(delete.getPointsSelector()), names);
    }

    private static Edit.Selection selection(PointsSelector selector) {
        return switch (selector.getPointsSelectorOneOfCase()) {
            case POINTS ->
                new Edit.Selection.Ids(selector.getPoints().getIdsList().stream()
                        .map(PointKey::of)
                        .toList());
            case FILTER ->
                new Edit.Selection.Matching(
                        FilterTranslator.translate(selector.getFilter()), FilterTranslator.named(selector.getFilter()));
            case POINTSSELECTORONEOF_NOT_SET -> throw Refusal.wrongInput("PointsSelector is missing");
        };
    }

    private static void noShards(boolean set) {
        if (set) {
            throw Refusal.unsupported("shard keys");
        }
    }
}

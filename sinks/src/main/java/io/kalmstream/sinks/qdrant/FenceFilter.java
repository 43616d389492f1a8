package io.kalmstream.sinks.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.range;

import io.kalmstream.sinks.Fence;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import java.util.List;

/** A fence in the words of Qdrant's filters. */
final class FenceFilter {
    private FenceFilter() {}

    /** Matches the points that a write may change: those without a younger write of its writer. */
    static Filter notYounger(Fence fence) {
        return Filter.newBuilder().addMustNot(younger(fence)).build();
    }

    /** Matches those of these points that have a younger write of the writer: what {@link #notYounger} has spared. */
    static Filter younger(Fence fence, List<PointId> among) {
        return Filter.newBuilder().addMust(younger(fence)).addMust(hasId(among)).build();
    }

    /** Matches the points that this writer has written last. */
    static Condition own(Fence fence) {
        return matchKeyword(PayloadFields.WRITER, fence.writer());
    }

    private static Condition younger(Fence fence) {
        Filter later = Filter.newBuilder()
                .addShould(above(PayloadFields.WRITER_EPOCH, fence.epoch()))
                .addShould(filter(Filter.newBuilder()
                        .addMust(match(PayloadFields.WRITER_EPOCH, fence.epoch()))
                        .addMust(above(PayloadFields.WRITER_SEQUENCE, fence.sequence()))
                        .build()))
                .build();
        return filter(
                Filter.newBuilder().addMust(own(fence)).addMust(filter(later)).build());
    }

    /** Ranges compare doubles, and {@link Fence#MAX} keeps numbers where those are exact. */
    private static Condition above(String field, long number) {
        return range(field, Range.newBuilder().setGt((double) number).build());
    }
}

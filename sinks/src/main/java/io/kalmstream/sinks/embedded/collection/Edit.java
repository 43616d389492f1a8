package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.search.Query;

/** One operation on the points of a collection, checked and ready to be applied. */
sealed interface Edit {
    /** Inserts points or replaces them whole. */
    record Upsert(List<StoredPoint> points) implements Edit {
        public Upsert {
            points = List.copyOf(points);
        }
    }

    record Delete(Selection selection) implements Edit {}

    record ChangePayload(Selection selection, UnaryOperator<Map<String, Value>> change) implements Edit {}

    /** Adds vectors or replaces them; the others stay. */
    record SetVectors(List<StoredPoint> points) implements Edit {
        public SetVectors {
            points = List.copyOf(points);
        }
    }

    record RemoveVectors(Selection selection, Set<String> names) implements Edit {
        public RemoveVectors {
            names = Set.copyOf(names);
        }
    }

    /** Which points an edit is about. */
    sealed interface Selection {
        record Ids(List<PointKey> keys) implements Selection {
            public Ids {
                keys = List.copyOf(keys);
            }
        }

        record Matching(Query query) implements Selection {}
    }
}

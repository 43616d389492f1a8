package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.search.Query;

/** One operation on the points of a collection, checked and ready to be applied. */
sealed interface Edit {
    /** Inserts points or replaces them whole; those that the spared ones are among stay as they are. */
    record Upsert(List<StoredPoint> points, Spared spared) implements Edit {
        public Upsert {
            points = List.copyOf(points);
        }
    }

    record Delete(Selection selection) implements Edit {}

    record ChangePayload(Selection selection, UnaryOperator<Map<String, Value>> change) implements Edit {}

    /** Adds vectors or replaces them; the others stay. */
    record SetVectors(List<StoredPoint> points, Spared spared) implements Edit {
        public SetVectors {
            points = List.copyOf(points);
        }
    }

    record RemoveVectors(Selection selection, Set<String> names) implements Edit {
        public RemoveVectors {
            names = Set.copyOf(names);
        }
    }

    /** Which of the points that an edit names it leaves alone. All are looked up before any is changed. */
    sealed interface Spared {
        record Nothing() implements Spared {}

        /** Those that are there and do not match. */
        record Mismatching(Query query) implements Spared {}

        /** Those that are there. */
        record Existing() implements Spared {}

        /** Those that are not there, and of the others those that do not match. */
        record MissingAndMismatching(Query query) implements Spared {}
    }

    /** Which points an edit is about. */
    sealed interface Selection {
        record Ids(List<PointKey> keys) implements Selection {
            public Ids {
                keys = List.copyOf(keys);
            }
        }

        /** @param among the points it can be at most; empty: any */
        record Matching(Query query, Optional<Set<PointKey>> among) implements Selection {}
    }
}

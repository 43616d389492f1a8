package io.kalmstream.sinks.embedded.payload;

import static io.qdrant.client.ConditionFactory.datetimeRange;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchText;
import static io.qdrant.client.ConditionFactory.nested;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.kalmstream.sinks.embedded.TestingSeed;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.GeoRadius;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class FilterTranslatorTest {
    private static final int POINTS = 50;
    private static final int ROUNDS = 20;
    private static final int FILTERS = 200;

    @Test
    void translate_anyFilter_findsWhatLookingAtThePayloadsFinds() throws IOException {
        TestingSeed seed = TestingSeed.create();
        RandomFilters generate = new RandomFilters(seed.random());
        int matched = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Map<String, Value>> payloads =
                    IntStream.range(0, POINTS).mapToObj(_ -> generate.payload()).toList();
            try (Directory directory = index(payloads);
                    DirectoryReader reader = DirectoryReader.open(directory)) {
                for (int i = 0; i < FILTERS; i++) {
                    Filter filter = generate.filter(2);
                    List<Integer> expected = IntStream.range(0, POINTS)
                            .filter(point -> new FilterOracle(key(point), payloads.get(point)).matches(filter))
                            .boxed()
                            .toList();
                    assertThat(found(reader, filter)).as("%s: %s", seed, filter).isEqualTo(expected);
                    matched += expected.size();
                }
            }
        }
        assertThat(matched).as("points matched in all, %s", seed).isPositive();
    }

    @Test
    void translate_datetimeRange_comparesInstants() throws IOException {
        List<Map<String, Value>> payloads = List.of(
                Map.of("at", value("2024-05-01T12:00:00Z")),
                Map.of("at", value("2024-05-01T12:00:00+02:00")),
                Map.of("at", value("2024-05-02")),
                Map.of("at", value("yesterday")));
        Condition later = datetimeRange(
                "at",
                DatetimeRange.newBuilder()
                        .setGt(Timestamp.newBuilder().setSeconds(1_714_557_600)) // 2024-05-01T10:00:00Z
                        .setLte(Timestamp.newBuilder().setSeconds(1_714_608_000)) // 2024-05-02T00:00:00Z
                        .build());

        assertThat(found(payloads, later)).containsExactly(0, 2);
    }

    @Test
    void translate_keysThatBeginAlike_areDifferentKeys() throws IOException {
        List<Map<String, Value>> payloads = List.of(
                Map.of("a", value("x")),
                Map.of("ab", value("x")),
                Map.of("a.b", value("x")),
                Map.of("a", value(Map.of("b", value("x")))));

        assertThat(found(payloads, matchKeyword("a", "x"))).containsExactly(0);
        assertThat(found(payloads, matchKeyword("a.b", "x"))).containsExactly(3);
        assertThat(found(payloads, matchKeyword("\"a.b\"", "x"))).containsExactly(2);
    }

    @Test
    void translate_veryLongKey_isFound() throws IOException {
        String key = "k".repeat(70_000);

        assertThat(found(List.of(Map.of(key, value("x")), Map.of("k", value("x"))), matchKeyword(key, "x")))
                .containsExactly(0);
    }

    @Test
    void translate_unsupportedConditions_nameTheFeature() {
        Condition geo = field(FieldCondition.newBuilder()
                .setKey("at")
                .setGeoRadius(GeoRadius.newBuilder().setRadius(1)));
        Condition both = field(FieldCondition.newBuilder()
                .setKey("a")
                .setRange(Range.newBuilder().setGt(1))
                .setMatch(Match.newBuilder().setInteger(1)));

        assertUnsupported(matchText("title", "word"), "full-text match");
        assertUnsupported(geo, "geo filters");
        assertUnsupported(nested("items", matchKeyword("a", "x")), "nested filters");
        assertUnsupported(matchKeyword("items[2].name", "x"), "filter on one position of an array");
        assertUnsupported(both, "several kinds of conditions");
    }

    @Test
    void translate_malformed_isRefused() {
        assertThatThrownBy(() -> translate(matchKeyword("a..b", "x")))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("Invalid json path: 'a..b'");
        assertThatThrownBy(() -> translate(field(FieldCondition.newBuilder().setKey("a"))))
                .hasMessageContaining("INVALID_ARGUMENT");
        assertThatThrownBy(() -> translate(Condition.getDefaultInstance())).hasMessageContaining("INVALID_ARGUMENT");
    }

    private static void assertUnsupported(Condition condition, String feature) {
        assertThatThrownBy(() -> translate(condition))
                .hasMessageContaining("UNIMPLEMENTED: embedded Qdrant does not implement: " + feature);
    }

    private static void translate(Condition condition) {
        FilterTranslator.translate(Filter.newBuilder().addMust(condition).build());
    }

    private static Condition field(FieldCondition.Builder field) {
        return Condition.newBuilder().setField(field).build();
    }

    private static List<Integer> found(List<Map<String, Value>> payloads, Condition condition) throws IOException {
        try (Directory directory = index(payloads);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            return found(reader, Filter.newBuilder().addMust(condition).build());
        }
    }

    private static List<Integer> found(DirectoryReader reader, Filter filter) throws IOException {
        TopDocs found = new IndexSearcher(reader).search(FilterTranslator.translate(filter), POINTS);
        List<Integer> documents = new ArrayList<>();
        for (ScoreDoc each : found.scoreDocs) {
            documents.add(each.doc);
        }
        return documents.stream().sorted().toList();
    }

    /** One document per payload in their order, in two segments. */
    private static Directory index(List<Map<String, Value>> payloads) throws IOException {
        Directory directory = new ByteBuffersDirectory();
        IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int point = 0; point < payloads.size(); point++) {
                Document document = new Document();
                document.add(new StringField(IndexFields.ID, key(point).bytes(), Field.Store.NO));
                for (BytesRef term : PayloadIndexer.terms(payloads.get(point))) {
                    document.add(new StringField(IndexFields.FILTER, term, Field.Store.NO));
                }
                writer.addDocument(document);
                if (point == payloads.size() / 2) {
                    writer.flush();
                }
            }
        }
        return directory;
    }

    private static PointKey key(int point) {
        return new PointKey(false, 0, point);
    }
}

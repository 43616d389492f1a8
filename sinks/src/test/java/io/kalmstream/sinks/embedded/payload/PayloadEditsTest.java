package io.kalmstream.sinks.embedded.payload;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadEditsTest {
    private static final Map<String, Value> ADDED = Map.of("n", value(9));

    @Test
    void merge_null_takesTheKeyOut() {
        Map<String, Value> added = Map.of("n", nullValue(), "m", value(1));

        assertThat(PayloadEdits.merge(added).apply(Map.of("n", value(1), "o", value(2))))
                .isEqualTo(Map.of("m", value(1), "o", value(2)));
    }

    @Test
    void mergeAt_objectsAndArrays_changesJustThose() {
        Map<String, Value> payload = Map.of("items", list(List.of(object("a"), object("b"))), "other", value(1));

        assertThat(mergeAt("items[]", payload).get("items"))
                .isEqualTo(list(List.of(
                        value(Map.of("id", value("a"), "n", value(9))),
                        value(Map.of("id", value("b"), "n", value(9))))));
        assertThat(mergeAt("items[1]", payload).get("items"))
                .isEqualTo(list(List.of(object("a"), value(Map.of("id", value("b"), "n", value(9))))));
        assertThat(mergeAt("items[7]", payload)).isEqualTo(payload);
        assertThat(mergeAt("other", payload).get("other")).isEqualTo(value(ADDED));
        assertThat(mergeAt("x.y", payload).get("x")).isEqualTo(value(Map.of("y", value(ADDED))));
        assertThat(mergeAt("x[].y", Map.of())).isEqualTo(Map.of("x", list(List.of())));
    }

    @Test
    void remove_paths_takesOutJustThose() {
        Map<String, Value> payload = Map.of(
                "items", list(List.of(object("a"), value(Map.of("n", value(1))))),
                "deep", value(Map.of("a", value(1), "b", value(2))));

        assertThat(remove(payload, "items")).containsOnlyKeys("deep");
        assertThat(remove(payload, "deep.a").get("deep")).isEqualTo(value(Map.of("b", value(2))));
        assertThat(remove(payload, "items[].id").get("items"))
                .isEqualTo(list(List.of(value(Map.of()), value(Map.of("n", value(1))))));
        assertThat(remove(payload, "items[]").get("items")).isEqualTo(list(List.of()));
        assertThat(remove(payload, "items[0].id").get("items"))
                .isEqualTo(list(List.of(value(Map.of()), value(Map.of("n", value(1))))));
        assertThat(remove(payload, "items[0]", "deep[].a", "items.a", "missing.x"))
                .isEqualTo(payload);
    }

    private static Map<String, Value> mergeAt(String path, Map<String, Value> payload) {
        return PayloadEdits.mergeAt(PayloadPath.parse(path), ADDED).apply(payload);
    }

    private static Map<String, Value> remove(Map<String, Value> payload, String... paths) {
        return PayloadEdits.remove(
                        List.of(paths).stream().map(PayloadPath::parse).toList())
                .apply(payload);
    }

    private static Value object(String id) {
        return value(Map.of("id", value(id)));
    }
}

package io.kalmstream.sinks.embedded.payload;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static io.qdrant.client.WithPayloadSelectorFactory.exclude;
import static io.qdrant.client.WithPayloadSelectorFactory.include;
import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadSelectionTest {
    private static final Map<String, Value> PAYLOAD = Map.of(
            "a", value(Map.of("b", value(1), "c", value(2))),
            "items", list(List.of(value(Map.of("x", value(1), "y", value(2))), value(3))));

    @Test
    void of_everythingOrNothing_isThat() {
        assertThat(select(enable(true))).isEqualTo(PAYLOAD);
        assertThat(select(enable(false))).isEmpty();
        assertThat(select(WithPayloadSelector.getDefaultInstance())).isEmpty();
    }

    @Test
    void of_included_keepsThoseAndTheObjectsAround() {
        assertThat(select(include(List.of("a.b", "nowhere")))).isEqualTo(Map.of("a", value(Map.of("b", value(1)))));
        assertThat(select(include(List.of("items[].x"))))
                .isEqualTo(Map.of("items", list(List.of(value(Map.of("x", value(1))), value(3)))));
        assertThat(select(include(List.of("a")))).isEqualTo(Map.of("a", value(Map.of("b", value(1), "c", value(2)))));
    }

    @Test
    void of_excluded_keepsTheRest() {
        assertThat(select(exclude(List.of("items", "a.b")))).isEqualTo(Map.of("a", value(Map.of("c", value(2)))));
        assertThat(select(exclude(List.of("a", "items[].x"))))
                .isEqualTo(Map.of("items", list(List.of(value(Map.of("y", value(2))), value(3)))));
    }

    private static Map<String, Value> select(WithPayloadSelector selector) {
        return PayloadSelection.parse(selector).of(PAYLOAD);
    }
}

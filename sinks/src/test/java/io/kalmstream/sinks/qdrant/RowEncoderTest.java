package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowEncoderTest {
    private static final Point.Source SOURCE = new Point.Source("events", 0, 1);

    private static final Fence FENCE = new Fence("kalm/3", 7, 9);

    private final RowEncoder encoder = new RowEncoder(2);

    @Test
    void encode_payloadAsDocumented() {
        Row row = encoder.encode(5, upsert("a", 1, 0), FENCE);

        assertThat(row.index()).isEqualTo(5);
        assertThat(row.step()).isInstanceOfSatisfying(Row.Step.Put.class, put -> {
            Map<String, Value> payload = put.point().getPayloadMap();
            assertThat(payload)
                    .containsOnlyKeys(
                            "id",
                            "tenant",
                            "text",
                            "text_hash",
                            "model",
                            "occurred_at",
                            "text_at",
                            "attributes",
                            "source",
                            "writer",
                            "writer_epoch",
                            "writer_sequence");
            assertThat(payload.get("occurred_at")).isEqualTo(ValueFactory.value("2026-11-21T12:00:00Z"));
            assertThat(row.bytes()).isEqualTo(put.point().getSerializedSize());
        });
    }

    @Test
    void encode_badVector() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(0, upsert("a", 1, 0, 0), FENCE))
                .withMessage("vector has 3 dimensions, the collection's have 2");
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.encode(0, upsert("a", Float.NaN, 0), FENCE));
    }

    @Test
    void encode_attributeThatWouldNotComeBack() {
        for (Object bad : List.of(1, 1f, Double.NaN, Double.POSITIVE_INFINITY, List.of("x"))) {
            assertThatIllegalArgumentException()
                    .as("%s", bad.getClass())
                    .isThrownBy(() -> encoder.encode(
                            0, new Change.SetAttributes(key("a"), Map.of("size", bad), NOON, SOURCE), FENCE))
                    .withMessageContaining(bad.getClass().getSimpleName())
                    .withMessageNotContaining("size");
        }
    }

    @Test
    void encode_tenantWithNul() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(0, new Change.Delete(new DocumentKey("a\0", "b")), FENCE))
                .withMessageContaining("NUL");
    }
}

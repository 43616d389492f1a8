package io.kalmstream.sinks.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qdrant.client.grpc.Common.PointId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointKeyTest {
    private static final String UUID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    private static final List<PointKey> IN_ORDER = List.of(
            number(0),
            number(1),
            number(Long.MAX_VALUE),
            number(Long.MIN_VALUE),
            number(-1),
            uuid("00000000-0000-0000-0000-000000000000"),
            uuid("7fffffff-ffff-ffff-0000-000000000000"),
            uuid(UUID),
            uuid("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    @Test
    void compareTo_numbersAndUuids_isTheOrderOfTheirBytes() {
        assertThat(IN_ORDER).isSorted();
        assertThat(IN_ORDER.stream().map(PointKey::bytes).toList()).isSorted();
    }

    @Test
    void bytes_andMessage_leadBackToTheKey() {
        for (PointKey key : IN_ORDER) {
            assertThat(PointKey.of(key.bytes())).isEqualTo(key);
            assertThat(PointKey.of(key.message())).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UUID,
                "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
                "f81d4fae7dec11d0a76500a0c91e6bf6",
                "urn:uuid:" + UUID,
                "{" + UUID + "}"
            })
    void of_anyFormOfUuid_isWrittenInOne(String form) {
        assertThat(uuid(form).message().getUuid()).isEqualTo(UUID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "1-1-1-1-1", UUID + "0", "{" + UUID, "g81d4fae-7dec-11d0-a765-00a0c91e6bf6"})
    void of_noUuid_isRefused(String text) {
        assertThatThrownBy(() -> uuid(text)).hasMessageContaining("Unable to parse UUID");
    }

    @Test
    void of_nothing_isRefused() {
        assertThatThrownBy(() -> PointKey.of(PointId.getDefaultInstance())).hasMessageContaining("No ID options");
    }

    private static PointKey number(long number) {
        return PointKey.of(PointId.newBuilder().setNum(number).build());
    }

    private static PointKey uuid(String uuid) {
        return PointKey.of(PointId.newBuilder().setUuid(uuid).build());
    }
}

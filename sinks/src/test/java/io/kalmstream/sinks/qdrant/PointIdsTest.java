package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kalmstream.sinks.DocumentKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PointIdsTest {
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void nameBased_vectorOfRfc9562() {
        assertThat(PointIds.nameBased(DNS, "www.example.com"))
                .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2")
                .satisfies(uuid -> assertThat(uuid.version()).isEqualTo(5))
                .satisfies(uuid -> assertThat(uuid.variant()).isEqualTo(2));
    }

    @Test
    void of_neverChanges() {
        // Points in users' collections have these ids.
        assertThat(PointIds.of(new DocumentKey("", "a"))).hasToString("b475c001-7cfc-5bc9-8f9a-b4f2b250077f");
        assertThat(PointIds.of(new DocumentKey("mieter-ß", "文档 1")))
                .hasToString("66ff77a3-f10e-5f8a-8212-59a34a6b6d95");
    }

    @Test
    void of_tenantAndIdDoNotBlur() {
        assertThat(PointIds.of(new DocumentKey("ab", "c"))).isNotEqualTo(PointIds.of(new DocumentKey("a", "bc")));
    }

    @Test
    void of_tenantWithNul_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> PointIds.of(new DocumentKey("a\0b", "c")));
    }
}

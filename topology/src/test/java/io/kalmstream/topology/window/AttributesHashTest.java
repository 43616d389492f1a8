package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AttributesHashTest {
    @Test
    void of_doesNotDependOnOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1L);
        one.put("b", true);
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", true);
        other.put("a", 1L);
        assertThat(AttributesHash.of(one)).isEqualTo(AttributesHash.of(other));
    }

    @Test
    void of_tellsNamesTypesAndValuesApart() {
        List<String> hashes = Stream.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("a", 1L),
                        Map.of("a", 1.0),
                        Map.of("a", "1"),
                        Map.of("a", 2L),
                        Map.of("b", 1L),
                        Map.of("a", true),
                        Map.of("a", "true"),
                        Map.of("a", "1", "b", "2"),
                        Map.of("a", "1s\u0000\u0000\u0000\u0001b2"))
                .map(AttributesHash::of)
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void of_refusesOtherTypes() {
        assertThatThrownBy(() -> AttributesHash.of(Map.of("a", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("java.lang.Integer");
    }
}

package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import org.junit.jupiter.api.Test;

final class KeyIndexTest {
    private final KeyIndex keys = new KeyIndex();

    @Test
    void remove_keyThatIsThereTwice_leavesOne() {
        DocumentKey key = new DocumentKey("t", "1");
        keys.add(key);
        keys.add(key);

        keys.remove(key);

        assertThat(keys.contains(key)).isTrue();
        keys.remove(key);
        assertThat(keys.contains(key)).isFalse();
        assertThat(keys.tenants("1")).isEmpty();
    }

    @Test
    void remove_oneTenantOfTwo_leavesTheOther() {
        keys.add(new DocumentKey("a", "1"));
        keys.add(new DocumentKey("b", "1"));
        keys.add(new DocumentKey("a", "2"));

        keys.remove(new DocumentKey("a", "1"));

        assertThat(keys.tenants("1")).containsExactly("b");
        assertThat(keys.tenants("2")).containsExactly("a");
        assertThat(keys.contains(new DocumentKey("a", "1"))).isFalse();
    }

    @Test
    void remove_keyThatIsNotThere_changesNothing() {
        keys.add(new DocumentKey("a", "1"));

        keys.remove(new DocumentKey("b", "1"));
        keys.remove(new DocumentKey("a", "2"));

        assertThat(keys.tenants("1")).containsExactly("a");
    }
}

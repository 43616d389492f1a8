package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.StoreException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectionRefusalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bad request: Index required but not found for \"writer\" of one of the following types: [keyword]."
                        + " Help: Create an index for this key or use a different filter.",
                "Bad request: Filter condition limit reached (6 > 5). Help: Reduce the amount of conditions of your"
                        + " filter.",
                "Bad request: Condition size limit reached (256 > 100). Help: Reduce the size of your condition.",
                "Bad request: Limit exceeded 256 > 100 for \"upsert limit\". Help: Reduce the \"upsert limit\""
                        + " parameter to or below 100.",
                "Bad request: Exact search disabled!. Help: Set exact=false."
            })
    void fault_strictMode(String words) {
        assertThat(CollectionRefusal.fault(words)).contains(Fault.CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bad request: Max points count limit of 1000 reached!",
                "Bad request: Max vector storage size limit of 12.5MB reached!",
                "Bad request: Max payload storage size limit of 12.5MB reached!",
                "Bad request: Resident memory usage is at 91% of total memory, exceeding the configured limit of 90%."
                        + " Help: Reduce memory usage"
            })
    void fault_full(String words) {
        assertThat(CollectionRefusal.fault(words)).contains(Fault.WORLD);
    }

    @Test
    void fault_ofARow() {
        assertThat(CollectionRefusal.fault("Wrong input: Vector dimension error: expected dim: 4, got 3"))
                .isEmpty();
        assertThat(CollectionRefusal.fault("Wrong input: \"Bad request: Max points count limit of 1 reached!\""))
                .isEmpty();
        assertThat(CollectionRefusal.fault("Bad request: \"Limit exceeded 2 > 1\""))
                .isEmpty();
        assertThat(CollectionRefusal.fault(null)).isEmpty();
    }
}

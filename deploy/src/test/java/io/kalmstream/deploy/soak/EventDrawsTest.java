package io.kalmstream.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.soak.Expectation.Step;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class EventDrawsTest {
    private static final int MANY = 5_000;

    @Test
    void sameSeed_sameEvents() {
        List<ConsumerRecord<byte[], byte[]>> once = Drawn.events(1, 500);
        List<ConsumerRecord<byte[], byte[]>> again = Drawn.events(1, 500);

        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).value()).isEqualTo(once.get(i).value());
            assertThat(again.get(i).key()).isEqualTo(once.get(i).key());
            assertThat(again.get(i).headers()).isEqualTo(once.get(i).headers());
        }
        assertThat(Drawn.events(2, 500))
                .anySatisfy(event -> assertThat(event.value())
                        .isNotIn(once.stream().map(ConsumerRecord::value).toList()));
    }

    @Test
    void everyKindOfEvent_isThere() {
        List<ConsumerRecord<byte[], byte[]>> events = Drawn.events(3, MANY);
        Expectation expectation = Drawn.expectation(events);

        assertThat(expectation.letters().values())
                .extracting(Expectation.Planted::code)
                .contains("MALFORMED", "MISSING_ID", "BAD_FIELD", "EMPTY_TEXT", "ENCODER_REJECTED", "BAD_VECTOR");
        assertThat(expectation.documents()).hasSizeGreaterThan(200);
        assertThat(expectation.histories().values())
                .as("the same text again")
                .anySatisfy(history -> assertThat(pairs(history)).contains(true))
                .as("deletions that may not be said")
                .anySatisfy(history -> assertThat(history).anyMatch(step -> !step.said()));
        assertThat(events.stream().map(ConsumerRecord::timestamp).collect(Collectors.toSet()))
                .as("a millisecond each")
                .hasSize(MANY);
    }

    @Test
    void anId_isInOnePartition_andABadOneHasItForItself() {
        Set<String> seen = new HashSet<>();
        Drawn.events(4, MANY).stream()
                .filter(event -> event.key() != null)
                .filter(event -> event.headers().lastHeader(Names.CODE) == null)
                .forEach(event -> seen.add(Arrays.toString(event.key()) + event.partition()));
        Set<String> ids =
                seen.stream().map(both -> both.substring(0, both.indexOf(']'))).collect(Collectors.toSet());

        assertThat(seen).hasSameSizeAs(ids);
    }

    private static List<Boolean> pairs(List<Step> history) {
        return IntStream.range(1, history.size())
                .mapToObj(i -> history.get(i).text() != null
                        && Objects.equals(
                                history.get(i).text(), history.get(i - 1).text()))
                .toList();
    }
}

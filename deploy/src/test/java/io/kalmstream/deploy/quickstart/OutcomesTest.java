package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutcomesTest {
    private final Outcomes outcomes = new Outcomes();

    @Test
    void await_ends_whenTheLastIsSettledByAnotherThread() throws InterruptedException {
        List<Place> places = List.of(new Place("events", 0, 1), new Place("events", 1, 1));
        Thread settling = Thread.ofVirtual().start(() -> {
            settle(1, 1, Settlement.UPSERTED);
            settle(0, 1, Settlement.DEAD_LETTERED);
        });
        assertThat(outcomes.await(places, Duration.ofMinutes(1))).isTrue();
        settling.join();
        assertThat(outcomes.of(places)).hasSize(2);
    }

    @Test
    void await_saysSo_whenOneIsMissing() throws InterruptedException {
        settle(0, 1, Settlement.UPSERTED);
        assertThat(outcomes.await(List.of(new Place("events", 0, 2)), Duration.ZERO))
                .isFalse();
    }

    @Test
    void of_answersTheLastOutcome_andNothingOfOthers() {
        settle(0, 1, Settlement.UPSERTED);
        settle(0, 1, Settlement.UNCHANGED);
        settle(0, 2, Settlement.DELETED);
        assertThat(outcomes.of(List.of(new Place("events", 0, 1))))
                .containsExactlyEntriesOf(Map.of(new Place("events", 0, 1), Settlement.UNCHANGED));
    }

    @Test
    void searchableMillis_areOfTheseRecordsOnly() {
        settle(0, 1, Settlement.UPSERTED);
        settle(0, 2, Settlement.UPSERTED);
        settle(0, 3, Settlement.DELETED);
        List<Place> places = List.of(new Place("events", 0, 2), new Place("events", 0, 3));
        assertThat(outcomes.searchableMillis(places)).containsExactly(5L);
    }

    @Test
    void forget_leavesNothing_butHowOftenThingsChanged() {
        settle(0, 1, Settlement.UPSERTED);
        outcomes.forget();
        assertThat(outcomes.size()).isZero();
        assertThat(outcomes.searchableMillis(List.of(new Place("events", 0, 1))))
                .isEmpty();
        assertThat(outcomes.changes()).isEqualTo(1);
    }

    private void settle(int partition, long offset, Settlement outcome) {
        outcomes.settled(new Origin("events", partition, offset, 0), outcome, Duration.ofMillis(5));
    }
}

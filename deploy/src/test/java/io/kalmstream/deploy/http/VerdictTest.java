package io.kalmstream.deploy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.worker.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What probes are told in each state of Kafka Streams and each situation of the rest. */
final class VerdictTest {
    private static final Set<State> OVER = Set.of(State.ERROR, State.PENDING_ERROR, State.NOT_RUNNING);

    enum Situation {
        /** Its tasks have run before. */
        WARM,
        /** They have not. */
        COLD,
        DEVICE_LOST,
        STORE_DOWN
    }

    static Stream<Arguments> table() {
        return Arrays.stream(State.values())
                .flatMap(state -> Arrays.stream(Situation.values()).map(situation -> Arguments.of(state, situation)));
    }

    @Test
    void kafkaStreams_hasSevenStates() {
        assertThat(State.values()).hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("table")
    void live_isFalse_onlyWhereNothingButAnotherProcessHelps(State state, Situation situation) {
        assertThat(Verdict.live(worker(state, situation)).yes())
                .isEqualTo(!OVER.contains(state) && situation != Situation.DEVICE_LOST);
    }

    @ParameterizedTest
    @MethodSource("table")
    void ready_isTrue_onlyWhileItWorks(State state, Situation situation) {
        boolean works = state == State.RUNNING && (situation == Situation.WARM || situation == Situation.COLD);

        assertThat(Verdict.ready(worker(state, situation)).yes()).isEqualTo(works);
    }

    @ParameterizedTest
    @MethodSource("table")
    void started_staysTrue_onceItHasRun(State state, Situation situation) {
        assertThat(Verdict.started(worker(state, situation)).yes()).isEqualTo(situation != Situation.COLD);
    }

    @Test
    void aProcessWithoutAWorkerYet_isLiveAndNothingElse() {
        assertThat(List.of(
                        Verdict.started(Optional.empty()).yes(),
                        Verdict.live(Optional.empty()).yes(),
                        Verdict.ready(Optional.empty()).yes()))
                .isEqualTo(List.of(false, true, false));
    }

    @Test
    void aWorkerThatIsTold_toStop_isNotReadyWhileItStillRuns() {
        Optional<Condition> stopping =
                Optional.of(new Condition(State.RUNNING, true, true, Optional.empty(), Optional.empty()));

        assertThat(Verdict.ready(stopping)).isEqualTo(new Verdict(false, "the worker is stopping"));
        assertThat(Verdict.live(stopping).yes()).isTrue();
    }

    @Test
    void reasons_areTold() {
        assertThat(Verdict.ready(worker(State.RUNNING, Situation.STORE_DOWN)).reason())
                .isEqualTo("events wait: no answer");
        assertThat(Verdict.ready(worker(State.REBALANCING, Situation.STORE_DOWN))
                        .reason())
                .isEqualTo("the worker is REBALANCING");
        assertThat(Verdict.live(worker(State.RUNNING, Situation.DEVICE_LOST)).reason())
                .isEqualTo("the device hangs");
    }

    private static Optional<Condition> worker(State state, Situation situation) {
        return Optional.of(new Condition(
                state,
                false,
                situation != Situation.COLD,
                situation == Situation.DEVICE_LOST ? Optional.of("the device hangs") : Optional.empty(),
                situation == Situation.STORE_DOWN ? Optional.of("events wait: no answer") : Optional.empty()));
    }
}

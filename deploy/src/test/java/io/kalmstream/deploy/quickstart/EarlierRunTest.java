package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each pause is a second; the lags and outcomes are what Kafka and the worker say after each. */
final class EarlierRunTest {
    private final List<String> said = new ArrayList<>();
    private final Deque<Long> unfinished = new ArrayDeque<>();
    private final Deque<Long> changes = new ArrayDeque<>();
    private boolean any = true;
    private int seconds;

    @Test
    void none_isFinishedAtOnce() throws InterruptedException {
        any = false;
        unfinished.add(3L);
        finish();
        assertThat(seconds).isZero();
    }

    @Test
    void aRunThatIsRead_isGivenTimeForRowsOnTheirWay() throws InterruptedException {
        unfinished.add(0L);
        changes.addAll(List.of(0L, 1L, 2L, 2L));
        finish();
        assertThat(seconds).isEqualTo(2 + 2);
        assertThat(said).isEmpty();
    }

    @Test
    void whatIsNotRead_isWaitedFor_andSaid() throws InterruptedException {
        unfinished.addAll(List.of(70L, 70L, 70L, 70L, 5L, 0L));
        changes.add(0L);
        finish();
        assertThat(seconds).isEqualTo(5 + 2);
        assertThat(said).containsExactly("Finishing 70 events of an earlier run ...");
    }

    @Test
    void whatIsStuck_isNotWaitedForForEver() throws InterruptedException {
        unfinished.add(70L);
        changes.add(0L);
        finish();
        assertThat(seconds).isEqualTo((int) EarlierRun.LIMIT.toSeconds() + 1);
        assertThat(said).last().asString().contains("not finished");
    }

    @Test
    void othersWhoFeedTheTopic_areNotWaitedForForEver() throws InterruptedException {
        unfinished.add(0L);
        for (long i = 0; i < 200; i++) {
            changes.add(i);
        }
        finish();
        assertThat(seconds).isEqualTo((int) EarlierRun.LIMIT.toSeconds() + 1);
    }

    private void finish() throws InterruptedException {
        EarlierRun.Remains remains = new EarlierRun.Remains() {
            @Override
            public boolean any() {
                return any;
            }

            @Override
            public long unfinished() {
                return next(unfinished);
            }
        };
        new EarlierRun(
                        remains,
                        () -> next(changes),
                        () -> Duration.ofSeconds(seconds).toNanos(),
                        () -> seconds++)
                .finish(new Said());
    }

    /** The next; the last for ever. */
    private static long next(Deque<Long> values) {
        return values.size() > 1 ? values.removeFirst() : values.getFirst();
    }

    private final class Said implements Progress {
        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void at(long done, long total) {}

        @Override
        public void close() {}
    }
}

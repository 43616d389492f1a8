package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcesInTurnTest {
    private final SourcesInTurn sources = new SourcesInTurn();

    @Test
    void poll_unequalSources_givesEachAsManyTurnsWhileItHasTexts() {
        Random random = Seed.random();
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(6);
            int fewest = Integer.MAX_VALUE;
            for (int source = 0; source < count; source++) {
                int texts = 1 + random.nextInt(50);
                fewest = Math.min(fewest, texts);
                add("p" + source, texts);
            }
            List<WaitingText> polled = pollAll();

            Map<Object, Integer> served = new HashMap<>();
            for (WaitingText text : polled.subList(0, fewest * count)) {
                served.merge(text.submission().source, 1, Integer::sum);
                assertThat(Collections.max(served.values())
                                - (served.size() < count ? 0 : Collections.min(served.values())))
                        .as("turns by which one is ahead of another")
                        .isLessThanOrEqualTo(1);
            }
            assertThat(polled).extracting(WaitingText::turn).isSorted();
            assertThat(sources.isEmpty()).isTrue();
        }
    }

    @Test
    void poll_oneSource_keepsTheOrderOfItsTexts() {
        add("p0", 3);
        add("p0", 2);

        assertThat(pollAll()).extracting(WaitingText::index).containsExactly(0, 1, 2, 0, 1);
    }

    @Test
    void poll_sourceThatComesBehindAFlood_isServedEverySecondTurn() {
        add("flood", 1000);
        for (int i = 0; i < 10; i++) {
            sources.poll();
        }
        add("small", 3);

        List<Object> next = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            next.add(source(sources.poll()));
        }
        assertThat(next).containsExactly("flood", "small", "flood", "small", "flood", "small");
    }

    @Test
    void poll_nobodyWaitsForASubmission_leavesItOutAndFreesItsPlace() {
        Submission over = add("p0", 5);
        Submission wanted = add("p0", 2);
        sources.poll();
        over.future.cancel(false);

        assertThat(pollAll()).extracting(WaitingText::submission).containsExactly(wanted, wanted);
        assertThat(sources.waiting("p0")).isZero();
    }

    private Submission add(String source, int texts) {
        Submission submission = new Submission(source, Side.DOCUMENT, Collections.nCopies(texts, "a"), false);
        sources.add(submission);
        return submission;
    }

    private List<WaitingText> pollAll() {
        List<WaitingText> polled = new ArrayList<>();
        for (WaitingText text = sources.poll(); text != null; text = sources.poll()) {
            polled.add(text);
        }
        return polled;
    }

    private static Object source(@Nullable WaitingText text) {
        return text == null ? "none" : text.submission().source;
    }
}
